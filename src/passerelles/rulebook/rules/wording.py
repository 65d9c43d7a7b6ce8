"""The words of the codes that work situations carry: who signs, what is suspended, which exit."""

from __future__ import annotations

from passerelles.law.work_kinds import ExitEffect, WorkFamily

SIGNATORY_LABELS: dict[str, str] = {
    "employer": "l’employeur",
    "person": "la personne",
    "legal_representative": "le représentant légal, si la personne en a un",
    "host": "la structure d’accueil",
    "structure": "la structure qui accompagne",
    "prescriber": "le prescripteur",
    "esat": "l’ESAT",
    "ime": "l’IME",
    "school": "l’établissement scolaire",
    "training": "l’organisme de formation",
    "tutor": "le tuteur",
    "state": "l’État (DDETS)",
    "cdaph": "la CDAPH",
    "mdph": "la MDPH",
    "france_travail": "France Travail",
    "geiq": "le GEIQ",
    "siae": "la structure d’insertion",
    "ea": "l’entreprise adaptée",
    "opco": "l’opérateur de compétences (OPCO)",
    "platform": "la plateforme",
}

SUSPENDS_LABELS: dict[str, str] = {
    "pass": "le PASS IAE",
    "iae_pass": "le PASS IAE",
    "iae_contract": "le contrat d’insertion",
    "contract": "le contrat de travail",
    "cdd": "le contrat à durée déterminée",
    "cddi": "le contrat d’insertion",
    "esat": "l’accueil en ESAT",
    "esat_admission": "l’accueil en ESAT",
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
