"""Stages of a path: their kinds and states.  No stage expires; any may be skipped or replayed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    DETECTION = "detection"
    WORKSHOP = "workshop"
    VISIT = "visit"
    TRIAL = "trial"
    INTERNSHIP = "internship"
    IMMERSION = "immersion"
    ASSIGNMENT = "assignment"
    TRAINING = "training"
    ASSESSMENT = "assessment"
    RECOGNITION = "recognition"
    ESAT_WORK = "esat_work"
    INSERTION_CONTRACT = "insertion_contract"
    GEIQ_CONTRACT = "geiq_contract"
    EA_CONTRACT = "ea_contract"
    ORDINARY_CONTRACT = "ordinary_contract"
    PROCEDURE = "procedure"
    RETURN = "return"
    OTHER = "other"


class StageState(StrEnum):
    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    STOPPED = "stopped"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class StageText:
    label: str
    plain: str
    icon: str


STAGE_TEXTS: dict[StageKind, StageText] = {
    StageKind.DETECTION: StageText("Repérage", "On en a parlé la première fois", "💡"),
    StageKind.WORKSHOP: StageText("Atelier de pré-professionnalisation", "Un atelier", "🧰"),
    StageKind.VISIT: StageText("Visite", "Une visite", "👣"),
    StageKind.TRIAL: StageText("Banc d’essai", "Un essai au travail", "🧪"),
    StageKind.INTERNSHIP: StageText("Stage", "Un stage", "🏢"),
    StageKind.IMMERSION: StageText("Immersion (PMSMP)", "Quelques jours au travail", "🏢"),
    StageKind.ASSIGNMENT: StageText("Mise à disposition", "Un travail en entreprise", "🏢"),
    StageKind.TRAINING: StageText("Formation", "Une formation", "🎓"),
    StageKind.ASSESSMENT: StageText("Bilan", "Un bilan", "📝"),
    StageKind.RECOGNITION: StageText(
        "RAE, VAE (acquis de l’expérience)", "Faire reconnaître ce que je sais faire", "🏅"
    ),
    StageKind.ESAT_WORK: StageText("Travail en ESAT", "Mon travail à l’ESAT", "🛠️"),
    StageKind.INSERTION_CONTRACT: StageText(
        "Contrat d’insertion (CDDI)", "Un contrat d’insertion", "✍️"
    ),
    StageKind.GEIQ_CONTRACT: StageText("Contrat GEIQ", "Un contrat avec le GEIQ", "✍️"),
    StageKind.EA_CONTRACT: StageText(
        "Contrat en entreprise adaptée", "Un contrat en entreprise adaptée", "✍️"
    ),
    StageKind.ORDINARY_CONTRACT: StageText(
        "Contrat en milieu ordinaire", "Un contrat en entreprise", "✍️"
    ),
    StageKind.PROCEDURE: StageText("Démarche administrative", "Une démarche", "🗂️"),
    StageKind.RETURN: StageText("Retour", "Je suis revenu", "↩️"),
    StageKind.OTHER: StageText("Autre étape", "Une étape", "•"),
}

STATE_LABELS: dict[StageState, str] = {
    StageState.PLANNED: "à préparer",
    StageState.ONGOING: "en cours",
    StageState.DONE: "terminé",
    StageState.STOPPED: "arrêté",
    StageState.SKIPPED: "pas faite",
}

# Moves of a stage.  A finished stage never reopens: it is replayed as a new one.
MOVES: dict[StageState, frozenset[StageState]] = {
    StageState.PLANNED: frozenset({StageState.ONGOING, StageState.SKIPPED, StageState.STOPPED}),
    StageState.ONGOING: frozenset({StageState.DONE, StageState.STOPPED}),
    StageState.DONE: frozenset(),
    StageState.STOPPED: frozenset(),
    StageState.SKIPPED: frozenset({StageState.PLANNED}),
}


def may_move(current: StageState, target: StageState) -> bool:
    return target in MOVES[current]


class PathState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


PATH_STATE_LABELS: dict[PathState, str] = {
    PathState.ACTIVE: "parcours en cours",
    PathState.PAUSED: "en pause",
    PathState.CLOSED: "parcours terminé",
}

# Moves of a path.  Only people close a path; a closed one resumes, as often as life requires.
PATH_MOVES: dict[PathState, frozenset[PathState]] = {
    PathState.ACTIVE: frozenset({PathState.PAUSED, PathState.CLOSED}),
    PathState.PAUSED: frozenset({PathState.ACTIVE, PathState.CLOSED}),
    PathState.CLOSED: frozenset({PathState.ACTIVE}),
}


def path_may_move(current: PathState, target: PathState) -> bool:
    return target in PATH_MOVES[current]


class TimelineState(StrEnum):
    """Where a stage stands on the line: ahead, now, behind."""

    PLAN = "plan"
    NOW = "now"
    PAST = "past"


TIMELINE_STATES: dict[StageState, TimelineState] = {
    StageState.PLANNED: TimelineState.PLAN,
    StageState.ONGOING: TimelineState.NOW,
    StageState.DONE: TimelineState.PAST,
    StageState.STOPPED: TimelineState.PAST,
    StageState.SKIPPED: TimelineState.PAST,
}
