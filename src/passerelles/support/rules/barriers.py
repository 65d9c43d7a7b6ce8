"""Barriers: their typology, their states, what is done about them.  None ever blocks a step.

The codes are those of what the person told once, so that a barrier opens from what was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passerelles.people.rules.facts import (
    BARRIERS,
    FACTS,
    NO_BARRIER,
    SENSITIVE_BARRIERS,
    FactKind,
)
from passerelles.sharing.rules.volets import Volet

BARRIER_FACTS: tuple[FactKind, ...] = (FactKind.BARRIERS, FactKind.SENSITIVE_BARRIERS)
OTHER_BARRIER = "other"  # said in the person's own words; several may stand at once
BARRIER_LABELS: dict[str, str] = {
    **{code: words for code, words in (*BARRIERS, *SENSITIVE_BARRIERS) if code != NO_BARRIER},
    OTHER_BARRIER: "Autre frein",
}
_SENSITIVE = {code for code, _words in SENSITIVE_BARRIERS if code != NO_BARRIER}
SOON_DAYS = 31


class Weight(StrEnum):
    """How heavy it is, said by the person; nobody says it in their place."""

    LIGHT = "light"
    HEAVY = "heavy"
    BLOCKING = "blocking"


WEIGHT_LABELS: dict[Weight, str] = {
    Weight.LIGHT: "Ça me gêne un peu",
    Weight.HEAVY: "Ça me gêne souvent",
    Weight.BLOCKING: "C’est très lourd pour moi",
}


class BarrierState(StrEnum):
    OPEN = "open"
    LIFTED = "lifted"
    SET_ASIDE = "set_aside"  # still there, but the person does not want it worked on


STATE_LABELS: dict[BarrierState, str] = {
    BarrierState.OPEN: "Présent",
    BarrierState.LIFTED: "Levé",
    BarrierState.SET_ASIDE: "Laissé de côté par la personne",
}
MOVES: dict[BarrierState, frozenset[BarrierState]] = {
    BarrierState.OPEN: frozenset({BarrierState.LIFTED, BarrierState.SET_ASIDE}),
    BarrierState.LIFTED: frozenset({BarrierState.OPEN}),
    BarrierState.SET_ASIDE: frozenset({BarrierState.OPEN}),
}


class ActionKind(StrEnum):
    REFERRAL = "referral"
    APPOINTMENT = "appointment"
    PAPERWORK = "paperwork"
    TRAINING = "training"
    FRENCH = "french"
    CARE = "care"
    FUNDING = "funding"
    CO_TUTORING = "co_tutoring"
    RESPONSIBILITY = "responsibility"
    COLLECTIVE = "collective"
    VISIT = "visit"
    LICENCE = "licence"
    TRANSPORT = "transport"
    OTHER = "other"


ACTION_LABELS: dict[ActionKind, str] = {
    ActionKind.REFERRAL: "Orientation vers un partenaire",
    ActionKind.APPOINTMENT: "Rendez-vous avec un partenaire",
    ActionKind.PAPERWORK: "Démarche, dossier",
    ActionKind.TRAINING: "Formation, atelier",
    ActionKind.FRENCH: "Cours de français",
    ActionKind.CARE: "Séance d’écoute ou de soin",
    ActionKind.FUNDING: "Recherche de financement",
    ActionKind.CO_TUTORING: "Co-tutorat en situation de travail",
    ActionKind.RESPONSIBILITY: "Prise de responsabilité",
    ActionKind.COLLECTIVE: "Information ou échange collectif",
    ActionKind.VISIT: "Visite d’entreprise",
    ActionKind.LICENCE: "Permis de conduire : code, conduite, examen",
    ActionKind.TRANSPORT: "Solution de transport : navette, covoiturage, prêt de véhicule",
    ActionKind.OTHER: "Autre action",
}


def volet_of_barrier(code: str) -> Volet:
    """The volet a barrier lives in: its mere name may reveal a fact of health or justice."""
    return Volet.SENSITIVE if code in _SENSITIVE else Volet.BARRIERS


def kinds_in(volets: Collection[Volet]) -> list[tuple[str, str]]:
    """Barriers one may open in the volets one may write in."""
    return [
        (code, words) for code, words in BARRIER_LABELS.items() if volet_of_barrier(code) in volets
    ]


def told_barriers(answers: Iterable[str]) -> tuple[str, ...]:
    """Codes told, from the kept answers of the two facts; « aucun » is not a barrier."""
    said = {code for answer in answers for code in answer.split(",")}
    return tuple(code for code in BARRIER_LABELS if code in said)


def may_move(current: BarrierState, target: BarrierState) -> bool:
    return target in MOVES[current]


class Pressure(StrEnum):
    """Where a barrier stands towards the day the team set itself."""

    NONE = "none"
    SOON = "soon"
    LATE = "late"


def pressure(state: BarrierState, lift_by: date | None, today: date) -> Pressure:
    """An alert for the team, never a limit for the person."""
    if state is not BarrierState.OPEN or lift_by is None:
        return Pressure.NONE
    if lift_by < today:
        return Pressure.LATE
    return Pressure.SOON if (lift_by - today).days <= SOON_DAYS else Pressure.NONE


@dataclass(frozen=True, slots=True)
class Cumulated:
    """How many barriers stand together, among those this reader may see."""

    open: int

    @property
    def several(self) -> bool:
        return self.open > 1

    @property
    def sentence(self) -> str:
        if self.open == 0:
            return "Aucun frein présent parmi ceux que vous pouvez lire."
        if self.open == 1:
            return "Un frein présent. Il n’empêche aucune étape."
        return f"{self.open} freins présents en même temps. Aucun n’empêche une étape."


def cumulated(barriers: Iterable[tuple[str, BarrierState]]) -> Cumulated:
    """Counted once each: two organisations may both have written that somebody has no home."""
    return Cumulated(len({code for code, state in barriers if state is BarrierState.OPEN}))


def told_in(volet: Volet) -> FactKind:
    """The told-once fact that names the barriers of a volet."""
    return next(kind for kind in BARRIER_FACTS if FACTS[kind].volet is volet)
