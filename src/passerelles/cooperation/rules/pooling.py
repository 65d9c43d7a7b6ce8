"""What partners put in common: means, what each costs alone and together, who can do what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from passerelles.kernel.text import fold


class MeanKind(StrEnum):
    STAFF = "staff"
    VEHICLE = "vehicle"
    PREMISES = "premises"
    EQUIPMENT = "equipment"
    PURCHASE = "purchase"
    OTHER = "other"


MEAN_LABELS: dict[MeanKind, str] = {
    MeanKind.STAFF: "du temps de professionnel (CIP, encadrant, comptable…)",
    MeanKind.VEHICLE: "un véhicule",
    MeanKind.PREMISES: "un local",
    MeanKind.EQUIPMENT: "du matériel",
    MeanKind.PURCHASE: "un achat groupé",
    MeanKind.OTHER: "autre chose",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Euros a year: each on its own, and together.  ``None`` is « on ne sait pas »."""

    alone: Decimal | None
    pooled: Decimal | None

    @property
    def saved(self) -> Decimal | None:
        """Negative when it costs more together: said as it is."""
        if self.alone is None or self.pooled is None:
            return None
        return self.alone - self.pooled


@dataclass(frozen=True, slots=True)
class Savings:
    """The sum of what is known, and how many means say nothing of their cost."""

    total: Decimal | None
    known: int
    unknown: int


def savings(costs: Iterable[Cost]) -> Savings:
    """No sum at all when nothing is known: an unknown cost is not a cost of zero."""
    found = [cost.saved for cost in costs]
    known = [saved for saved in found if saved is not None]
    total = sum(known, Decimal(0)) if known else None
    return Savings(total, len(known), len(found) - len(known))


@dataclass(frozen=True, slots=True)
class SharedActivity:
    """An activity and the partners that do it."""

    label: str
    partners: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Only one partner does it: what it brings that the others lack."""
        return len(self.partners) == 1


def activity_map(activities: Mapping[str, Iterable[str]]) -> tuple[SharedActivity, ...]:
    """Who does what, from each partner's activities; the same words written otherwise are one.

    Those done by several come first (more capacity for one client), then by name.
    """
    labels: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for partner, done in activities.items():
        for label in done:
            key = fold(label)
            labels.setdefault(key, label)
            partners = found.setdefault(key, [])
            if partner not in partners:
                partners.append(partner)
    rows = [SharedActivity(labels[key], tuple(partners)) for key, partners in found.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row.partners), fold(row.label))))
