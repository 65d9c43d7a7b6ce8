"""The words of the codes that work situations carry: who signs, what is suspended, which exit."""

from __future__ import annotations

from passerelles.law.work_kinds import ExitEffect, WorkFamily

# Who signs, and who decides along a bridge.
SIGNATORY_LABELS: dict[str, str] = {
    "employer": "l’employeur",
    "person": "la personne",
    "legal_representative": "le représentant légal, si la personne en a un",
    "host": "la structure d’accueil",
    "structure": "la structure qui accompagne",
    "prescriber": "le prescripteur",
    "esat": "l’ESAT",
    "training": "l’organisme de formation",
    "cdaph": "la CDAPH",
    "mdph": "la MDPH",
    "france_travail": "France Travail",
}

SUSPENDS_LABELS: dict[str, str] = {
    "iae_pass": "le PASS IAE",
}

EXIT_LABELS: dict[ExitEffect, str] = {
    ExitEffect.NONE: "ne compte pas comme une sortie",
    ExitEffect.DURABLE: "sortie en emploi durable",
    ExitEffect.TRANSITION: "sortie en emploi de transition",
    ExitEffect.POSITIVE: "sortie positive",
    ExitEffect.BY_LENGTH: "emploi durable ou de transition, selon la durée",
}

FAMILY_LABELS: dict[WorkFamily, str] = {
    WorkFamily.CONTRACT: "Contrats de travail",
    WorkFamily.SUPPORT: "Accompagnements sans contrat nouveau",
    WorkFamily.ASSIGNMENT: "Missions et mises à disposition",
    WorkFamily.IMMERSION: "Immersions, stages, essais",
}


def signatory(code: str) -> str:
    return SIGNATORY_LABELS.get(code, code)


def suspended(code: str) -> str:
    return SUSPENDS_LABELS.get(code, code)
