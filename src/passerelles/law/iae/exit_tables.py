"""The table of exits: places with an exit objective, and the category of each destination."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from passerelles.law.parameters import Confidence
from passerelles.law.work_kinds import ExitEffect, work_kinds


class ExitCategory(StrEnum):
    DURABLE = "durable"
    TRANSITION = "transition"
    POSITIVE = "positive"
    OTHER = "other"
    WITHDRAWN = "withdrawn"  # out of the denominator
    BY_LENGTH = "by_length"  # durable or transition: the contract's length tells
    NONE = "none"  # not an exit


CATEGORY_LABELS: dict[ExitCategory, str] = {
    ExitCategory.DURABLE: "emploi durable",
    ExitCategory.TRANSITION: "emploi de transition",
    ExitCategory.POSITIVE: "sortie positive",
    ExitCategory.OTHER: "autre sortie",
    ExitCategory.WITHDRAWN: "retirée du calcul",
    ExitCategory.BY_LENGTH: "selon la durée",
    ExitCategory.NONE: "pas une sortie",
}

DYNAMIC = frozenset({ExitCategory.DURABLE, ExitCategory.TRANSITION, ExitCategory.POSITIVE})


class Presence(StrEnum):
    """What a place counts before an exit is one."""

    MONTHS = "months"
    HOURS = "hours"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExitPlace:
    """``objective``: whether leaving for a job is an objective of the place itself."""

    objective: bool
    presence: Presence


@dataclass(frozen=True, slots=True)
class ExitDestination:
    code: str
    label: str
    plain: str
    category: ExitCategory
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ExitTable:
    """``version``: kept with each classified exit, so that it can be read again later."""

    version: str
    places: dict[str, ExitPlace]
    destinations: dict[str, ExitDestination]


def read_exit_table(text: str) -> ExitTable:
    data = tomllib.loads(text)
    return ExitTable(
        version=data["version"],
        places={
            kind: ExitPlace(row["objective"], Presence(row.get("presence", "none")))
            for kind, row in data["places"].items()
        },
        destinations={
            code: ExitDestination(
                code,
                row["label"],
                row["plain"],
                ExitCategory(row["category"]),
                Confidence(row["confidence"]),
            )
            for code, row in data["destinations"].items()
        },
    )


@lru_cache(maxsize=1)
def exit_table() -> ExitTable:
    """The table shipped with the software."""
    file = resources.files("passerelles.law") / "data" / "exits.toml"
    return read_exit_table(file.read_text(encoding="utf-8"))


_BY_EFFECT: dict[ExitEffect, ExitCategory] = {
    ExitEffect.NONE: ExitCategory.NONE,
    ExitEffect.DURABLE: ExitCategory.DURABLE,
    ExitEffect.TRANSITION: ExitCategory.TRANSITION,
    ExitEffect.POSITIVE: ExitCategory.POSITIVE,
    ExitEffect.BY_LENGTH: ExitCategory.BY_LENGTH,
}


def category_of_contract(code: str) -> ExitCategory | None:
    """What entering a kind of work situation is for the place that is left."""
    kind = work_kinds().get(code)
    return None if kind is None else _BY_EFFECT[kind.exit_effect]
