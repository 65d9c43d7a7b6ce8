"""Very plain words for what professionals name otherwise: short, one idea each."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.pathways.rules.progress import Trend
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.people.rules.situations import SituationState
from passerelles.sharing.rules.volets import VOLET_TEXTS, Purpose, Volet


@dataclass(frozen=True, slots=True)
class PlainState:
    words: str
    colour: str


STAGE_STATES: dict[StageState, PlainState] = {
    StageState.PLANNED: PlainState("C’est prévu", "sky"),
    StageState.ONGOING: PlainState("C’est maintenant", "leaf"),
    StageState.DONE: PlainState("C’est fini", "muted"),
    StageState.STOPPED: PlainState("C’est arrêté", "plum"),
    StageState.SKIPPED: PlainState("Je ne l’ai pas fait", "plum"),
}

TRENDS: dict[Trend, PlainState] = {
    Trend.IMPROVING: PlainState("Ça avance", "leaf"),
    Trend.STABLE: PlainState("C’est pareil", "muted"),
    Trend.DECLINING: PlainState("C’est plus difficile en ce moment", "coral"),
    Trend.UNKNOWN: PlainState("On ne sait pas encore", "sky"),
}

SITUATION_STATES: dict[SituationState, PlainState] = {
    SituationState.TO_DO: PlainState("Le dossier est à faire", "coral"),
    SituationState.FILED: PlainState("Le dossier est envoyé", "sky"),
    SituationState.OBTAINED: PlainState("C’est d’accord", "leaf"),
    SituationState.REFUSED: PlainState("C’est refusé", "plum"),
    SituationState.EXPIRED: PlainState("C’est fini, il faut recommencer", "coral"),
}

PURPOSES: dict[Purpose, str] = {
    Purpose.FOLLOW_UP: "Pour suivre votre parcours ensemble.",
    Purpose.TRAINING: "Pour préparer une formation.",
    Purpose.PLACEMENT: "Pour vous accueillir au travail.",
    Purpose.ORIENTATION: "Pour étudier votre demande.",
    Purpose.HANDOVER: "Pour prendre le relais.",
}

# Names of the drawn icons: an emoji would need a font that many machines lack.
VOLET_ICONS: dict[Volet, str] = {
    Volet.IDENTITY: "user",
    Volet.SITUATION: "card",
    Volet.PROJECT: "wishes",
    Volet.PATH: "path",
    Volet.SKILLS: "work",
    Volet.PROGRESS: "progress",
    Volet.SUPPORT_NEEDS: "help",
    Volet.BARRIERS: "warning",
    Volet.SENSITIVE: "lock",
    Volet.DOCUMENTS: "paper",
}

STAGE_ICONS: dict[StageKind, str] = {
    StageKind.DETECTION: "talk",
    StageKind.WORKSHOP: "work",
    StageKind.VISIT: "step",
    StageKind.TRIAL: "work",
    StageKind.INTERNSHIP: "building",
    StageKind.IMMERSION: "building",
    StageKind.ASSIGNMENT: "building",
    StageKind.TRAINING: "school",
    StageKind.ASSESSMENT: "check",
    StageKind.RECOGNITION: "tools",
    StageKind.ESAT_WORK: "work",
    StageKind.INSERTION_CONTRACT: "write",
    StageKind.GEIQ_CONTRACT: "write",
    StageKind.EA_CONTRACT: "write",
    StageKind.ORDINARY_CONTRACT: "write",
    StageKind.PROCEDURE: "paper",
    StageKind.RETURN: "home",
    StageKind.OTHER: "next",
}


@dataclass(frozen=True, slots=True)
class PlainVolet:
    """A section of the record as the person sees it named."""

    words: str
    icon: str


def plain_volet(volet: Volet) -> PlainVolet:
    return PlainVolet(VOLET_TEXTS[volet].plain, VOLET_ICONS[volet])
