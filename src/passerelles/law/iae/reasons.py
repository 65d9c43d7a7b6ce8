"""Reasons of suspensions and prolongations as data: who may use which, up to how much."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from passerelles.law.situations import SituationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """``employers``: kinds of structures it is kept for, empty when all; ``historical``: met in
    old records, no longer to be chosen.  ``days_max`` (of one request), ``total_max`` (of all)
    and ``age_min`` name keys of the book; ``until``: the day of the act it may last to;
    ``programme``: the one that the person and the structure must both belong to."""

    code: str
    label: str
    plain: str
    employers: frozenset[str]
    historical: bool
    by_prescriber: bool
    days_max: str
    total_max: str
    age_min: str
    needs: SituationKind | None
    until: str
    programme: str
    report: bool


def read_reasons(text: str) -> dict[str, tuple[Reason, ...]]:
    """Reasons of a TOML file, by what they are reasons of."""
    return {
        subject: tuple(_reason(code, row) for code, row in rows.items())
        for subject, rows in tomllib.loads(text).items()
    }


def _reason(code: str, row: dict[str, Any]) -> Reason:
    return Reason(
        code=code,
        label=row["label"],
        plain=row["plain"],
        employers=frozenset(row.get("employers", ())),
        historical=row.get("historical", False),
        by_prescriber=row.get("by_prescriber", False),
        days_max=row.get("days_max", ""),
        total_max=row.get("total_max", ""),
        age_min=row.get("age_min", ""),
        needs=SituationKind(row["needs"]) if "needs" in row else None,
        until=row.get("until", ""),
        programme=row.get("programme", ""),
        report=row.get("report", False),
    )


@lru_cache(maxsize=1)
def _shipped() -> dict[str, dict[str, Reason]]:
    file = resources.files("passerelles.law") / "data" / "iae_reasons.toml"
    tables = read_reasons(file.read_text(encoding="utf-8"))
    return {subject: {reason.code: reason for reason in rows} for subject, rows in tables.items()}


def suspension_reasons() -> dict[str, Reason]:
    return _shipped()["suspension"]


def prolongation_reasons() -> dict[str, Reason]:
    return _shipped()["prolongation"]
