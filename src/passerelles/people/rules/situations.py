"""Dated administrative situations: kinds, states and the moves between states."""

from __future__ import annotations

from dataclasses import dataclass
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
    IAE_PASS = "iae_pass"


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
