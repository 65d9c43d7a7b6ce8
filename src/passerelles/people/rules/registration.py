"""What being registered with France Travail opens on the way out of protected work.

Sentences for information: none of them blocks anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from passerelles.people.rules.situations import SituationState


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


def checklist(state: SituationState | None) -> list[Check]:
    """The means in view of the present state; ``None`` is unknown, and nothing is missing then."""
    registered = state is SituationState.OBTAINED
    unknown = state is None
    return [
        Check(item, item.need is Need.REQUIRED and not registered and not unknown)
        for item in OPENINGS
    ]
