"""The catalogue as data and in order: what the command prints, the API sends and pages show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from passerelles.law.answers import parameter_data
from passerelles.law.catalogue import (
    FAMILIES,
    STATE_LABELS,
    Catalogue,
    LawRule,
    RuleState,
    the_sources,
)
from passerelles.law.parameters import CONFIDENCE_LABELS, Book, Confidence, Parameter
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkKind, work_kinds


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value as it stands on a day: the row in force, and every row the law has had."""

    key: str
    label: str
    row: Parameter | None
    history: tuple[Parameter, ...]

    def changed_on(self, day: date) -> date | None:
        """The day the value in force took over from another, when it has."""
        row = self.row
        if row is None or row.start is None or row.start > day:
            return None
        earlier = any(
            other.start is None or other.start < row.start
            for other in self.history
            if other is not row
        )
        return row.start if earlier else None


def value_words(value: Decimal, unit: str) -> str:
    """``35 h par semaine``, ``19 %``; what stands for a yes is said « oui »."""
    if unit == "oui ou non":
        return "oui" if value else "non"
    for choice in unit.split(" ; "):  # « 1 : à l’heure supérieure ; 0 : à l’heure inférieure »
        number, colon, words = choice.partition(" : ")
        if colon and number == number_fr(value):
            return words
    return f"{number_fr(value)} {unit}".strip()


def value_on(book: Book, key: str, day: date) -> DatedValue:
    """The value of a key on a day, its history from the oldest to the latest."""
    rows = sorted(book.rows(key), key=lambda row: row.start or date.min)
    held = next((row for row in book.rows(key) if row.holds_on(day)), None)
    named = held or (rows[-1] if rows else None)
    return DatedValue(key, named.label if named else key, held, tuple(rows))


def values_of(rule: LawRule, book: Book, day: date) -> tuple[DatedValue, ...]:
    return tuple(value_on(book, key, day) for key in rule.parameters)


def to_settle(rule: LawRule, book: Book, day: date) -> bool:
    """Whether what a rule answers rests on something the sources do not settle: the rule itself, or
    a value in force that day which no organisation has set."""
    if rule.state is RuleState.TO_SETTLE or rule.confidence is Confidence.UNCERTAIN:
        return True
    rows = (value.row for value in values_of(rule, book, day))
    return any(
        row is not None and row.confidence is Confidence.UNCERTAIN and not row.owner for row in rows
    )


def changed_on(catalogue: Catalogue, rule: LawRule, day: date) -> date | None:
    """The day this version took over from an earlier one, when there was one."""
    if rule.start is None or rule.start > day:
        return None
    versions = catalogue.versions(rule.id)
    earlier = any(v.start is None or v.start < rule.start for v in versions if v is not rule)
    return rule.start if earlier else None


def kinds_quoting(rule_id: str) -> tuple[WorkKind, ...]:
    """Kinds of work situations framed by a rule, by its own terms, its hours or its conditions."""
    return tuple(
        kind
        for kind in work_kinds().values()
        if rule_id in {kind.rule, kind.hours_rule, kind.needs_rule}
    )


def by_family(rules: Iterable[LawRule]) -> list[tuple[str, str, list[LawRule]]]:
    """``(code, label, rules)`` of the families that have rules, in the order of the law."""
    grouped: dict[str, list[LawRule]] = {}
    for rule in rules:
        grouped.setdefault(rule.family, []).append(rule)
    ordered = sorted(grouped, key=lambda family: list(FAMILIES).index(family))
    return [(family, FAMILIES[family], grouped[family]) for family in ordered]


def rule_data(rule: LawRule, book: Book, day: date) -> dict[str, Any]:
    """One rule as JSON data, with the values in force that day."""
    sources = the_sources()
    values = values_of(rule, book, day)
    return {
        "id": rule.id,
        "family": rule.family,
        "family_label": FAMILIES[rule.family],
        "title": rule.title,
        "statement": rule.statement,
        "article": rule.article,
        "from": None if rule.start is None else rule.start.isoformat(),
        "to": None if rule.end is None else rule.end.isoformat(),
        "since": rule.since,
        "confidence": rule.confidence.value,
        "confidence_label": CONFIDENCE_LABELS[rule.confidence],
        "state": rule.state.value,
        "state_label": STATE_LABELS[rule.state],
        "parameters": [parameter_data(value.row) for value in values if value.row is not None],
        "without_value": [value.key for value in values if value.row is None],
        "sources": [
            {"tag": tag, "title": sources[tag].title, "state": sources[tag].state}
            for tag in rule.sources
            if tag in sources
        ],
        "note": rule.note,
    }
