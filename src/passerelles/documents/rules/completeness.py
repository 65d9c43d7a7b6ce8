"""Is everything written that must be? What is missing, in words, with the mention it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from passerelles.documents.rules.kinds import FactShape, PaperFact, PaperKind
from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir

LONGEST = 2000
MOST_ITEMS = 30

FactValue = str | list[str]
FactValues = dict[str, FactValue]


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that must be written and is not."""

    fact: PaperFact

    @property
    def sentence(self) -> str:
        return f"{self.fact.label} ({self.fact.mention})"


def missing_facts(kind: PaperKind, facts: Mapping[str, FactValue]) -> tuple[Missing, ...]:
    """Compulsory facts not written yet, in the order of the paper."""
    return tuple(
        Missing(fact) for fact in kind.facts.values() if fact.required and not facts.get(fact.key)
    )


def clean_facts(kind: PaperKind, facts: Mapping[str, Any]) -> FactValues:
    """What will be kept: plain values of the kind's own facts, in its order.

    Empty values are left out.  A fact the kind does not know is the caller's mistake.
    """
    unknown = set(facts) - set(kind.facts)
    if unknown:
        raise ValueError(f"{kind.code} ne dit pas : {', '.join(sorted(unknown))}")
    kept: FactValues = {}
    for fact in kind.facts.values():
        if value := _clean(fact, facts.get(fact.key)):
            kept[fact.key] = value
    _check_period(kept)
    return kept


def _clean(fact: PaperFact, value: Any) -> FactValue:
    if value is None:
        return ""
    if fact.shape is FactShape.LIST:
        lines = value.splitlines() if isinstance(value, str) else list(value)
        return _items(fact, lines)
    if fact.shape is FactShape.DAY:
        return _day(fact, value)
    text = _printable(str(value)).strip()
    if fact.shape is FactShape.TEXT:
        text = " ".join(text.split())
    return _text(fact, text)


def _items(fact: PaperFact, lines: list[Any]) -> list[str]:
    plain = [" ".join(_printable(str(line)).split()) for line in lines]
    items = [_text(fact, text) for text in plain if text]
    if len(items) > MOST_ITEMS:
        raise Refusal(
            f"« {fact.label} » a plus de {MOST_ITEMS} lignes.", "Gardez l’essentiel.", fact.key
        )
    return items


def _day(fact: PaperFact, value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refusal(
            f"« {fact.label} » n’est pas une date.", "Écrivez-la comme 4 12 2026.", fact.key
        ) from error


def _text(fact: PaperFact, text: str) -> str:
    if len(text) > LONGEST:
        raise Refusal(
            f"« {fact.label} » dépasse {LONGEST} caractères.", "Gardez l’essentiel.", fact.key
        )
    return refuse_nir(text, field=fact.key)


def _printable(text: str) -> str:
    """The rest would be drawn as nothing in a sealed paper; line ends are kept."""
    return "".join(char for char in text if char.isprintable() or char in "\n\t ")


def _check_period(facts: FactValues) -> None:
    start, end = facts.get("start"), facts.get("end")
    if isinstance(start, str) and isinstance(end, str) and end < start:
        raise Refusal("Le dernier jour vient avant le premier.", "Vérifiez les deux dates.", "end")
