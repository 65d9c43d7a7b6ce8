"""What being registered with France Travail opens on the way out of protected work.

Sentences for information: none of them blocks anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    REQUIRED = "required"
    USEFUL = "useful"
    NOT_NEEDED = "not_needed"


class Confidence(StrEnum):
    CERTAIN = "certain"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class Opening:
    """One means, and what the registration changes for it."""

    means: str
    need: Need
    sentence: str
    confidence: Confidence


OPENINGS: tuple[Opening, ...] = (
    Opening(
        "Prescription d’une immersion (PMSMP) par France Travail",
        Need.REQUIRED,
        "France Travail prescrit pour les personnes qu’il suit. Sans inscription : mission "
        "locale, Cap emploi, structure d’insertion, ou organisme ayant une convention.",
        Confidence.CERTAIN,
    ),
    Opening(
        "Aides de France Travail (mobilité, formation, appui à l’embauche)",
        Need.REQUIRED,
        "Ces aides vont aux personnes inscrites ; leur montant et leurs conditions changent : "
        "voir avec le conseiller.",
        Confidence.TO_CHECK,
    ),
    Opening(
        "Accompagnement par Cap emploi",
        Need.USEFUL,
        "L’orientation vers Cap emploi passe le plus souvent par France Travail.",
        Confidence.TO_CHECK,
    ),
    Opening(
        "Contrat d’insertion (PASS IAE)",
        Need.USEFUL,
        "La durée d’inscription fait partie des critères d’éligibilité, parmi d’autres.",
        Confidence.CERTAIN,
    ),
    Opening(
        "Mise en situation en ESAT (MISPE)",
        Need.NOT_NEEDED,
        "La MDPH la prescrit ; France Travail, Cap emploi et la mission locale le peuvent aussi.",
        Confidence.CERTAIN,
    ),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist: ``missing`` when the present state does not allow it."""

    opening: Opening
    missing: bool


def checklist(registered: bool | None) -> list[Check]:
    """The means in view of the present state; ``None`` is unknown, and nothing is missing then."""
    return [Check(item, item.need is Need.REQUIRED and registered is False) for item in OPENINGS]


class Standing(StrEnum):
    """What one reader may know of the registration of one person."""

    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    UNKNOWN = "unknown"
    NOT_SHARED = "not_shared"


@dataclass(frozen=True, slots=True)
class StandingText:
    """``advice``: what to do, ``action``: the words of the link that does it, empty when none;
    ``plain`` and ``plain_advice``: the same to the person, with the name of the service to fill."""

    label: str
    colour: str
    advice: str
    action: str = ""
    plain: str = ""
    plain_advice: str = ""


STANDING_TEXTS: dict[Standing, StandingText] = {
    Standing.REGISTERED: StandingText(
        "inscrite",
        "leaf",
        "",
        plain="Vous êtes sur la liste de {service}.",
    ),
    Standing.NOT_REGISTERED: StandingText(
        "pas inscrite",
        "coral",
        "S’inscrire avec la personne, si elle le veut, puis noter l’état et sa date.",
        "Préparer l’inscription et la noter",
        "Vous n’êtes pas sur la liste de {service}.",
        "Vous pouvez demander de l’aide pour vous inscrire.",
    ),
    Standing.UNKNOWN: StandingText(
        "on ne sait pas",
        "sky",
        "Personne n’a noté si la personne est inscrite.",
        "Demander à la personne et noter sa réponse",
        "Nous ne savons pas si vous êtes sur la liste de {service}.",
        "Dites-le à la personne qui vous aide.",
    ),
    Standing.NOT_SHARED: StandingText(
        "à vérifier avec la personne", "sky", "Cette partie du dossier ne vous est pas partagée."
    ),
}


def standing_of(registered: bool | None, *, shared: bool) -> Standing:
    """Whatever the record holds, a reader it is not shared with learns nothing of it."""
    if not shared:
        return Standing.NOT_SHARED
    if registered is None:
        return Standing.UNKNOWN
    return Standing.REGISTERED if registered else Standing.NOT_REGISTERED
