"""Who may prescribe an immersion without a delegation, from which day."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from passerelles.law.parameters import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescriber:
    """``kind``: code of the kinds of organisations; ``own_people``: only for those it employs or
    accompanies."""

    kind: str
    start: date | None
    own_people: bool
    confidence: Confidence
    note: str

    def may_prescribe(self, day: date) -> bool:
        return self.start is None or self.start <= day


@lru_cache(maxsize=2)
def prescribers(immersion: str) -> dict[str, Prescriber]:
    """Prescribers of a ``pmsmp`` or of a ``mispe``, by kind."""
    folder = resources.files("passerelles.law") / "data" / "prescribers"
    text = (folder / f"{immersion}.toml").read_text(encoding="utf-8")
    return {
        kind: Prescriber(
            kind=kind,
            start=row.get("from"),
            own_people=row.get("own_people", False),
            confidence=Confidence(row["confidence"]),
            note=row.get("note", ""),
        )
        for kind, row in tomllib.loads(text).items()
    }
