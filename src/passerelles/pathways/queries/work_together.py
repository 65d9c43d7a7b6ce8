"""What a person does at the same time, added up for the page of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from passerelles.kernel import clock
from passerelles.law.parameters import Parameter, UnknownParameter, the_book
from passerelles.law.wording import number_fr
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work import WorkLine
from passerelles.pathways.rules.together import Share, Together, together
from passerelles.pathways.rules.work import WorkState, leaves_a_place

CEILING = "esat_shared_hours_max"
SUPPORT_HOURS = "act.support_hours"


def ceiling_today() -> Parameter | None:
    """The most hours of a week beside a place in an ESAT, when the law bounds them that day."""
    try:
        return the_book().at(CEILING, clock.today())
    except UnknownParameter:
        return None


def work_together(lines: Iterable[WorkLine]) -> Together | None:
    """Contracts and places held today, suspended ones apart: their hours are not worked."""
    today = clock.today()
    shares = [
        Share(line.situation.law_kind, line.where, _hours(line.situation))
        for line in lines
        if line.situation.state == WorkState.ONGOING
        and line.situation.start <= today
        and leaves_a_place(line.situation.law_kind)
    ]
    row = ceiling_today()
    return together(shares, Decimal(row.value) if row is not None else None)


def _hours(situation: WorkSituation) -> Decimal | None:
    """As the law counts them: support hours of an ESAT are in the week too."""
    if situation.weekly_hours is None:
        return None
    return situation.weekly_hours + Decimal(str(situation.details.get(SUPPORT_HOURS) or 0))


@dataclass(frozen=True, slots=True)
class TogetherLine:
    """What the page says: the total, its ceiling, and the article that sets it."""

    found: Together
    sentence: str
    ceiling: str
    source: str


def together_line(lines: Iterable[WorkLine]) -> TogetherLine | None:
    found = work_together(lines)
    if found is None:
        return None
    row = ceiling_today() if found.ceiling is not None else None
    ceiling = f"{number_fr(found.ceiling)} h par semaine" if found.ceiling is not None else ""
    return TogetherLine(found, said(found), ceiling, (row.article or row.source) if row else "")


def said(found: Together) -> str:
    """The total in a sentence, with what nobody said."""
    total = f"{number_fr(found.total)} h par semaine en tout"
    if found.unknown:
        total = f"au moins {total} : il manque les heures de {found.unknown} contrat"
        total += "s" if found.unknown > 1 else ""
    return total
