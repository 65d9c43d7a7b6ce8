"""Words of everything that may be asked or answered: labels, questions, choices, units.

They are data (``data/questions.toml``), found from the most precise to the most general:
``contract/esat_contract.end``, then ``contract.end``, then ``act.end``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from passerelles.law.checking import variant_of
from passerelles.law.criteria import criteria_of
from passerelles.law.document import AnyAct
from passerelles.law.situations import SITUATION_TEXTS, SituationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """``label`` names the thing, ``question`` asks it to professionals, ``plain`` to anybody.

    ``choices``: codes and their words, in the order shown; ``unit`` follows a number; ``tick``:
    the words beside a box, when several are asked together.
    """

    label: str
    question: str
    plain: str
    hint: str = ""
    unit: str = ""
    tick: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ComputedWords:
    """A computed value: its label, its unit, and words when it is a code."""

    label: str
    unit: str = ""
    words: tuple[tuple[str, str], ...] = ()

    def word(self, code: str) -> str:
        return dict(self.words).get(code, code)


class NoWords(KeyError):
    """Nothing says how to ask this path."""


def words_for(act: AnyAct, path: str) -> Words:
    """How to ask a path about an act; raises :class:`NoWords`."""
    place, _, rest = path.partition(".")
    if place == "situation":
        return _situation_words(rest)
    rest = ".".join("*" if part.isdigit() else part for part in rest.split("."))
    if place == "act":
        kind, variant = act.kind, variant_of(act)
        keys = (f"{kind}/{variant}.{rest}", f"{kind}.{rest}", f"act.{rest}")
    else:
        keys = (path, path, path)
    table = _table()
    for key in keys:
        if key in table:
            return table[key]
    raise NoWords(path)


def asked_history(act: AnyAct, path: str) -> str:
    """Which earlier acts are asked, for such an act, when a rule misses something of them."""
    table = _data()["history"]
    for key in (f"{act.kind}/{variant_of(act)}", act.kind):
        if key in table:
            return str(table[key])
    return path


def group_of_work(code: str) -> str:
    """Under which words a kind of work situation is offered; raises :class:`NoWords`."""
    for group in _data()["work"]:
        if code in group["kinds"]:
            return str(group["title"])
    raise NoWords(code)


def groups_of_work() -> tuple[str, ...]:
    """Titles of the groups, in the order shown."""
    return tuple(group["title"] for group in _data()["work"])


def computed_words(name: str) -> ComputedWords:
    """Words of a computed value; raises :class:`NoWords`."""
    try:
        return _computed()[name]
    except KeyError:
        raise NoWords(name) from None


def opening_words(code: str) -> str:
    """What would turn a refusal into a yes, in words."""
    if code in set(SituationKind):
        text = SITUATION_TEXTS[SituationKind(code)]
        return text.how or text.label
    place, dot, _ = code.partition(":")  # « gate:assiduity », proper to a programme
    try:
        return _openings()[f"{place}:*" if dot else code]
    except KeyError:
        raise NoWords(code) from None


def description_of(owner: str, name: str) -> str:
    """A property of the JSON Schema (``GroupMember``, ``share``), empty when untold."""
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in owner).lstrip("_")
    if (described := _data()["describe"].get(f"{snake}.{name}")) is not None:
        return str(described)
    table = _table()
    found = table.get(f"{snake}.{name}") or table.get(f"act.{name}")
    if found is None:
        return ""
    unit = f" ({found.unit})" if found.unit else ""
    hint = f" {found.hint}" if found.hint else ""
    codes = " ; ".join(f"{code} : {word}" for code, word in found.choices)
    listed = f" Codes : {codes}." if codes else ""
    return f"{found.label}{unit}.{hint}{listed}"


def choices_of(name: str) -> tuple[tuple[str, str], ...]:
    """A list of codes and words shared by several questions."""
    return _shared()[name]


def unbroken(sentence: str) -> str:
    """A question whose mark never goes alone to the next line."""
    return sentence.replace(" ?", "\u202f?")


def _situation_words(rest: str) -> Words:
    code, _, part = rest.partition(".")
    if code not in set(SituationKind):
        raise NoWords(f"situation.{rest}")
    label = SITUATION_TEXTS[SituationKind(code)].label
    table = _table()
    if (key := f"situation.{rest}") in table:
        return table[key]
    if part:
        found = table[f"situation.*.{part}"]
        return Words(
            label=f"{found.label} : {label}",
            question=f"{found.question} ({label})",
            plain=f"{found.plain} ({label})",
            hint=found.hint,
        )
    raise NoWords(key)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    file = resources.files("passerelles.law") / "data" / "questions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _shared() -> dict[str, tuple[tuple[str, str], ...]]:
    return {name: tuple(codes.items()) for name, codes in _data()["choices"].items()}


@lru_cache(maxsize=1)
def _table() -> dict[str, Words]:
    return {path: _words(path, row) for path, row in _data()["ask"].items()}


def _words(path: str, row: dict[str, Any]) -> Words:
    choices = row.get("choices", {})
    return Words(
        label=row["label"] if "label" in row else _situation_label(path),
        question=row.get("question", row["plain"]),
        plain=unbroken(row["plain"]),
        hint=row.get("hint", ""),
        unit=row.get("unit", ""),
        tick=row.get("tick", ""),
        choices=_shared()[choices] if isinstance(choices, str) else tuple(choices.items()),
    )


def _situation_label(path: str) -> str:
    """A situation already has its label, the same on every page."""
    return SITUATION_TEXTS[SituationKind(path.removeprefix("situation."))].label


@lru_cache(maxsize=1)
def _computed() -> dict[str, ComputedWords]:
    return {
        name: ComputedWords(row["label"], row.get("unit", ""), _codes(row.get("words", {})))
        for name, row in _data()["computed"].items()
    }


def _codes(words: dict[str, str] | str) -> tuple[tuple[str, str], ...]:
    """Codes and words written there, or those of another table of the law."""
    if isinstance(words, dict):
        return tuple(words.items())
    if words == "criteria":
        schemes = (criteria_of(scheme) for scheme in ("iae", "geiq", "ea"))
        return tuple((criterion.code, criterion.label) for rows in schemes for criterion in rows)
    return _shared()[words]


@lru_cache(maxsize=1)
def _openings() -> dict[str, str]:
    return dict(_data()["opens"])
