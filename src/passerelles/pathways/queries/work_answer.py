"""The answer of the law as a page shows it: blocks first, then what is missing, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Actor
from passerelles.law.document import Document
from passerelles.law.findings import (
    SEVERITY_LABELS,
    VERDICT_LABELS,
    Finding,
    Severity,
    Verdict,
)
from passerelles.law.programmes.model import TERM_RULES, Term
from passerelles.law.question_words import NoWords, words_for
from passerelles.law.showing import law_day, parameter_line
from passerelles.law.situations import SituationKind
from passerelles.pathways.queries.work_law import Consulted
from passerelles.pathways.queries.work_programmes import MEMBERSHIPS, PROGRAMME
from passerelles.programmes.policy import may_write as may_write_programmes
from passerelles.rulebook.simulator.results import rule_url
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

NOTHING: Mapping[str, Settles] = MappingProxyType({})
VERDICT_SIGNS: dict[Verdict, tuple[str, str]] = {
    Verdict.ALLOWED: ("yes", "leaf"),
    Verdict.WARNINGS: ("warning", "plum"),
    Verdict.REFUSED: ("no", "coral"),
    Verdict.UNKNOWN: ("neutral", "sky"),
}
_COLOURS: dict[Severity, str] = {
    Severity.BLOCK: "coral",
    Severity.UNKNOWN: "sky",
    Severity.WARN: "plum",
    Severity.INFO: "leaf",
}


@dataclass(frozen=True, slots=True)
class Settles:
    """The one page where what is missing is noted."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """One finding, with where it is written, the values it used and what would settle it."""

    severity: str
    colour: str
    message: str
    remedy: str
    article: str
    url: str
    values: tuple[str, ...]
    settles: Settles | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to ask; ``hidden``: of a volet this reader may not read."""

    label: str
    hidden: bool
    of_person: bool


@dataclass(frozen=True, slots=True)
class LawAnswer:
    verdict: str
    icon: str
    colour: str
    refused: bool
    said: tuple[Said, ...]
    missing: tuple[Missing, ...]
    law_day: date
    to_tick: bool = False

    @property
    def rights_to_note(self) -> bool:
        """Whether some of what is missing is told under « Situation administrative »."""
        return any(item.of_person and not item.hidden for item in self.missing)


def law_answer(consulted: Consulted, settling: Mapping[str, Settles] = NOTHING) -> LawAnswer:
    """``settling``: by path of what is missing, where this reader may note it."""
    answer = consulted.answer
    icon, colour = VERDICT_SIGNS[answer.verdict]
    # What the record itself lacks says how to note it; the rest is asked by the form.
    shown = (
        f
        for f in answer.findings
        if f.severity is not Severity.UNKNOWN or f.rule == TERM_RULES[Term.ENTRY]
    )
    return LawAnswer(
        verdict=VERDICT_LABELS[answer.verdict],
        icon=icon,
        colour=colour,
        refused=answer.verdict is Verdict.REFUSED,
        said=tuple(said(finding, settling) for finding in shown),
        missing=tuple(_missing(consulted)),
        law_day=law_day(consulted.document),
        to_tick=bool(answer.of(Severity.WARN)),
    )


def said(finding: Finding, settling: Mapping[str, Settles] = NOTHING) -> Said:
    return Said(
        severity=SEVERITY_LABELS[finding.severity],
        colour=_COLOURS[finding.severity],
        message=finding.message,
        remedy=finding.remedy,
        article=finding.article,
        url=rule_url(finding.rule) if finding.rule else "",
        values=tuple(parameter_line(row) for row in finding.parameters),
        settles=next((settling[path] for path in finding.missing if path in settling), None),
    )


def settling_of(actor: Actor, access: RecordAccess, consulted: Consulted) -> dict[str, Settles]:
    """Where the actor notes the person's enrolment, and the adhesion of their own structure."""
    found = {}
    if access.may_write(Volet.PATH):
        url = reverse("pathways:enrol_choice", args=[access.person.id])
        found[PROGRAMME] = Settles(_("Inscrire la personne au programme"), url)
    employer = getattr(consulted.document.act, "employer", None)
    if may_write_programmes(actor) and employer == str(actor.organisation_id):
        url = reverse("programmes:membership_add")
        found[MEMBERSHIPS] = Settles(_("Noter l’adhésion de la structure"), url)
    return found


def _missing(consulted: Consulted) -> Iterator[Missing]:
    for path in consulted.answer.missing:
        code = path.removeprefix("situation.").partition(".")[0]
        kind = SituationKind(code) if code in set(SituationKind) else None
        yield Missing(
            label=_label(consulted.document, path),
            hidden=kind is not None and kind in consulted.hidden,
            of_person=path.startswith(("situation.", "person.")),
        )


def _label(document: Document, path: str) -> str:
    try:
        return words_for(document.act, path).label
    except NoWords:
        return str(_("une précision"))
