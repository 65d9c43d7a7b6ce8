"""Work done at the same time: what each is, and the hours of a week across all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from passerelles.law.work_kinds import WorkKind

# One who works in an ESAT is not employed there: two statuses may be held in one week.
ESAT_SUPPORT = "cat"


@dataclass(frozen=True, slots=True)
class Share:
    """One situation going on; ``hours`` is None when nobody said them."""

    kind: WorkKind
    where: str
    hours: Decimal | None

    @property
    def status(self) -> str:
        if self.kind.code == ESAT_SUPPORT:
            return "usager de l’ESAT"
        return "salarié" if self.kind.creates_contract else ""


@dataclass(frozen=True, slots=True)
class Together:
    """``ceiling`` only where the law bounds the whole: beside a place in an ESAT."""

    shares: tuple[Share, ...]
    ceiling: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum((share.hours for share in self.shares if share.hours is not None), Decimal(0))

    @property
    def unknown(self) -> int:
        return sum(1 for share in self.shares if share.hours is None)

    @property
    def beyond(self) -> bool:
        """What is known is already too much: what is not said could only add to it."""
        return self.ceiling is not None and self.total > self.ceiling


def together(shares: Iterable[Share], esat_ceiling: Decimal | None) -> Together | None:
    """None when fewer than two go on: there is nothing to add up."""
    found = tuple(shares)
    if len(found) < 2:
        return None
    beside_esat = any(share.kind.code == ESAT_SUPPORT for share in found)
    return Together(found, esat_ceiling if beside_esat else None)
