"""Well-formed questions at random, built from the type hints of the documents themselves.

A field added to an act is explored at once.  Words come from the cases of law (each field has its
own vocabulary), days from the days on which something changes, numbers from both ends of what the
field allows: where rules break is at the edges.
"""

from __future__ import annotations

import dataclasses
import random
import tomllib
import types
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo

from passerelles.kernel.calendar import add_months
from passerelles.law import answering, document
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.catalogue import the_catalogue
from passerelles.law.checking import _VARIANTS as VARIANTS
from passerelles.law.checking import declared
from passerelles.law.document import AnyAct, Document
from passerelles.law.parameters import the_book
from passerelles.law.person import Person
from passerelles.law.work_kinds import WorkFamily, work_kinds
from tests.law.reading_cases import CASES

assert answering  # importing it declares every rule

ACTS: tuple[type, ...] = get_args(document.AnyAct)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
FAMILIES: dict[type, frozenset[WorkFamily]] = {
    Contract: frozenset({WorkFamily.CONTRACT, WorkFamily.SUPPORT}),
    Immersion: frozenset({WorkFamily.IMMERSION}),
    Assignment: frozenset({WorkFamily.ASSIGNMENT}),
}
_COMMUNES = ("76540", "59183", "2A004", "75056", "97120")
T = TypeVar("T")


