"""The plan in three parts: a job, an accompaniment, a training, none left out without a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlanPart(StrEnum):
    WORK = "work"
    SUPPORT = "support"
    TRAINING = "training"


PART_LABELS: dict[PlanPart, str] = {
    PlanPart.WORK: "Emploi",
    PlanPart.SUPPORT: "Accompagnement",
    PlanPart.TRAINING: "Formation",
}
PART_PLAIN: dict[PlanPart, str] = {
    PlanPart.WORK: "Mon travail",
    PlanPart.SUPPORT: "On m’aide",
    PlanPart.TRAINING: "J’apprends",
}


class PlanGoal(StrEnum):
    """Where the plan leads; both are good ends."""

    STAY = "stay"
    MOVE = "move"
    OPEN = "open"


GOAL_LABELS: dict[PlanGoal, str] = {
    PlanGoal.STAY: "Un emploi durable dans la structure",
    PlanGoal.MOVE: "Un emploi chez un autre employeur",
    PlanGoal.OPEN: "Pas encore choisi",
}
ADAPTED = frozenset({"ea", "eatt"})  # kinds of organisations that name themselves so


def goal_label(goal: PlanGoal, place_kind: str) -> str:
    """In the words of the structure whose plan it is."""
    if goal is PlanGoal.STAY and place_kind in ADAPTED:
        return "Un emploi durable dans l’entreprise adaptée"
    return GOAL_LABELS[goal]


GOAL_PLAIN: dict[PlanGoal, str] = {
    PlanGoal.STAY: "Je veux rester travailler ici.",
    PlanGoal.MOVE: "Je veux travailler ailleurs.",
    PlanGoal.OPEN: "Je n’ai pas encore choisi.",
}


class PlanState(StrEnum):
    ACTIVE = "active"
    REPLACED = "replaced"


PLAN_LABELS: dict[PlanState, str] = {
    PlanState.ACTIVE: "En cours",
    PlanState.REPLACED: "Remplacé",
}


@dataclass(frozen=True, slots=True)
class PartSaid:
    """What is planned in a part, or why nothing is."""

    planned: str = ""
    why_empty: str = ""

    @property
    def empty(self) -> bool:
        return not self.planned.strip()

    @property
    def stands(self) -> bool:
        return not self.empty or bool(self.why_empty.strip())


def parts_missing(said: Mapping[PlanPart, PartSaid]) -> tuple[PlanPart, ...]:
    """Parts that say nothing and give no reason: the plan is not one while there is any."""
    return tuple(part for part in PlanPart if not said.get(part, PartSaid()).stands)
