"""Kinds of work situations as data: contracts, assignments, immersions and what stands for one.

Each says who may employ, how long, how many hours, on which conditions, what to acknowledge,
which papers, who signs, what it suspends and how it counts as an exit.  A new kind is a table
in ``data/work_kinds/``, not code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from passerelles.law.parameters import Confidence
from passerelles.law.situations import SituationKind


class WorkFamily(StrEnum):
    CONTRACT = "contract"
    SUPPORT = "support"  # stands beside work without creating a contract
    ASSIGNMENT = "assignment"
    IMMERSION = "immersion"


class ExitEffect(StrEnum):
    """How entering this situation counts for the place that is left."""

    NONE = "none"
    DURABLE = "durable"
    TRANSITION = "transition"
    POSITIVE = "positive"
    BY_LENGTH = "by_length"  # durable or transition, by the length of the contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A notice the person must have read and understood before signing."""

    code: str
    text: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkName:
    """How a kind is called where one of ``employers`` employs and, when said, somebody of the
    structure supervises on the spot or not."""

    label: str
    long: str
    plain: str
    employers: frozenset[str] = frozenset()
    supervised: bool | None = None

    def fits(self, employer: str, supervised: bool | None) -> bool:
        if self.employers and employer not in self.employers:
            return False
        return self.supervised is None or self.supervised is supervised


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkKind:
    """One kind.  Lengths, hours and ages name keys of the book (months, hours a week, years).  ``months_advised``:
    the usual length of a first one, proposed and never asked for.

    ``rule``: the rule that frames it, quoted by its terms; ``hours_rule`` and ``needs_rule`` when
    another one does.  ``employers``: kinds of organisations, empty when any.  ``closes``: what
    happens outside its days in force, ``block`` or ``warn``; ``reopened``: key of the value an
    organisation sets to 1 when a newer text made it possible again.  ``conditions``: in words, what
    a rule of its own asks beside ``needs``.  ``judged_in``: the programme whose entry says what
    people judge before signing.  ``status``: what the person is while it lasts, empty where an
    immersion or an assignment leaves them what they are.  ``names``: what it is called instead of
    ``label``, the first that fits; ``elsewhere``: kind of organisation → the kind that is the same
    situation there.
    """

    code: str
    label: str
    long: str
    plain: str
    status: str
    family: WorkFamily
    rule: str
    hours_rule: str
    needs_rule: str
    employers: frozenset[str]
    names: tuple[WorkName, ...]
    elsewhere: Mapping[str, str]
    open_ended: bool
    months_min: str
    months_max: str
    months_advised: str
    hours_min: str
    hours_max: str
    age_min: str
    age_max: str
    renewals_max: str
    needs: tuple[SituationKind, ...]
    conditions: tuple[str, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    judged_in: str
    documents: tuple[str, ...]
    signatories: tuple[str, ...]
    suspends: tuple[str, ...]
    exit_effect: ExitEffect
    exit_note: str
    creates_contract: bool
    start: date | None
    end: date | None
    closes: str
    reopened: str
    confidence: Confidence
    article: str
    note: str

    def in_force(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def called(self, employer: str = "", supervised: bool | None = None) -> WorkName:
        """Its name where that kind of organisation employs; its own words when nothing is said."""
        for name in self.names:
            if name.fits(employer, supervised):
                return name
        return WorkName(label=self.label, long=self.long, plain=self.plain)


def read_work_kinds(text: str) -> tuple[WorkKind, ...]:
    """Kinds of a TOML file, one table each."""
    return tuple(_work_kind(code, row) for code, row in tomllib.loads(text).items())


# Keys of the book; empty where nothing is counted.
_KEYS = (
    "months_min", "months_max", "months_advised", "hours_min", "hours_max", "age_min", "age_max",
    "renewals_max",
)  # fmt: skip


def _work_kind(code: str, row: dict[str, Any]) -> WorkKind:
    rule = row["rule"]
    return WorkKind(
        code=code,
        label=row["label"],
        long=row.get("long", row["label"]),
        plain=row["plain"],
        status=row.get("status", ""),
        family=WorkFamily(row["family"]),
        rule=rule,
        hours_rule=row.get("hours_rule", rule),
        needs_rule=row.get("needs_rule", rule),
        employers=frozenset(row.get("employers", ())),
        names=tuple(_work_name(row, name) for name in row.get("names", ())),
        elsewhere=row.get("elsewhere", {}),
        open_ended=row.get("open_ended", False),
        **{name: row.get(name, "") for name in _KEYS},
        needs=tuple(SituationKind(kind) for kind in row.get("needs", ())),
        conditions=tuple(row.get("conditions", ())),
        acknowledgements=tuple(Acknowledgement(**item) for item in row.get("acknowledgements", ())),
        judged_in=row.get("judged_in", ""),
        documents=tuple(row["documents"]),
        signatories=tuple(row["signatories"]),
        suspends=tuple(row.get("suspends", ())),
        exit_effect=ExitEffect(row["exit_effect"]),
        exit_note=row.get("exit_note", ""),
        creates_contract=row.get("creates_contract", True),
        start=row.get("from"),
        end=row.get("to"),
        closes=row.get("closes", "block"),
        reopened=row.get("reopened", ""),
        confidence=Confidence(row["confidence"]),
        article=row["article"],
        note=row.get("note", ""),
    )


def _work_name(row: dict[str, Any], name: dict[str, Any]) -> WorkName:
    """What a name does not say again is what the kind says."""
    return WorkName(
        label=name.get("label", row["label"]),
        long=name.get("long", row.get("long", row["label"])),
        plain=name.get("plain", row["plain"]),
        employers=frozenset(name.get("employers", ())),
        supervised=name.get("supervised"),
    )


@lru_cache(maxsize=1)
def work_kinds() -> dict[str, WorkKind]:
    """Every kind shipped, by code."""
    folder = resources.files("passerelles.law") / "data" / "work_kinds"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {
        kind.code: kind for f in files for kind in read_work_kinds(f.read_text(encoding="utf-8"))
    }
