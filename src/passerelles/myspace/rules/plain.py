"""Very plain words for what professionals name otherwise: short, one idea each."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.pathways.rules.progress import Trend
from passerelles.pathways.rules.stages import StageState
from passerelles.people.rules.situations import SituationState
from passerelles.sharing.rules.volets import Purpose


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
