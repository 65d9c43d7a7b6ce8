"""Which values of the law an organisation may set for itself, on which days, within what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from passerelles.law.catalogue import Catalogue, LawRule, RuleState
from passerelles.law.parameters import Book, Confidence, Parameter
from passerelles.law.wording import day_fr, number_fr

# Units counted one by one, with the most a value may be: past that, days leave the calendar.
_COUNTED: dict[str, int] = {
    "mois": 600,
    "ans": 120,
    "jours": 18_300,
    "semaines": 2_600,
    "fois": 1_000,
    "personnes": 100_000,
    "critères": 100,
    "dossiers": 100_000,
    "conventions": 1_000,
    "avances": 1_000,
    "unité": 1_000,
}
_YES_OR_NO = ("oui ou non", "1 : ")
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on which a value holds, both included; no last day: until further notice."""

    first: date
    last: date | None = None

    def meets(self, other: Spell) -> bool:
        return (other.last is None or self.first <= other.last) and (
            self.last is None or other.first <= self.last
        )


def _spell(row: Parameter) -> Spell:
    return Spell(row.start or date.min, row.end)


def rules_reading(key: str, catalogue: Catalogue) -> tuple[LawRule, ...]:
    """Versions of rules that read a value, each once."""
    versions = (v for rule_id in catalogue.ids() for v in catalogue.versions(rule_id))
    return tuple(version for version in versions if key in version.parameters)


def keys_to_settle(catalogue: Catalogue) -> frozenset[str]:
    """Keys read by at least one rule that is to settle."""
    versions = (v for rule_id in catalogue.ids() for v in catalogue.versions(rule_id))
    to_settle = (v for v in versions if v.state is RuleState.TO_SETTLE)
    return frozenset(key for version in to_settle for key in version.parameters)


def may_be_set(row: Parameter, to_settle: frozenset[str]) -> bool:
    """Whether a row is uncertain, by itself or because a rule that reads it is to settle."""
    if row.confidence is Confidence.UNCERTAIN:
        return True
    return row.key in to_settle and row.confidence is not Confidence.CERTAIN


def settable_keys(book: Book, catalogue: Catalogue) -> tuple[str, ...]:
    """Keys with at least one row an organisation may put its own above."""
    keys, to_settle = book.keys(), keys_to_settle(catalogue)
    return tuple(key for key in keys if any(may_be_set(row, to_settle) for row in book.rows(key)))


def sure_row(rows: Iterable[Parameter], wanted: Spell, catalogue: Catalogue) -> Parameter | None:
    """A row of the law that is sure on some of those days: nobody sets another above it."""
    to_settle = keys_to_settle(catalogue)
    for row in rows:
        if _spell(row).meets(wanted) and not may_be_set(row, to_settle):
            return row
    return None


def fault_of(value: Decimal, unit: str) -> str:
    """Why a value cannot stand for that unit, or nothing."""
    if unit.startswith(_YES_OR_NO):
        return "" if value in (0, 1) else "Écrivez 1 pour oui, 0 pour non."
    if value < 0:
        return "Écrivez zéro ou un nombre positif."
    most = _COUNTED.get(unit.split()[0] if unit else "", _MOST)
    if most != _MOST and value != value.to_integral_value():
        return f"Écrivez un nombre entier : cette valeur se compte en {unit}."
    if value > most:
        return f"Écrivez {number_fr(most)} au plus."
    if unit == "%" and value > 1000:
        return "Écrivez un pourcentage, par exemple 12,5."
    return ""


def spell_words(spell: Spell) -> str:
    """``du 01/01/2026 au 30/06/2026``, ``depuis le 01/01/2026``."""
    if spell.last is None:
        return f"depuis le {day_fr(spell.first)}"
    return f"du {day_fr(spell.first)} au {day_fr(spell.last)}"
