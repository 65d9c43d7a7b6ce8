"""Public procurement: reservations, groupings, clause hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.acts.money import Amount, Percent
from passerelles.law.acts.work import Count
from passerelles.law.person import STRICT, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """A consultation: what it reserves, its clauses and its thresholds."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["reservation"] = "reservation"
    launched_on: Day | None = None
    reserved_to: tuple[Literal["disability", "iae", "prison", "ess"], ...] | None = None
    mentioned_in_notice: bool | None = None
    disadvantaged_percent: Percent | None = None
    object_kind: Literal["works", "supplies", "services", "social_services"] | None = None
    buyer_kind: Literal["state", "local", "entity"] | None = None
    amount: Amount | None = None
    lots: Count | None = None
    no_lots_reason: str | None = None
    months: Count | None = None
    holder_last_ended_on: Day | None = None
    social_clause: bool | None = None
    social_exception: str | None = None
    environmental_clause: bool | None = None
    environmental_criterion: bool | None = None
    works_months: Count | None = None

    @property
    def on(self) -> date | None:
        return self.launched_on


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """One member of a grouping: any stable word names it, with its share of the price."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    member: str
    share: Amount | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A grouping of companies (GME) answering one lot."""

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
    change_exception: str | None = None
    form_imposed_before_award: bool | None = None

    @property
    def on(self) -> date | None:
        return self.launched_on


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLine:
    """Hours of one person (any stable word) on one market in one month (its first day)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    person: str
    market: str
    month: Day
    hours: Annotated[Amount, Field(le=744)]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseHours:
    """Insertion clause: hours asked from an amount, eligibility kept, hours imputed once."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["clause_hours"] = "clause_hours"
    on_day: Day | None = None
    amount: Amount | None = None
    labour_share_percent: Percent | None = None
    effort_percent: Percent | None = None
    hourly_cost: Amount | None = None
    first_hired_on: Day | None = None
    contract_type: str | None = None
    contract_end: Day | None = None
    validated_on: Day | None = None
    lines: tuple[HourLine, ...] | None = None

    @property
    def on(self) -> date | None:
        return self.on_day
