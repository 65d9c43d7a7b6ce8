"""Cases of law as data: read once, one test for each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from passerelles.law.answering import check
from passerelles.law.answers import plain
from passerelles.law.catalogue import RuleState, the_catalogue
from passerelles.law.findings import Answer, Finding, Severity
from passerelles.law.parameters import the_book
from passerelles.law.reading import read_data

CASES = Path(__file__).parent / "cases"
SIDES = {"passes", "fails", "boundary", "unknown", "before", "after"}
_GRAVITY = [Severity.INFO, Severity.WARN, Severity.UNKNOWN, Severity.BLOCK]


@dataclass(frozen=True)
class Case:
    rule: str
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}: {self.data['name']}"

    @property
    def side(self) -> str:
        return str(self.data["side"])

    def answer(self) -> Answer:
        document = {
            name: self.data[name]
            for name in ("at", "person", "act", "history")
            if name in self.data
        }
        return check(read_data(document))

    def findings(self, answer: Answer) -> list[Finding]:
        return [finding for finding in answer.findings if finding.rule == self.rule]


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    return tuple(_read())


def _read() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.toml")):
        if path.name == "without.toml":
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        for rule, rows in table.items():
            for row in rows:
                yield Case(rule, row)


@lru_cache(maxsize=1)
def without() -> dict[str, dict[str, str]]:
    return tomllib.loads((CASES / "without.toml").read_text(encoding="utf-8"))


def gravest(findings: list[Finding]) -> str:
    severities = [finding.severity for finding in findings]
    return max(severities, key=_GRAVITY.index).value if severities else "none"


def plain_data(value: Any) -> Any:
    return plain(value)


def changes(rule_id: str) -> set[date]:
    """Days on which what the rule says, or a value it reads, changes for another."""
    catalogue, book = the_catalogue(), the_book()
    versions = catalogue.versions(rule_id)
    # A rule in force since a day the dossier gives changes that day; so does its end.
    days = {version.start for version in versions if version.start}
    days |= {version.end + timedelta(days=1) for version in versions if version.end}
    for key in {key for version in versions for key in version.parameters}:
        rows = book.rows(key)
        days |= {row.start for row in rows if row.start and len(rows) > 1}
    return days


def needed_sides(rule_id: str) -> set[str]:
    needed = {"passes", "fails", "boundary", "unknown"}
    if changes(rule_id):
        needed |= {"before", "after"}
    return needed - set(without().get(rule_id, {}))


def computed_rules() -> list[str]:
    catalogue = the_catalogue()
    return [
        rule_id
        for rule_id in catalogue.ids()
        if any(version.state is RuleState.COMPUTED for version in catalogue.versions(rule_id))
    ]
