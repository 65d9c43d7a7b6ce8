"""Pay, aids and contributions: amounts in euros, shares in percent, hours as worked or paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.acts.work import Count
from passerelles.law.person import STRICT, Day

Amount = Annotated[Decimal, Field(ge=0, le=1_000_000_000_000)]
Percent = Annotated[Decimal, Field(ge=0, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remuneration:
    """Guaranteed remuneration of an ESAT worker, and the yearly bonus."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["remuneration"] = "remuneration"
    paid_on: Day | None = None
    esat_share_percent: Percent | None = None
    monthly_hours: Annotated[Decimal, Field(gt=0, le=744)] | None = None
    quota: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    yearly_esat_share: Amount | None = None
    bonus: Amount | None = None

    @property
    def on(self) -> date | None:
        return self.paid_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """One person counted in the obligation of employment, without a name."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    age: Annotated[int, Field(ge=14, le=100)]
    presence: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oeth:
    """A company's year under the obligation of employment."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["oeth"] = "oeth"
    year: Annotated[int, Field(ge=1988, le=2200)] | None = None
    headcount: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None
    headcount_history: tuple[Decimal, ...] | None = None
    years_at_threshold: Count | None = None
    beneficiaries: tuple[Beneficiary, ...] | None = None
    beneficiary_units: Annotated[Decimal, Field(ge=0)] | None = None
    purchases_labour_cost: Amount | None = None
    ecap: Annotated[Decimal, Field(ge=0)] | None = None
    expenses: Amount | None = None
    years_without_action: Count | None = None
    approved_agreement: bool | None = None

    @property
    def on(self) -> date | None:
        return date(self.year, 12, 31) if self.year else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """State aid of a place over a period: hours, full-time equivalents, base amount."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["aid"] = "aid"
    place_kind: str | None = None
    on_day: Day | None = None
    hours: Amount | None = None
    base_hours: Annotated[Decimal, Field(gt=0, le=10_000)] | None = None
    agreed_fte: Amount | None = None
    base_amount: Amount | None = None
    modulation_percent: Percent | None = None
    age: Annotated[int, Field(ge=14, le=100)] | None = None
    aid_kind: str | None = None
    months: Annotated[int, Field(ge=1, le=12)] | None = None

    @property
    def on(self) -> date | None:
        return self.on_day
