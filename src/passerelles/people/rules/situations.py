"""Dated administrative situations: kinds, states and the moves between states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passerelles.sharing.rules.volets import Volet


class SituationKind(StrEnum):
    RQTH = "rqth"
    CDAPH_ORIENTATION = "cdaph_orientation"
    AAH = "aah"
    RSA = "rsa"
    ASS = "ass"
    FRANCE_TRAVAIL = "france_travail"
    CAP_EMPLOI = "cap_emploi"
    MISSION_LOCALE = "mission_locale"
    REFUGEE = "refugee"
    WORK_PERMIT = "work_permit"
    QPV = "qpv"
    NO_FIXED_HOME = "no_fixed_home"
    ASE = "ase"
    DISABILITY_PENSION = "disability_pension"
    JUSTICE = "justice"
    IAE_PASS = "iae_pass"  # noqa: S105 — a permit, not a password


class SituationState(StrEnum):
    TO_DO = "to_do"
    FILED = "filed"
    OBTAINED = "obtained"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class SituationDefinition:
    label: str
    plain: str
    volet: Volet = Volet.SITUATION


SITUATIONS: dict[SituationKind, SituationDefinition] = {
    SituationKind.RQTH: SituationDefinition("RQTH", "Travailleur handicapé reconnu (RQTH)"),
    SituationKind.CDAPH_ORIENTATION: SituationDefinition(
        "Orientation CDAPH", "Orientation de la MDPH"
    ),
    SituationKind.AAH: SituationDefinition("AAH", "Allocation adulte handicapé"),
    SituationKind.RSA: SituationDefinition("RSA", "RSA"),
    SituationKind.ASS: SituationDefinition("ASS", "Allocation de solidarité (ASS)"),
    SituationKind.FRANCE_TRAVAIL: SituationDefinition(
        "Inscription à France Travail", "Inscription à France Travail"
    ),
    SituationKind.CAP_EMPLOI: SituationDefinition("Suivi Cap emploi", "Suivi Cap emploi"),
    SituationKind.MISSION_LOCALE: SituationDefinition(
        "Suivi mission locale", "Suivi mission locale"
    ),
    SituationKind.REFUGEE: SituationDefinition(
        "Réfugié ou protection subsidiaire", "Réfugié ou protégé"
    ),
    SituationKind.WORK_PERMIT: SituationDefinition("Droit au travail", "Droit de travailler"),
    SituationKind.QPV: SituationDefinition("Réside en QPV", "Habite un quartier prioritaire"),
    SituationKind.NO_FIXED_HOME: SituationDefinition("Sans domicile", "Sans logement à soi"),
    SituationKind.ASE: SituationDefinition("Parcours ASE", "Aide sociale à l’enfance"),
    SituationKind.DISABILITY_PENSION: SituationDefinition(
        "Pension d’invalidité", "Pension d’invalidité"
    ),
    # Its mere mention reveals a justice fact: it never leaves the sensitive volet.
    SituationKind.JUSTICE: SituationDefinition(
        "Sous main de justice", "Suivi par la justice", Volet.SENSITIVE
    ),
    SituationKind.IAE_PASS: SituationDefinition("PASS IAE", "PASS IAE"),
}

STATE_LABELS: dict[SituationState, str] = {
    SituationState.TO_DO: "à constituer",
    SituationState.FILED: "déposé",
    SituationState.OBTAINED: "obtenu",
    SituationState.REFUSED: "refusé",
    SituationState.EXPIRED: "expiré",
}

# How long before its end a right is announced as ending: renewing takes months.
EXPIRES_SOON_DAYS = 92


@dataclass(frozen=True, slots=True)
class StateAt:
    state: SituationState
    on: date


# What usually follows; anything else is possible and only asks why.
USUAL_NEXT: dict[SituationState, frozenset[SituationState]] = {
    SituationState.TO_DO: frozenset({SituationState.FILED, SituationState.OBTAINED}),
    SituationState.FILED: frozenset({SituationState.OBTAINED, SituationState.REFUSED}),
    SituationState.OBTAINED: frozenset(
        {SituationState.EXPIRED, SituationState.OBTAINED, SituationState.TO_DO}
    ),
    SituationState.REFUSED: frozenset({SituationState.TO_DO, SituationState.FILED}),
    SituationState.EXPIRED: frozenset(
        {SituationState.TO_DO, SituationState.FILED, SituationState.OBTAINED}
    ),
}


def move_warnings(previous: StateAt | None, following: StateAt) -> list[str]:
    """What is surprising in a move: it asks for a reason, it never forbids.

    The first state recorded is never surprising, whichever it is.
    """
    if previous is None:
        return []
    warnings = []
    if following.on < previous.on:
        warnings.append(
            f"Cette date précède celle de l’état actuel ({previous.on.strftime('%d/%m/%Y')}, "
            f"{STATE_LABELS[previous.state]})."
        )
    if following.state not in USUAL_NEXT[previous.state] and following.state != previous.state:
        warnings.append(
            f"D’habitude, « {STATE_LABELS[previous.state]} » n’est pas suivi de "
            f"« {STATE_LABELS[following.state]} »."
        )
    return warnings


def effective_state(state: SituationState, valid_until: date | None, today: date) -> SituationState:
    """A right obtained whose validity is over has expired, even if nobody wrote it yet."""
    if state is SituationState.OBTAINED and valid_until is not None and valid_until < today:
        return SituationState.EXPIRED
    return state


def expires_soon(state: SituationState, valid_until: date | None, today: date) -> bool:
    """Whether a right in force ends within three months (the day of its end included)."""
    if state is not SituationState.OBTAINED or valid_until is None:
        return False
    return today <= valid_until <= today + timedelta(days=EXPIRES_SOON_DAYS)
