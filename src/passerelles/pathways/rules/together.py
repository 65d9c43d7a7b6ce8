"""Work done at the same time: what each is, and the hours of a week across all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from passerelles.law.work_kinds import WorkKind
from passerelles.pathways.rules.work import asks_weekly_hours

# One who works in an ESAT is not employed there: two statuses may be held in one week.
ESAT_SUPPORT = "cat"


@dataclass(frozen=True, slots=True)
class Share:
    """One situation going on; ``hours`` is None when nobody said them."""

    kind: WorkKind
    where: str
    hours: Decimal | None

    @property
    def untold(self) -> bool:
        """Whether hours are missing: where the form never asks any, nobody forgot them."""
        return self.hours is None and asks_weekly_hours(self.kind)

    @property
    def untimed(self) -> bool:
        """Whether it has no hours of a week to add up."""
        return self.hours is None and not asks_weekly_hours(self.kind)


@dataclass(frozen=True, slots=True)
class Together:
    """``ceiling`` only where the law bounds the whole: beside a place in an ESAT."""

    shares: tuple[Share, ...]
    ceiling: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum((share.hours for share in self.shares if share.hours is not None), Decimal(0))

    @property
    def told(self) -> int:
        return sum(1 for share in self.shares if share.hours is not None)

    @property
    def unknown(self) -> int:
        return sum(1 for share in self.shares if share.untold)

    @property
    def untimed(self) -> int:
        return sum(1 for share in self.shares if share.untimed)

    @property
    def beyond(self) -> bool:
        """What is known is already too much: what is not said could only add to it."""
        return self.ceiling is not None and self.total > self.ceiling

    @property
    def unsure(self) -> bool:
        """Neither beyond nor within: hours that count towards the ceiling are not known."""
        return self.ceiling is not None and not self.beyond and bool(self.unknown + self.untimed)


def together(shares: Iterable[Share], esat_ceiling: Decimal | None) -> Together | None:
    """None when fewer than two go on: there is nothing to add up."""
    found = tuple(shares)
    if len(found) < 2:
        return None
    beside_esat = any(share.kind.code == ESAT_SUPPORT for share in found)
    return Together(found, esat_ceiling if beside_esat else None)
