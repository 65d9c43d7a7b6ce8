"""The person's log: what others did first, one's own visits apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelles.kernel.actors import Actor
from passerelles.sharing.queries import LogDay, LogRow, person_log


@dataclass(frozen=True)
class OwnLog:
    """``mine`` stays visible: a visit one did not make means that somebody uses the card."""

    others: list[LogDay]
    mine: list[LogDay]


def own_log(actor: Actor) -> OwnLog:
    days = person_log(actor)
    return OwnLog(_only(days, lambda row: not _is_own(row)), _only(days, _is_own))


def latest(days: Iterable[LogDay], count: int) -> list[LogDay]:
    """The last lines only, under their days."""
    kept: list[LogDay] = []
    for day in days:
        if count <= 0:
            break
        kept.append(LogDay(day.day, day.rows[:count]))
        count -= len(kept[-1].rows)
    return kept


def _is_own(row: LogRow) -> bool:
    return row.who == _("Vous")


def _only(days: Iterable[LogDay], wanted: Callable[[LogRow], bool]) -> list[LogDay]:
    kept = (LogDay(day.day, [row for row in day.rows if wanted(row)]) for day in days)
    return [day for day in kept if day.rows]
