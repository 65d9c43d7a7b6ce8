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
People = Annotated[Decimal, Field(ge=0, le=10_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remuneration:
    """Guaranteed remuneration of an ESAT worker, and the yearly bonus.

    ``esat_share_percent``: what the ESAT pays, in percent of the SMIC; ``monthly_hours`` or else
    ``quota`` (1 is full time) say how long the person works.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["remuneration"] = "remuneration"
    paid_on: Day | None = None
    esat_share_percent: Percent | None = None
    monthly_hours: Annotated[Decimal, Field(gt=0, le=744)] | None = None
    quota: Annotated[Decimal, Field(gt=0, le=1)] | None = None
    yearly_esat_share: Amount | None = None
    bonus: Amount | None = None
    in_mayotte: bool = False

    @property
    def on(self) -> date | None:
        return self.paid_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """One person counted in the obligation of employment, without a name.

    ``presence``: share of a full-time year worked, from 0 to 1.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    age: Annotated[int, Field(ge=14, le=100)]
    presence: Annotated[Decimal, Field(ge=0, le=1)] = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Oeth:
    """A company's year under the obligation of employment.

    ``headcount``: yearly average of the whole company; ``headcount_history``: those of the years
    before, oldest first, last year's at the end (0 before the company existed).
    ``years_at_threshold``: years in a row, before this one, at the threshold or above.
    ``beneficiary_units``: units already counted, instead of ``beneficiaries``.
    ``purchases_labour_cost``: labour cost, before tax, written on the yearly certificates.
    ``years_without_action``: years in a row, this one included, with no beneficiary employed, no
    purchase and no agreement.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["oeth"] = "oeth"
    year: Annotated[int, Field(ge=1988, le=2200)] | None = None
    headcount: People | None = None
    headcount_history: tuple[People, ...] | None = None
    years_at_threshold: Count | None = None
    beneficiaries: tuple[Beneficiary, ...] | None = None
    beneficiary_units: People | None = None
    purchases_labour_cost: Amount | None = None
    ecap: People | None = None
    expenses: Amount | None = None
    years_without_action: Count | None = None
    approved_agreement: bool | None = None

    @property
    def on(self) -> date | None:
        return date(self.year, 12, 31) if self.year else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid:
    """State aid of a place over a period: hours, full-time equivalents, base amount.

    ``fte``: full-time equivalents already counted, instead of ``hours``; ``agreed_fte``: those of
    the yearly agreement, over twelve months; ``months``: how many months the hours cover;
    ``base_hours`` and ``base_amount``: those printed on the financial annex of the place.
    ``aid_kind``: ``cdi_inclusion`` or ``prison`` in the IAE; ``post`` (when it is not told),
    ``assignment`` or ``tremplin`` in an EA.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["aid"] = "aid"
    place_kind: str | None = None
    in_mayotte: bool = False
    on_day: Day | None = None
    hours: Amount | None = None
    fte: People | None = None
    base_hours: Annotated[Decimal, Field(ge=1, le=10_000)] | None = None
    agreed_fte: People | None = None
    base_amount: Amount | None = None
    modulation_percent: Percent | None = None
    age: Annotated[int, Field(ge=14, le=100)] | None = None
    aid_kind: str | None = None
    contract_start: Day | None = None
    months: Annotated[int, Field(ge=1, le=12)] = 12

    @property
    def on(self) -> date | None:
        return self.on_day
