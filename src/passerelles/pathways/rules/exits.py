"""How an exit is classified: the law answers, the answer is kept with the version of its rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from passerelles.kernel.calendar import ONE_DAY, add_months, full_months
from passerelles.law.acts.follow import Exit as LawExit
from passerelles.law.document import Document
from passerelles.law.findings import Answer
from passerelles.law.iae.exit_tables import CATEGORY_LABELS, ExitCategory, exit_table
from passerelles.law.parameters import Book
from passerelles.law.person import Person
from passerelles.law.questions import answer_of

UNKNOWN_CATEGORY = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitFacts:
    """An exit as told: which kind of place is left, when, for what."""

    place_kind: str
    left_on: date
    destination: str = ""
    contract_type: str = ""
    contract_months: Decimal | None = None
    job_signed_on: date | None = None
    presence_months: Decimal | None = None
    hours: Decimal | None = None
    agreement_start: date | None = None
    agreement_end: date | None = None


@dataclass(frozen=True, slots=True)
class Classified:
    """``counted`` is ``None`` when the law cannot say; ``rule_version`` is kept with the exit."""

    category: str
    counted: bool | None
    dynamic: bool | None
    rule_version: str
    answer: Answer

    @property
    def label(self) -> str:
        return category_label(self.category)


def category_label(category: str) -> str:
    if category == UNKNOWN_CATEGORY:
        return "on ne peut pas encore la classer"
    return CATEGORY_LABELS[ExitCategory(category)]


def classify(facts: ExitFacts, person: Person, book: Book) -> Classified:
    """The classification as of the day of the exit."""
    act = LawExit(
        place_kind=facts.place_kind or None,
        left_on=facts.left_on,
        destination=facts.destination or None,
        contract_type=facts.contract_type or None,
        contract_months=facts.contract_months,
        job_signed_on=facts.job_signed_on,
        presence_months=facts.presence_months,
        hours=facts.hours,
        agreement_start=facts.agreement_start,
        agreement_end=facts.agreement_end,
    )
    answer = answer_of(Document(at=facts.left_on, person=person, act=act), book=book)
    told = answer.computed
    counted = told.get("exit_counted")
    dynamic = told.get("exit_dynamic")
    return Classified(
        category=str(told.get("exit_category") or UNKNOWN_CATEGORY),
        counted=None if counted is None else bool(counted),
        dynamic=None if dynamic is None else bool(dynamic),
        rule_version=str(told.get("exit_rule_version") or ""),
        answer=answer,
    )


def months_between(start: date, end: date) -> Decimal:
    """Months of presence, with the days beyond the last full month as a share of one."""
    if end < start:
        return Decimal(0)
    whole = full_months(start, end)
    after = add_months(start, whole)
    length = (add_months(after, 1) - after).days
    rest = max((end + ONE_DAY - after).days, 0)
    return (Decimal(whole) + Decimal(rest) / length).quantize(Decimal("0.01"))


def linked(one: UUID, corrections: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """The same exit under all its corrections, each a pair: the version, the one it corrects."""
    pairs = list(corrections)
    found = {one}
    while more := {key for pair in pairs if found & set(pair) for key in pair} - found:
        found |= more
    return found


def destination_choices() -> list[tuple[str, str]]:
    return [(code, row.label) for code, row in exit_table().destinations.items()]


def destination_label(code: str) -> str:
    found = exit_table().destinations.get(code)
    return found.label if found else ""
