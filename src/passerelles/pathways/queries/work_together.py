"""What a person does at the same time, added up for the page of work as the law adds it up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelles.kernel import clock
from passerelles.law.acts.work import Contract
from passerelles.law.esat.hours import hours_of, runs_on
from passerelles.law.parameters import Book, Parameter, UnknownParameter
from passerelles.law.wording import number_fr
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import WorkLine
from passerelles.pathways.queries.work_law import facts_of
from passerelles.pathways.rules.together import Share, Together, together
from passerelles.pathways.rules.work import WorkState, leaves_a_place
from passerelles.rulebook.queries.overrides import book_for
from passerelles.rulebook.simulator.results import rule_url

CEILING, CEILING_RULE = "esat_shared_hours_max", "ESAT-09"
SUPPORT_HOURS = "act.support_hours"


@dataclass(frozen=True, slots=True)
class TogetherLine:
    """What the page says: the total, its ceiling, who set it and the article that does."""

    found: Together
    sentence: str
    ceiling: str
    source: str
    owner: str
    url: str


def together_line(eyes: Eyes, lines: Iterable[WorkLine]) -> TogetherLine | None:
    """The week of today, read with the values of the reader's organisation."""
    today = clock.today()
    shares = list(_shares(lines, today))
    if together(shares, None) is None:
        return None
    row = _ceiling(book_for(eyes.organisation_id), today)
    found = together(shares, Decimal(row.value) if row else None)
    if found is None or found.ceiling is None or row is None:
        return TogetherLine(found, said(found), "", "", "", "") if found else None
    ceiling = f"{number_fr(found.ceiling)} h par semaine"
    source = row.article or row.source
    return TogetherLine(found, said(found), ceiling, source, row.owner, rule_url(CEILING_RULE))


def _ceiling(book: Book, today: date) -> Parameter | None:
    """The most hours of a week beside a place in an ESAT, when the law bounds them that day."""
    try:
        return book.at(CEILING, today)
    except UnknownParameter:
        return None


def _shares(lines: Iterable[WorkLine], today: date) -> Iterable[Share]:
    """Contracts and places that count that day; the hours of a suspended one are not worked.

    One ended today is over: a return written today takes its place, it does not add to it.
    """
    for line in lines:
        situation = line.situation
        over = situation.state in {WorkState.CANCELLED, WorkState.ENDED}
        if over or not leaves_a_place(situation.law_kind):
            continue
        if situation.suspended_on is not None and situation.suspended_on <= today:
            continue
        counted = _counted(situation)
        if runs_on(counted, today):
            yield Share(situation.law_kind, line.where, hours_of(counted))


def _counted(situation: WorkSituation) -> Contract:
    """As much of the act as its hours need, with the same days as the law is told."""
    facts = facts_of(situation)
    support = facts.details.get(SUPPORT_HOURS)
    return Contract(
        type=facts.kind,
        start=facts.start,
        end=facts.end,
        weekly_hours=facts.weekly_hours,
        support_hours=Decimal(str(support)) if support else None,
    )


def said(found: Together) -> str:
    """The total in a sentence, with what nobody said."""
    missing = f"il manque les heures {_of_engagements(found.unknown)}"
    if not found.told:
        return f"total inconnu : {missing}" if found.unknown else "aucun horaire à additionner"
    week = f"{number_fr(found.total)} h par semaine"
    week += f", sans compter {_without_hours(found.untimed)}" if found.untimed else " en tout"
    return f"au moins {week} : {missing}" if found.unknown else week


def _of_engagements(count: int) -> str:
    return "d’un engagement" if count == 1 else f"de {count} engagements"


def _without_hours(count: int) -> str:
    if count == 1:
        return "l’engagement qui n’a pas d’horaire"
    return f"les {count} engagements qui n’ont pas d’horaire"
