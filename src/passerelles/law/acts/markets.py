"""Public procurement: reservations, groupings, clause hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.acts.money import Amount, Percent
from passerelles.law.acts.work import Count
from passerelles.law.person import STRICT, Day

Word = Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A consultation: what it buys, what it reserves, its clauses and its thresholds.

    ``reserved_to``: empty when nothing is reserved.  ``disadvantaged_percent``: share, among the
    workers of the candidate, of the public the reservation is made for.  ``buyer_kind``: the State,
    another contracting authority (``local``) or a network operator (``entity``).  Amounts are
    estimates without tax; ``small_lots_amount`` sums the lots bought as small lots, this one
    included.  ``no_lots_reason`` and ``social_exception``: ``none`` when there is no reason.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["reservation"] = "reservation"
    launched_on: Day | None = None
    reserved_to: tuple[Literal["disability", "iae", "prison", "ess"], ...] | None = None
    mentioned_in_notice: bool | None = None
    disadvantaged_percent: Percent | None = None
    object_kind: Literal["works", "supplies", "services", "social_services"] | None = None
    buyer_kind: Literal["state", "local", "entity"] | None = None
    defence: bool | None = None
    amount: Amount | None = None
    lots: Count | None = None
    lot_amount: Amount | None = None
    small_lots_amount: Amount | None = None
    no_lots_reason: Literal["none", "competition", "cost", "technical", "coordination"] | None = (
        None
    )
    months: Count | None = None
    already_holder: bool | None = None
    holder_last_awarded_on: Day | None = None
    award_on: Day | None = None
    social_clause: bool | None = None
    linked_to_object: bool | None = None
    social_exception: (
        Literal["none", "available_solution", "weak_link", "competition", "short_works"] | None
    ) = None
    environmental_clause: bool | None = None
    environmental_criterion: bool | None = None
    works_months: Count | None = None
    minimum_turnover: Amount | None = None
    turnover_justified: bool | None = None

    @property
    def on(self) -> date | None:
        return self.launched_on


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """One member of a grouping: any stable word names it, with its share of the price."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    member: Word
    share: Amount | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A grouping of companies (GME) answering one lot.

    ``lead``: one of ``members``, empty when nobody was designated.  ``several_allowed``: the buyer
    lets the same company be in several groupings.  ``change_exception``: ``none``, or why the
    composition may change after the tender.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["grouping"] = "grouping"
    launched_on: Day | None = None
    form: Literal["conjoint", "solidaire"] | None = None
    lead_solidary: bool | None = None
    lead: str | None = None
    members: tuple[GroupMember, ...] | None = None
    amount: Amount | None = None
    lead_elsewhere_on_lot: bool | None = None
    member_elsewhere_on_lot: bool | None = None
    several_allowed: bool | None = None
    changed_since_tender: bool | None = None
    change_exception: Literal["none", "restructuring", "impossibility", "negotiation"] | None = None
    form_imposed_before_award: bool | None = None

    @property
    def on(self) -> date | None:
        return self.launched_on


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLine:
    """Hours of one person (any stable word) on one market in one month (its first day).

    ``source``: the paper that proves the hours (a time sheet, a pay slip); the same paper proves
    the same hours only once.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    person: Word
    market: Word
    month: Day
    hours: Annotated[Amount, Field(le=744)]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseHours:
    """Insertion clause: hours asked from an amount, eligibility kept, hours imputed once.

    Three questions in one act, each asked only if something of it is said; with nothing said, the
    hours to ask.  ``contract_type``: a code of the contract types.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["clause_hours"] = "clause_hours"
    on_day: Day | None = None
    amount: Amount | None = None
    labour_share_percent: Percent | None = None
    effort_percent: Percent | None = None
    hourly_cost: Annotated[Amount, Field(ge=1, le=10_000)] | None = None
    first_hired_on: Day | None = None
    contract_type: str | None = None
    contract_end: Day | None = None
    validated_on: Day | None = None
    lines: tuple[HourLine, ...] | None = None

    @property
    def on(self) -> date | None:
        return self.on_day
