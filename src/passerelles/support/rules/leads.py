"""Company leads: who in the team knows a company, and what came of it for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class LeadOrigin(StrEnum):
    TEAM_NETWORK = "team_network"
    PERSON = "person"
    SUPPLIER = "supplier"
    FAIR = "fair"
    APPLICATION = "application"
    PARTNER = "partner"
    OFFER = "offer"
    FORMER = "former"
    OTHER = "other"


LEAD_ORIGIN_LABELS: dict[LeadOrigin, str] = {
    LeadOrigin.TEAM_NETWORK: "Réseau personnel d’un membre de l’équipe",
    LeadOrigin.PERSON: "Réseau de la personne",
    LeadOrigin.SUPPLIER: "Client ou fournisseur de la structure",
    LeadOrigin.FAIR: "Salon, forum, visite",
    LeadOrigin.APPLICATION: "Candidature spontanée",
    LeadOrigin.PARTNER: "Partenaire",
    LeadOrigin.OFFER: "Offre d’emploi",
    LeadOrigin.FORMER: "Ancien salarié de la structure",
    LeadOrigin.OTHER: "Autre",
}


class LeadOutcome(StrEnum):
    IDEA = "idea"
    CONTACTED = "contacted"
    MET = "met"
    TRIAL = "trial"
    HIRED = "hired"
    NO = "no"


OUTCOME_LABELS: dict[LeadOutcome, str] = {
    LeadOutcome.IDEA: "Une idée",
    LeadOutcome.CONTACTED: "Entreprise contactée",
    LeadOutcome.MET: "Rencontre ou visite",
    LeadOutcome.TRIAL: "Essai, immersion",
    LeadOutcome.HIRED: "Embauche",
    LeadOutcome.NO: "Sans suite",
}
OUTCOME_PLAIN: dict[LeadOutcome, str] = {
    LeadOutcome.IDEA: "On y pense.",
    LeadOutcome.CONTACTED: "On a parlé à l’entreprise.",
    LeadOutcome.MET: "On a rencontré l’entreprise.",
    LeadOutcome.TRIAL: "Vous avez essayé.",
    LeadOutcome.HIRED: "Vous êtes embauché.",
    LeadOutcome.NO: "Ça ne donne rien.",
}

# A telephone number or an address of a person: a lead names a company, and nobody's contacts.
_PHONE = re.compile(r"(?:\+33|0)\s*[1-9](?:[\s.\-]*\d{2}){4}")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def holds_contact(text: str) -> bool:
    return bool(_PHONE.search(text) or _MAIL.search(text))


@dataclass(frozen=True, slots=True)
class LeadCount:
    """``leads`` of one origin, how many were tried for somebody, and how many ended in a job."""

    origin: LeadOrigin
    leads: int
    tried: int
    hired: int


def count_by_origin(
    leads: Iterable[LeadOrigin], outcomes: Iterable[tuple[LeadOrigin, LeadOutcome]]
) -> tuple[LeadCount, ...]:
    found = list(leads)
    tried = list(outcomes)
    return tuple(
        LeadCount(
            origin,
            found.count(origin),
            sum(1 for kind, _outcome in tried if kind is origin),
            sum(1 for kind, o in tried if kind is origin and o is LeadOutcome.HIRED),
        )
        for origin in LeadOrigin
        if origin in found
    )
