"""The rights sheet: data that may be edited, chosen by the person's status."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("rights.toml")


class Status(StrEnum):
    """To whom a right belongs, as far as the record says."""

    ALL = "all"
    ESAT = "esat"
    MINOR = "minor"


class Confidence(StrEnum):
    CERTAIN = "certain"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class RightSheet:
    code: str
    status: Status
    icon: str
    title: str
    sentences: tuple[str, ...]
    article: str
    confidence: Confidence
    page: str = ""

    @property
    def to_check(self) -> bool:
        return self.confidence is Confidence.TO_CHECK


@lru_cache(maxsize=1)
def all_rights() -> tuple[RightSheet, ...]:
    """Every right of the file; a mistake in it stops the reading with its name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        RightSheet(
            code=row["code"],
            status=Status(row["for"]),
            icon=row["icon"],
            title=row["title"],
            sentences=tuple(row["sentences"]),
            article=row["article"],
            confidence=Confidence(row["confidence"]),
            page=row.get("page", ""),
        )
        for row in data["right"]
    )


def rights_for(statuses: Iterable[Status]) -> list[RightSheet]:
    """Rights of those statuses, what is particular to the person first."""
    held = set(statuses) | {Status.ALL}
    mine = [right for right in all_rights() if right.status in held]
    return sorted(mine, key=lambda right: right.status is Status.ALL)