@lru_cache(maxsize=1)
def days() -> tuple[date, ...]:
    """Days around each change of the law, the ends of what a question may be about, leap days."""
    catalogue, book = the_catalogue(), the_book()
    marks = {FIRST, LAST, date(2024, 2, 29), date(2028, 2, 29), date(2026, 11, 22)}
    for rule_id in catalogue.ids():
        for version in catalogue.versions(rule_id):
            marks |= {day for day in (version.start, version.end) if day}
    for row in (row for key in list(book.keys()) for row in book.rows(key)):
        marks |= {day for day in (row.start, row.end) if day}
    for kind in work_kinds().values():
        marks |= {day for day in (kind.start, kind.end) if day}
    around = {mark + timedelta(days=n) for mark in marks for n in (-1, 0, 1) if FIRST < mark < LAST}
    return tuple(sorted(around | marks))


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Words the cases of law write in each field."""
    found: dict[str, set[str]] = {}
    for path in sorted(CASES.glob("*.toml")):
        if path.name != "without.toml":
            for field, word in _words_of(tomllib.loads(path.read_text(encoding="utf-8"))):
                found.setdefault(field, set()).add(word)
    return {field: tuple(sorted(values)) for field, values in found.items()}


def _words_of(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _words_of(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _words_of(item, field)
    elif isinstance(value, str):
        yield field, value


@cache
def hints(kind: type) -> dict[str, Any]:
    told = get_type_hints(kind, include_extras=True)
    return {field.name: told[field.name] for field in dataclasses.fields(kind)}


def codes(kind: type) -> tuple[str, ...]:
    """Work kinds an act of that class may be of."""
    families = FAMILIES[kind]
    return tuple(code for code, work in work_kinds().items() if work.family in families)


@cache
def variants(kind: type) -> tuple[str, ...]:
    """Variants of an act some rule answers for."""
    found = {variant for entry in declared() if entry.act is kind for variant in entry.variants}
    return tuple(sorted(found)) or ("",)


class Maker:
    """Draws whole questions; ``silence`` is how often a field is left unknown."""

    def __init__(self, rng: random.Random, silence: float | None = None) -> None:
        self.rng = rng
        self.silence = rng.choice((0.05, 0.3, 0.8)) if silence is None else silence
        self.drawn: list[date] = []
        self.today = self.day()

    def document(self, act: AnyAct | None = None) -> Document:
        asked = act or self.act()
        length = self.rng.choice((0, 0, 1, 2, 4))
        return Document(
            at=self.today,
            person=self.build(Person),
            act=asked,
            history=tuple(self.another(asked) for _ in range(length)),
        )

    def act(self, kind: type | None = None) -> Any:
        return self.build(kind or self.rng.choice(ACTS))

    def another(self, act: AnyAct) -> AnyAct:
        """Another act of the person: often of the same kind, where histories matter."""
        if self.rng.random() < 0.4:
            return self.act()
        other: AnyAct = self.act(type(act))
        if isinstance(act, Contract | Immersion | Assignment) and self.rng.random() < 0.6:
            return dataclasses.replace(other, type=act.type)
        return other

    def build(self, kind: type[T]) -> T:
        return kind(**{name: self.field(kind, name) for name in hints(kind)})

    def field(self, kind: type, name: str) -> Any:
        """A value a field may take: a code of its work kinds for the type of a contract."""
        if name == "type" and kind in FAMILIES:
            return self.rng.choice(codes(kind))
        if name == VARIANTS.get(kind) and hints(kind)[name] is str and self.rng.random() < 0.9:
            return self.rng.choice(variants(kind))
        if name == "birth_date" and self.rng.random() < 0.6:
            return self.birth()
        return self.value(hints(kind)[name], name, [])

    def value(self, hint: Any, name: str, bounds: list[Any]) -> Any:
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            if type(None) in arguments and self.rng.random() < self.silence:
                return None
            known = [argument for argument in arguments if argument is not type(None)]
            return self.value(self.rng.choice(known), name, bounds)
        if hasattr(hint, "__metadata__"):  # Annotated
            return self.value(arguments[0], name, bounds + list(_bounds(hint.__metadata__)))
        if origin is Literal:
            return self.rng.choice(arguments)
        if origin is tuple:
            return self.sequence(arguments, name, bounds)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self.rng.choice(list(hint))
        if dataclasses.is_dataclass(hint):
            return self.build(hint)
        return self.plain(hint, name, bounds)

    def sequence(self, arguments: tuple[Any, ...], name: str, bounds: list[Any]) -> tuple[Any, ...]:
        if len(arguments) == 2 and arguments[1] is ...:
            number = self.rng.choice((0, 1, 2, 3, 6))
            return tuple(self.value(arguments[0], name, bounds) for _ in range(number))
        return tuple(self.value(argument, name, bounds) for argument in arguments)

    def plain(self, hint: Any, name: str, bounds: list[Any]) -> Any:
        makers: dict[type, Callable[[], Any]] = {
            bool: lambda: self.rng.random() < 0.5,
            date: self.day,
            int: lambda: int(self.number(bounds, whole=True)),
            Decimal: lambda: self.number(bounds, whole=False),
            str: lambda: self.word(name, bounds),
        }
        return makers[hint]()

    def day(self) -> date:
        """A day already drawn (same month, same day: rules meet there), or one near it."""
        draw = self.rng.random()
        if draw < 0.2 and self.drawn:
            return self.rng.choice(self.drawn)
        if draw < 0.5 or not self.drawn:
            chosen = self.rng.choice(days())
        elif draw < 0.95:
            moved = self.drawn[0].toordinal() + self.rng.randrange(-1500, 1500)
            chosen = date.fromordinal(min(max(moved, FIRST.toordinal()), LAST.toordinal()))
        else:
            chosen = date.fromordinal(self.rng.randrange(FIRST.toordinal(), LAST.toordinal() + 1))
        self.drawn.append(chosen)
        return chosen

    def birth(self) -> date:
        """Near a birthday, of fourteen to seventy years: where ages are counted."""
        years = self.rng.choice((14, 15, 16, 17, 18, 20, 21, 25, 26, 30, 49, 50, 55, 57, 60, 70))
        born = max(self.today.year - years, FIRST.year)
        day = self.rng.choice(
            (date(born, 7, 1), add_months(self.today, 12 * (born - self.today.year)))
        )
        return max(day + timedelta(days=self.rng.choice((-1, 0, 1))), FIRST)

    def number(self, bounds: list[Any], *, whole: bool) -> Decimal:
        low = max((Decimal(b.ge) for b in bounds if isinstance(b, Ge)), default=None)
        above = max((Decimal(b.gt) for b in bounds if isinstance(b, Gt)), default=None)
        high = min((Decimal(b.le) for b in bounds if isinstance(b, Le)), default=None)
        step = Decimal(1) if whole else Decimal("0.01")
        least = low if above is None else above + step
        # Without a bound, a number may be negative or have forty digits.
        floor = Decimal("-1e30") if least is None else least
        ceiling = Decimal("1e30") if high is None else high
        usual = [Decimal(n) for n in (0, 1, 2, 3, 4, 6, 7, 12, 20, 24, 35, 36, 60, 480, 1820, 2026)]
        usual += [] if whole else [Decimal(n) / 100 for n in (1, 50, 999, 1999, 2450, 10_050)]
        choices = [n for n in usual if floor <= n <= ceiling] or [floor]
        draw = self.rng.random()
        if draw < 0.1:
            return self.rng.choice((floor, ceiling))
        if draw < 0.8:
            return self.rng.choice(choices)
        return min(max(Decimal(self.rng.randrange(0, 500_000)) * step, floor), ceiling)

    def word(self, name: str, bounds: list[Any]) -> str:
        if name == "commune":
            return self.rng.choice(_COMMUNES)
        known = words().get(name, ())
        if known and self.rng.random() < 0.9:
            return self.rng.choice(known)
        return self.rng.choice(("", "inconnu", "É’\u202f\n« »")) if not bounds else "inconnu"


def _bounds(metadata: tuple[Any, ...]) -> Iterator[Any]:
    for item in metadata:
        if isinstance(item, FieldInfo):
            yield from item.metadata
        elif isinstance(item, Ge | Gt | Le | Lt):
            yield item
