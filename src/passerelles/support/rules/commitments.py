"""Mutual commitments: what each side promises, when one talks of it again, what each side says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PromiseSide(StrEnum):
    PERSON = "person"
    STRUCTURE = "structure"


SIDE_LABELS: dict[PromiseSide, str] = {
    PromiseSide.PERSON: "la personne",
    PromiseSide.STRUCTURE: "la structure",
}


class Kept(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


KEPT_LABELS: dict[Kept, str] = {
    Kept.YES: "Tenu",
    Kept.PARTLY: "En partie",
    Kept.NO: "Pas tenu",
}


class CommitmentState(StrEnum):
    ACTIVE = "active"
    REPLACED = "replaced"
    ENDED = "ended"


COMMITMENT_LABELS: dict[CommitmentState, str] = {
    CommitmentState.ACTIVE: "En cours",
    CommitmentState.REPLACED: "Remplacé par un avenant",
    CommitmentState.ENDED: "Terminé",
}


@dataclass(frozen=True, slots=True)
class CommitmentStanding:
    """``due_on``: the review that waits now; ``silent``: the sides that have not spoken."""

    due_on: date | None
    silent: tuple[PromiseSide, ...]
    next_on: date | None

    @property
    def waits(self) -> bool:
        return bool(self.silent)


def commitment_standing(
    reviews: Iterable[date], said: Iterable[tuple[PromiseSide, date]], today: date
) -> CommitmentStanding:
    """The latest review day reached asks both sides to speak; the structure is not the judge."""
    days = sorted(set(reviews))
    reached = [day for day in days if day <= today]
    next_on = next((day for day in days if day > today), None)
    if not reached:
        return CommitmentStanding(None, (), next_on)
    spoke = {side for side, day in said if day >= reached[-1]}
    silent = tuple(side for side in PromiseSide if side not in spoke)
    return CommitmentStanding(reached[-1] if silent else None, silent, next_on)


class ObjectiveOrigin(StrEnum):
    PERSON = "person"
    PROFESSIONAL = "professional"


ORIGIN_LABELS: dict[ObjectiveOrigin, str] = {
    ObjectiveOrigin.PERSON: "dit par la personne",
    ObjectiveOrigin.PROFESSIONAL: "proposé par un professionnel",
}


class ObjectiveState(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    LEFT = "left"
    REVISED = "revised"


OBJECTIVE_LABELS: dict[ObjectiveState, str] = {
    ObjectiveState.OPEN: "En cours",
    ObjectiveState.REACHED: "Atteint",
    ObjectiveState.LEFT: "Abandonné par la personne",
    ObjectiveState.REVISED: "Revu",
}
