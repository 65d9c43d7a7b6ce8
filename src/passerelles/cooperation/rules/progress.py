"""How far a project is: done out of total, in words, and never a rate on nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MilestoneState(StrEnum):
    DONE = "done"
    LATE = "late"
    PLANNED = "planned"
    UNDATED = "undated"


MILESTONE_STATE_LABELS: dict[MilestoneState, str] = {
    MilestoneState.DONE: "fait",
    MilestoneState.LATE: "en retard",
    MilestoneState.PLANNED: "prévu",
    MilestoneState.UNDATED: "sans date",
}


def milestone_state(*, planned_on: date | None, done_on: date | None, on: date) -> MilestoneState:
    """Where a milestone stands on a day; the planned day itself is not late yet."""
    if done_on is not None:
        return MilestoneState.DONE
    if planned_on is None:
        return MilestoneState.UNDATED
    return MilestoneState.LATE if planned_on < on else MilestoneState.PLANNED


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int

    @property
    def percent(self) -> int | None:
        """None when there is nothing to do yet: unknown is not zero."""
        return round(100 * self.done / self.total) if self.total else None

    @property
    def words(self) -> str:
        """What a reader is told, beside or instead of the bar."""
        match (self.done, self.total):
            case (_, 0):
                return "aucun jalon pour l’instant"
            case (0, 1):
                return "le jalon reste à faire"
            case (1, 1):
                return "le jalon est fait"
            case (0, total):
                return f"aucun des {total} jalons n’est fait"
            case (done, total) if done == total:
                return f"les {total} jalons sont faits"
            case (1, total):
                return f"1 jalon fait sur {total}"
            case (done, total):
                return f"{done} jalons faits sur {total}"


def progress(done: Iterable[bool]) -> Progress:
    """From whether each milestone is done."""
    states = tuple(done)
    return Progress(sum(states), len(states))
