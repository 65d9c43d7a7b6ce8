"""Mutual commitments: what each side promises, when one talks of it again, what each side says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passerelles.documents.rules.circuit import PaperState


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


class CommitmentPhase(StrEnum):
    """Where a commitment stands once its paper has been asked: it holds when both have signed."""

    TO_SEND = "to_send"
    TO_SIGN = "to_sign"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    ENDED = "ended"


PHASE_LABELS: dict[CommitmentPhase, str] = {
    CommitmentPhase.TO_SEND: "À envoyer à la signature",
    CommitmentPhase.TO_SIGN: "À signer",
    CommitmentPhase.REFUSED: "Refusé",
    CommitmentPhase.IN_FORCE: "En cours",
    CommitmentPhase.REPLACED: "Remplacé par un avenant",
    CommitmentPhase.CANCELLED: "Annulé",
    CommitmentPhase.ENDED: "Terminé",
}
_PHASE_OF_PAPER: dict[PaperState, CommitmentPhase] = {
    PaperState.DRAFT: CommitmentPhase.TO_SEND,
    PaperState.OUT: CommitmentPhase.TO_SIGN,
    PaperState.REFUSED: CommitmentPhase.REFUSED,
    PaperState.SIGNED: CommitmentPhase.IN_FORCE,
    PaperState.REPLACED: CommitmentPhase.REPLACED,
    PaperState.CANCELLED: CommitmentPhase.CANCELLED,
}
# Nobody has said yes to the whole of it: it may be written again or dropped.
UNSIGNED = (CommitmentPhase.TO_SEND, CommitmentPhase.TO_SIGN, CommitmentPhase.REFUSED)


def commitment_phase(state: CommitmentState, paper: PaperState | None) -> CommitmentPhase:
    """``paper``: the state of the paper both sides sign; ``None`` when none was asked."""
    match state:
        case CommitmentState.ENDED:
            return CommitmentPhase.ENDED
        case CommitmentState.REPLACED:
            return CommitmentPhase.REPLACED
    return CommitmentPhase.IN_FORCE if paper is None else _PHASE_OF_PAPER[paper]


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
