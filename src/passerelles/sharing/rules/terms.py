"""What an agreement says, before anyone signs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Refusal
from passerelles.sharing.rules.volets import Purpose, Volet

LONGEST_YEARS = 3
DEFAULT_YEARS = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """One organisation, one purpose, some volets, a last day.

    ``explicit`` says that the person agreed in so many words to the sensitive volet (RGPD,
    article 9.2.a); without it that volet is refused.
    """

    receiver_id: UUID
    purpose: Purpose
    volets: frozenset[Volet]
    until: date
    party_role: str = "accompanies"
    explicit: bool = False

    @property
    def agreed(self) -> tuple[Volet, ...]:
        """Volets in the order of the closed list; identity always, or nothing could open."""
        return tuple(v for v in Volet if v in self.volets or v is Volet.IDENTITY)

    @property
    def ends_at(self) -> datetime:
        """First moment outside: midnight in Paris after the last day."""
        return datetime.combine(self.until + timedelta(days=1), time.min, tzinfo=PARIS)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def default_until(today: date) -> date:
    return years_later(today, DEFAULT_YEARS)


def check_terms(terms: Terms, today: date) -> None:
    """Raise a refusal beside the field to change."""
    if terms.until < today:
        raise Refusal("La date de fin est passée.", "Choisissez un jour à venir.", field="until")
    if terms.until > years_later(today, LONGEST_YEARS):
        raise Refusal(
            "Un accord dure trois ans au plus.",
            "Choisissez une date plus proche : l’accord pourra être redonné.",
            field="until",
        )
    if not terms.volets - {Volet.IDENTITY}:
        raise Refusal(
            "Rien n’est choisi à partager.",
            "Cochez au moins une partie du dossier.",
            field="volets",
        )
    if Volet.SENSITIVE in terms.volets and not terms.explicit:
        raise Refusal(
            "Le volet sensible demande un accord dit en toutes lettres.",
            "Lisez la phrase avec la personne et cochez-la, ou retirez ce volet.",
            field="explicit",
        )
