"""What anybody may come and ask: entry points of the simulator, as data.

Each is a question of daily work and the document it starts from; the law says what to ask next.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from passerelles.law.checking import variant_of
from passerelles.law.document import Act, AnyAct, Document
from passerelles.law.question_words import unbroken

_ACT: TypeAdapter[AnyAct] = TypeAdapter(Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """``first``: asked before anything; ``also``: what may be told besides, when it helps, with
    the variants of the act it helps (all when none is named);
    ``headline``: computed values that are the answer itself; ``fills``: what an answer also tells
    elsewhere; ``hides``: computed values of no use here."""

    code: str
    slug: str
    group: str
    title: str
    plain: str
    icon: str
    act: AnyAct
    first: tuple[str, ...] = ()
    also: tuple[tuple[str, frozenset[str]], ...] = ()
    headline: tuple[str, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    hides: frozenset[str] = frozenset()

    def also_about(self, act: AnyAct) -> tuple[str, ...]:
        """What may be told besides about such an act."""
        variant = variant_of(act)
        return tuple(path for path, variants in self.also if not variants or variant in variants)

    def start(self, at: date) -> Document:
        return Document(at=at, act=self.act)


def simulations_by_group() -> dict[str, tuple[Simulation, ...]]:
    """Simulations under the words of their group, in the order of the file."""
    found = the_simulations().values()
    return {
        words: tuple(simulation for simulation in found if simulation.group == code)
        for code, words in _data()["groups"].items()
    }


@lru_cache(maxsize=1)
def the_simulations() -> Mapping[str, Simulation]:
    """Simulations by the word of their address."""
    read = [_simulation(code, row) for code, row in _data()["simulation"].items()]
    return {simulation.slug: simulation for simulation in read}


def _simulation(code: str, row: dict[str, Any]) -> Simulation:
    fills: dict[str, list[str]] = row.get("fills", {})
    return Simulation(
        code=code,
        slug=row["slug"],
        group=row["group"],
        title=unbroken(row["title"]),
        plain=row["plain"],
        icon=row["icon"],
        act=_ACT.validate_python(row["act"]),
        first=tuple(row.get("first", ())),
        also=tuple((path, frozenset(variants)) for path, variants in row.get("also", {}).items()),
        headline=tuple(row.get("headline", ())),
        hides=frozenset(row.get("hides", ())),
        fills=tuple((path, other) for path, others in fills.items() for other in others),
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    file = resources.files("passerelles.law") / "data" / "simulations.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
