"""A report in plain French, for a terminal or an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from django.utils.translation import gettext as _

from passerelles.exchanges.report import OUTCOME_LABELS, ImportReport, ReportLine

DETAILED_LINES = 40


class Console(Protocol):
    """What is needed of rich's console."""

    def print(self, *objects: Any, markup: bool, highlight: bool, soft_wrap: bool) -> None: ...


def print_to(console: Console, report: ImportReport) -> None:
    for line in describe(report):
        # Names in files may hold square brackets: never read as rich's markup.
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def describe(report: ImportReport, *, limit: int = DETAILED_LINES) -> Iterator[str]:
    """The lines worth a look, then the totals and what to do next."""
    worthy = [line for line in report.lines if line.is_worth_a_look]
    for line in worthy[:limit]:
        yield from describe_line(line)
    if len(worthy) > limit:
        yield _("… et %(count)d autres lignes à regarder.") % {"count": len(worthy) - limit}
    yield (
        _(
            "%(read)d lignes lues : %(created)d créées, %(updated)d modifiées, "
            "%(unchanged)d inchangées, %(refused)d refusées ; "
            "%(repaired)d réparées, %(doubts)d douteuses."
        )
        % report.counts()
    )
    if report.applied:
        yield _("C’est enregistré.")
    else:
        yield _("Rien n’a été écrit : ajoutez --apply pour enregistrer.")


def describe_line(line: ReportLine) -> Iterator[str]:
    said = _("ligne %(number)d, %(outcome)s : %(identity)s") % {
        "number": line.number,
        "outcome": OUTCOME_LABELS[line.outcome],
        "identity": line.identity or _("sans identifiant"),
    }
    yield f"{said}. {line.reason} {line.remedy}".rstrip(" .") + "."
    for change in line.changes:
        yield f"    {change.field} : {change.old} → {change.new}"
    for sentence in line.repairs:
        yield "    " + _("réparé : %(sentence)s") % {"sentence": sentence}
    for sentence in line.doubts:
        yield "    " + _("à vérifier : %(sentence)s") % {"sentence": sentence}
