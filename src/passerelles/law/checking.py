"""What a rule receives, how it answers, and how rules are found.

A rule is a generator over findings, declared with :func:`rule` for an identifier of the
catalogue, a class of acts and, when it only concerns some, their variants.  It never raises on
a well-formed question: what it cannot read it names with :meth:`Check.unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from passerelles.kernel.periods import age_on
from passerelles.law.acts.entry import Eligibility
from passerelles.law.acts.follow import Review, Suspension
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.catalogue import LawRule
from passerelles.law.document import AnyAct
from passerelles.law.findings import Finding, Severity, Value
from passerelles.law.parameters import Book, Parameter
from passerelles.law.person import Person
from passerelles.law.situations import SITUATION_TEXTS, SituationKind

ActT = TypeVar("ActT")
OtherT = TypeVar("OtherT")

# The field that says which variant of its kind an act is.
_VARIANTS: dict[type, str] = {
    Contract: "type",
    Immersion: "type",
    Assignment: "type",
    Eligibility: "programme",
    Suspension: "subject",
    Review: "subject",
    Enrolment: "programme",
}


def variant_of(act: AnyAct) -> str:
    """``cddi`` for a CDDI, ``iae`` for an eligibility to the IAE, empty where there is no variant."""
    name = _VARIANTS.get(type(act))
    return str(getattr(act, name)) if name else ""


class Check(Generic[ActT]):
    """The question as rules read it, and the pen they answer with.

    ``on`` is the day whose law applies: the day of the act, or the day of the question.
    """

    __slots__ = ("act", "at", "book", "computed", "history", "on", "person", "rule", "used")

    def __init__(
        self,
        *,
        at: date,
        on: date,
        person: Person,
        act: ActT,
        history: tuple[AnyAct, ...],
        book: Book,
    ) -> None:
        self.at = at
        self.on = on
        self.person = person
        self.act = act
        self.history = history
        self.book = book
        self.used: dict[tuple[str, date | None], Parameter] = {}
        self.computed: dict[str, Value] = {}
        self.rule: LawRule | None = None

    def parameter(self, key: str, day: date | None = None) -> Parameter:
        """The value in force on ``day`` (the day of the act by default), kept in the answer."""
        row = self.book.at(key, day or self.on)
        self.used[row.key, row.start] = row
        return row

    def holds(self, kind: SituationKind, day: date | None = None) -> bool | None:
        return self.person.holds(kind, day or self.on)

    def age(self, day: date | None = None) -> int | None:
        """Age in full years, ``None`` when the birth date is not known."""
        born = self.person.birth_date
        return None if born is None else age_on(born, day or self.on)

    def others(self, kind: type[OtherT]) -> list[OtherT]:
        """Acts of that class in the history, in an order that does not depend on how it was told."""
        return sorted((act for act in self.history if isinstance(act, kind)), key=repr)

    def block(self, message: str, *rows: Parameter, **rest: Any) -> Finding:
        return self._finding(Severity.BLOCK, message, rows, **rest)

    def warn(self, message: str, *rows: Parameter, **rest: Any) -> Finding:
        return self._finding(Severity.WARN, message, rows, **rest)

    def info(self, message: str, *rows: Parameter, **rest: Any) -> Finding:
        return self._finding(Severity.INFO, message, rows, **rest)

    def unknown(self, message: str, *missing: str, **rest: Any) -> Finding:
        """``missing``: paths in the document of what would let the rule answer."""
        return self._finding(Severity.UNKNOWN, message, (), missing=missing, **rest)

    def unknown_situation(self, kind: SituationKind, **rest: Any) -> Finding:
        text = SITUATION_TEXTS[kind]
        return self.unknown(f"À dire : {text.label}.", f"situation.{kind}", **rest)

    def _finding(
        self,
        severity: Severity,
        message: str,
        rows: tuple[Parameter, ...],
        *,
        missing: tuple[str, ...] = (),
        remedy: str = "",
        opens: Iterable[str] = (),
        opens_on: date | None = None,
    ) -> Finding:
        rule = self.rule
        if rule is None:
            raise RuntimeError("une règle répond hors d’une question")
        return Finding(
            rule.id,
            severity,
            message,
            rule.article,
            rows,
            missing,
            remedy,
            tuple(opens),
            opens_on,
            rule.confidence,
        )


RuleFunction = Callable[[Check[Any]], Iterable[Finding]]


class RuleEntry:
    """A declared rule: for which identifier, acts and variants it answers."""

    __slots__ = ("act", "answer", "rule_id", "variants")

    def __init__(
        self, rule_id: str, act: type, variants: frozenset[str], answer: RuleFunction
    ) -> None:
        self.rule_id = rule_id
        self.act = act
        self.variants = variants
        self.answer = answer


_ENTRIES: list[RuleEntry] = []

FunctionT = TypeVar("FunctionT", bound=Callable[..., Iterable[Finding]])


def rule(rule_id: str, act: type, variants: Iterable[str] = ()) -> Callable[[FunctionT], FunctionT]:
    """Declare that the function answers for ``rule_id`` on acts of a class (all its variants, or
    only those named)."""

    def declare(function: FunctionT) -> FunctionT:
        _ENTRIES.append(RuleEntry(rule_id, act, frozenset(variants), function))
        entries_for.cache_clear()
        return function

    return declare


def declared() -> tuple[RuleEntry, ...]:
    """Every rule declared so far."""
    return tuple(_ENTRIES)


@lru_cache(maxsize=512)
def entries_for(act: type, variant: str) -> tuple[RuleEntry, ...]:
    """Rules that answer on such an act."""
    return tuple(
        entry
        for entry in _ENTRIES
        if entry.act is act and (not entry.variants or variant in entry.variants)
    )
