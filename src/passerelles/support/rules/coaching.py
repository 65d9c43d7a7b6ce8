"""A volunteer coach beside a person who looks for work: agreed to, narrow, ended by either side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# A pair is looked at again at least once a year; it may be opened anew.
LONGEST = timedelta(days=366)


class PairState(StrEnum):
    PROPOSED = "proposed"
    OPEN = "open"
    REFUSED = "refused"
    ENDED = "ended"


PAIR_LABELS: dict[PairState, str] = {
    PairState.PROPOSED: "Attend la réponse de la personne",
    PairState.OPEN: "En cours",
    PairState.REFUSED: "La personne a dit non",
    PairState.ENDED: "Terminé",
}


class PairSide(StrEnum):
    PERSON = "person"
    COACH = "coach"
    TEAM = "team"


PAIR_SIDE_LABELS: dict[PairSide, str] = {
    PairSide.PERSON: "la personne",
    PairSide.COACH: "le coach",
    PairSide.TEAM: "l’équipe",
}


class PairConsent(StrEnum):
    """How the person agreed."""

    OWN_SPACE = "own_space"
    PAPER = "paper"


CONSENT_LABELS: dict[PairConsent, str] = {
    PairConsent.OWN_SPACE: "dit dans son espace",
    PairConsent.PAPER: "signé sur papier",
}


@dataclass(frozen=True, slots=True)
class PairFault:
    message: str
    remedy: str


def period_fault(until: date, today: date) -> PairFault | None:
    """Until the end of the search, a day that is known: nobody is coached for ever unasked."""
    if until < today:
        return PairFault("Ce dernier jour est passé.", "Choisissez un jour à venir.")
    if until - today > LONGEST:
        return PairFault(
            "Un parrainage se propose pour un an au plus.",
            "Choisissez un jour plus proche : il se renouvelle avec la personne.",
        )
    return None


def pair_goes_on(state: PairState, until: date, today: date) -> bool:
    return state is PairState.OPEN and until >= today
