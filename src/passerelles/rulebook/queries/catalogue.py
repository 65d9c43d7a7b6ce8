"""The law as the public pages tell it: its rules on a day, one rule with its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.kernel.errors import Hidden
from passerelles.law.catalogue import (
    FAMILIES,
    STATE_LABELS,
    LawRule,
    LawSource,
    RuleState,
    the_catalogue,
    the_sources,
)
from passerelles.law.listing import (
    DatedValue,
    by_family,
    changed_on,
    kinds_quoting,
    to_settle,
    value_words,
    values_of,
)
from passerelles.law.parameters import CONFIDENCE_LABELS, Confidence, Parameter, the_book
from passerelles.law.work_kinds import WorkKind

# A colour never goes without its words.
CONFIDENCE_COLOURS = {
    Confidence.CERTAIN: "leaf",
    Confidence.LIKELY: "sky",
    Confidence.UNCERTAIN: "coral",
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row a value has had; ``held``: the one of the day read."""

    row: Parameter
    words: str
    confidence: str
    held: bool


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value on the day read: ``changed``, the day it took over from another."""

    label: str
    words: str
    colour: str
    confidence: str
    changed: date | None
    rows: tuple[HistoryRow, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """``to_settle``: the rule, or a value it reads that day, is not settled by the sources."""

    rule: LawRule
    to_settle: bool
    state: str
    colour: str
    confidence: str
    changed: date | None
    values: tuple[ValueLine, ...]


@dataclass(frozen=True, slots=True)
class FamilyLines:
    code: str
    label: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """``line`` is the version in force on the day, or nothing: then ``why_none`` says why."""

    title: str
    id: str
    family: str
    family_label: str
    line: RuleLine | None
    why_none: str
    versions: tuple[LawRule, ...]
    kinds: tuple[WorkKind, ...]
    sources: tuple[LawSource, ...]


def families() -> list[tuple[str, str]]:
    """Families that have at least one rule, whatever the day."""
    known = {rule_id.rsplit("-", 1)[0] for rule_id in the_catalogue().ids()}
    return [(code, label) for code, label in FAMILIES.items() if code in known]


def rules_on(day: date, *, words: str = "", family: str = "") -> list[FamilyLines]:
    """Rules of a day by family; with words, those that hold them all."""
    found = the_catalogue().on(day, words=words, family=family)
    return [
        FamilyLines(code, label, tuple(_line(rule, day) for rule in rules))
        for code, label, rules in by_family(found)
    ]


def rule_page(rule_id: str, day: date) -> RulePage:
    """One rule on a day, with every version it has had."""
    versions = the_catalogue().versions(rule_id.upper())
    if not versions:
        raise Hidden("règle absente du recueil")
    held = the_catalogue().at(rule_id.upper(), day)
    shown = held or versions[0]
    return RulePage(
        title=shown.title,
        id=shown.id,
        family=shown.family,
        family_label=FAMILIES[shown.family],
        line=_line(held, day) if held else None,
        why_none="" if held else _why_none(versions, day),
        versions=_latest_first(versions),
        kinds=kinds_quoting(shown.id),
        sources=_sources(versions),
    )


def _latest_first(versions: Iterable[LawRule]) -> tuple[LawRule, ...]:
    return tuple(sorted(versions, key=lambda rule: rule.start or date.min, reverse=True))


def _why_none(versions: Iterable[LawRule], day: date) -> str:
    to_come = any(rule.start is not None and rule.start > day for rule in versions)
    return "not_yet" if to_come else "over"


def _sources(versions: Iterable[LawRule]) -> tuple[LawSource, ...]:
    tags = dict.fromkeys(tag for version in versions for tag in version.sources)
    return tuple(the_sources()[tag] for tag in tags if tag in the_sources())


def _line(rule: LawRule, day: date) -> RuleLine:
    return RuleLine(
        rule=rule,
        to_settle=to_settle(rule, the_book(), day),
        state=STATE_LABELS[rule.state],
        colour=CONFIDENCE_COLOURS[rule.confidence],
        confidence=CONFIDENCE_LABELS[rule.confidence],
        changed=changed_on(the_catalogue(), rule, day),
        values=tuple(value_line(value, day) for value in values_of(rule, the_book(), day)),
    )


def value_line(value: DatedValue, day: date) -> ValueLine:
    """A value in words; the history only when there is something to tell."""
    row = value.row
    told = row or (value.history[-1] if value.history else None)
    confidence = told.confidence if told else Confidence.UNCERTAIN
    return ValueLine(
        label=value.label,
        words=value_words(row.value, row.unit) if row else "",
        colour=CONFIDENCE_COLOURS[confidence],
        confidence=CONFIDENCE_LABELS[confidence],
        changed=value.changed_on(day),
        rows=tuple(
            HistoryRow(
                each,
                value_words(each.value, each.unit),
                CONFIDENCE_LABELS[each.confidence],
                each is row,
            )
            for each in reversed(value.history)
        ),
    )


def counts(lines: Iterable[FamilyLines]) -> tuple[int, int, int]:
    """How many rules, how many the software checks, how many rest on something to settle."""
    every = [line for family in lines for line in family.rules]
    computed = sum(line.rule.state is RuleState.COMPUTED for line in every)
    return len(every), computed, sum(line.to_settle for line in every)
