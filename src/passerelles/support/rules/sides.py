"""An objective of one side of a programme: the plan of a person, dimension by dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from passerelles.support.rules.commitments import ObjectiveState

# What was left by the person plans nothing any more; what was revised lives on in the newer row.
PLANNING = frozenset({ObjectiveState.OPEN, ObjectiveState.REACHED})


@dataclass(frozen=True, slots=True)
class Side:
    """A dimension of the programme of one enrolment; written ``enrolment:dimension`` in a form."""

    enrolment_id: UUID
    dimension: str

    def __str__(self) -> str:
        return f"{self.enrolment_id}:{self.dimension}"

    @classmethod
    def read(cls, text: str) -> Side | None:
        enrolment, _colon, dimension = text.partition(":")
        try:
            return cls(UUID(enrolment), dimension) if dimension else None
        except ValueError:
            return None


def plans(state: ObjectiveState) -> bool:
    """Whether an objective still makes its side a planned one."""
    return state in PLANNING


def first_days(rows: Iterable[tuple[Side, ObjectiveState, date]]) -> Mapping[Side, date]:
    """The day each side got the first of the objectives that still plan it."""
    found: dict[Side, date] = {}
    for side, state, on in rows:
        if plans(state):
            found[side] = min(on, found.get(side, on))
    return found
