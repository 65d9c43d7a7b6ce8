"""Values as a table shows them: days, amounts, yes and no, codes in words, lists by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from passerelles.law.document import Document
from passerelles.law.filling import SITUATIONS
from passerelles.law.findings import Value
from passerelles.law.listing import value_words
from passerelles.law.parameters import CONFIDENCE_LABELS, Parameter
from passerelles.law.question_words import ComputedWords, NoWords, computed_words
from passerelles.law.questions import AnswerKind, Question
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.law.wording import day_fr, euros, number_fr

UNKNOWN = "Je ne sais pas"
NO_BREAK = "\u00a0"
YEAR = "année"  # unit of what is a year itself


@dataclass(frozen=True, slots=True)
class Shown:
    """One computed value: its label and what it says, one line or several."""

    name: str
    label: str
    lines: tuple[str, ...]


def computed_table(computed: Mapping[str, Value]) -> tuple[Shown, ...]:
    """Computed values in the order the rules gave them; those that say nothing are left out."""
    shown = (_computed(name, value) for name, value in computed.items())
    return tuple(item for item in shown if item.lines)


def _computed(name: str, value: Value) -> Shown:
    try:
        words = computed_words(name)
    except NoWords:
        words = ComputedWords(name)
    return Shown(name, words.label, tuple(_lines(value, words)))


def _lines(value: Value, words: ComputedWords) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            inside = " ; ".join(_lines(inner, words))
            yield f"{_named(name, words)} : {inside}"
    elif isinstance(value, list):
        for inner in value:
            yield " ; ".join(_lines(inner, words))
    elif value is not None and value != "":
        yield _one(value, words)


def _named(name: str, words: ComputedWords) -> str:
    """A key of a table: a code in words, another computed value, or what was typed."""
    said = words.word(name)
    if said != name:
        return said
    try:
        return computed_words(name).label
    except NoWords:
        return name


def _one(value: Decimal | int | str | bool | date, words: ComputedWords) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return day_fr(value)
    if isinstance(value, str):
        return words.word(value)
    return with_unit(value, words.unit)


def with_unit(value: Decimal | int, unit: str) -> str:
    """``1 039,95 €``, ``833 h``, ``50,7 %``; a year is never cut in thousands."""
    if unit == YEAR:
        return str(value)
    if unit == "€":
        return euros(Decimal(value))
    if unit in {"jours", "années"} and -2 < value < 2:
        unit = unit.removesuffix("s")
    return f"{number_fr(value)}{NO_BREAK}{unit}" if unit else number_fr(value)


def parameter_line(row: Parameter) -> str:
    """« CDDI : horaire maximal : 35 h par semaine, depuis le 01/01/2024 (vérifié) »."""
    value = value_words(row.value, row.unit)
    since = f", depuis le {day_fr(row.start)}" if row.start else ""
    until = f", jusqu’au {day_fr(row.end)}" if row.end else ""
    owner = f", réglage de {row.owner}" if row.owner else ""
    return f"{row.label} : {value}{since}{until}{owner} ({CONFIDENCE_LABELS[row.confidence]})"


def told_words(question: Question, value: Any) -> str:
    """An answer of the page (as JSON data) in the words it was chosen by."""
    if value is None:
        return UNKNOWN
    labels = {choice.code: choice.label for choice in question.choices}
    match question.answer:
        case AnswerKind.DATE:
            return day_fr(date.fromisoformat(value))
        case AnswerKind.NUMBER | AnswerKind.COUNT:
            return with_unit(Decimal(value), question.words.unit)
        case AnswerKind.YES_NO:
            return "Oui" if value else "Non"
        case AnswerKind.CHOICE:
            return str(labels.get(value, value))
        case AnswerKind.SEVERAL if question.path == SITUATIONS:
            return _situations(value)
        case AnswerKind.SEVERAL:
            return ", ".join(labels.get(code, code) for code in value) or "Aucun"
        case AnswerKind.NUMBERS | AnswerKind.LINES:
            return ", ".join(_line(item) for item in value)
        case AnswerKind.TEXT:
            return str(value)


def _line(item: Any) -> str:
    """« A (60 000) », « 01/02/2026 (12/03/2026) »: a line as it was typed."""
    if not isinstance(item, dict):
        return _typed(item)
    first, *others = (_typed(part) for part in item.values())
    return f"{first} ({' ; '.join(others)})" if others else first


def _typed(text: str) -> str:
    with suppress(ValueError):
        return day_fr(date.fromisoformat(text))
    with suppress(InvalidOperation):
        return number_fr(Decimal(text))
    return text


def _situations(told: Mapping[str, bool | None]) -> str:
    held = [SITUATION_TEXTS[SituationKind(code)].label for code, said in told.items() if said]
    rest = "on ne sait pas pour les autres" if None in told.values() else "pas les autres"
    return f"{', '.join(held)} ({rest})" if held else f"Aucune ({rest})"


def law_day(document: Document) -> date:
    """The day whose law is read: that of the act, or that of the question."""
    return document.act.on or document.at
