"""Dated values of the law (SMIC, caps, durations, amounts) and the book that holds them.

A row says from which day to which day, both included, a value holds, where it was read and how
sure we are.  An organisation may put its own row above one that is uncertain; every answer
keeps the rows it used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any


class Confidence(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    UNCERTAIN = "uncertain"


CONFIDENCE_LABELS: dict[Confidence, str] = {
    Confidence.CERTAIN: "vérifié",
    Confidence.LIKELY: "probable, à vérifier",
    Confidence.UNCERTAIN: "incertain, à régler par votre structure",
}


class UnknownParameter(LookupError):
    """No row of this key holds on that day: the data are incomplete, or the day too old."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row.  ``start`` and ``end`` are included; ``None`` means « depuis toujours » or « sans
    fin connue ».  ``owner``: name of the organisation that set it, empty for the law itself."""

    key: str
    label: str
    value: Decimal
    unit: str
    start: date | None
    end: date | None
    source: str
    article: str
    confidence: Confidence
    note: str = ""
    owner: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def whole(self) -> int:
        """The value as a count (months, days, people); raises ``ValueError`` if it has decimals."""
        if self.value != self.value.to_integral_value():
            raise ValueError(f"{self.key} n’est pas un nombre entier")
        return int(self.value)


class Book:
    """Parameters by key and day; rows put above win on the days they hold."""

    def __init__(self, rows: Iterable[Parameter], above: Iterable[Parameter] = ()) -> None:
        self._rows: dict[str, tuple[Parameter, ...]] = {}
        for row in [*above, *rows]:
            self._rows[row.key] = (*self._rows.get(row.key, ()), row)

    def at(self, key: str, day: date) -> Parameter:
        """The row in force that day; raises :class:`UnknownParameter` when there is none."""
        for row in self._rows.get(key, ()):
            if row.holds_on(day):
                return row
        raise UnknownParameter(key)

    def rows(self, key: str) -> tuple[Parameter, ...]:
        return self._rows.get(key, ())

    def keys(self) -> tuple[str, ...]:
        return tuple(self._rows)

    def with_rows_above(self, above: Iterable[Parameter]) -> Book:
        """The same book with an organisation's own rows first."""
        return Book([row for rows in self._rows.values() for row in rows], above)


def read_parameters(text: str) -> tuple[Parameter, ...]:
    """Rows of a TOML table ``[[key]]``; numbers are read exactly, never as binary floats."""
    return tuple(
        _parameter(key, row)
        for key, rows in tomllib.loads(text, parse_float=Decimal).items()
        for row in rows
    )


def _parameter(key: str, row: dict[str, Any]) -> Parameter:
    return Parameter(
        key=key,
        label=row["label"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        start=row.get("from"),
        end=row.get("to"),
        source=row["source"],
        article=row.get("article", ""),
        confidence=Confidence(row["confidence"]),
        note=row.get("note", ""),
    )


@lru_cache(maxsize=1)
def the_book() -> Book:
    """The parameters shipped with the software."""
    folder = resources.files("passerelles.law") / "data" / "parameters"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return Book(row for f in files for row in read_parameters(f.read_text(encoding="utf-8")))
