"""Work situations: contracts, immersions, assignments.  Days are included at both ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.person import STRICT, Day

Hours = Annotated[Decimal, Field(ge=0, le=168)]
ManyHours = Annotated[Decimal, Field(ge=0, le=100_000)]
Count = Annotated[int, Field(ge=0, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogation:
    """A decision that lifts a limit: what it lifts, decided when, until when (included)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    type: Literal["individual", "collective", "prefect", "cdaph"]
    decided_on: Day | None = None
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """A contract or a support that stands for one; ``type`` is a code of the contract types.

    ``employer``: any stable word that tells two employers apart (never a person's name);
    ``programme``: code of the programme the person is enrolled in, ``employer_programmes`` those
    the employer belongs to; ``renewals``: how many times it was already renewed.
    ``judgments``: conditions that people judged met, ``None`` while nobody said.
    ``support_hours``: in ESAT, support told apart from ``weekly_hours``, which else counts it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["contract"] = "contract"
    type: str = ""
    employer_kind: str | None = None
    employer: str | None = None
    start: Day | None = None
    end: Day | None = None
    weekly_hours: Hours | None = None
    support_hours: Hours | None = None
    renewals: Count | None = None
    reason: str | None = None
    trial_end: Day | None = None
    trial_renewals: Count | None = None
    absence_days: Count | None = None
    signed_on: Day | None = None
    handed_on: Day | None = None
    programme: str | None = None
    employer_programmes: tuple[str, ...] | None = None
    acknowledgements: tuple[str, ...] | None = None
    judgments: tuple[str, ...] | None = None
    documents: tuple[str, ...] | None = None
    derogation: Derogation | None = None
    path_start: Day | None = None
    label_year: int | None = None
    objective: str | None = None
    quota_percent: Decimal | None = None

    @property
    def on(self) -> date | None:
        return self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Immersion:
    """PMSMP, MISPE, school-type placement, trial bench or visit; ``type`` is a code of the types.

    ``purposes``: for a PMSMP exactly one of ``discover``, ``confirm``, ``recruit``; ``host``: any
    stable word that tells two hosts apart; ``days``: of presence, between ``start`` and ``end``;
    ``renewals``: 1 when this period itself renews an earlier one; ``night_work``: some hours fall in
    the night of a minor; ``legal_representative``: signs too; ``contract_start`` and
    ``contract_end``: of the whole CDDI of the person, its renewals included.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["immersion"] = "immersion"
    type: str = ""
    purposes: tuple[str, ...] | None = None
    prescriber_kind: str | None = None
    delegation: bool | None = None
    host: str | None = None
    host_kind: str | None = None
    start: Day | None = None
    end: Day | None = None
    days: Count | None = None
    hours_per_day: Hours | None = None
    weekly_hours: Hours | None = None
    night_work: bool | None = None
    renewals: Count | None = None
    tutor_is_beneficiary: bool | None = None
    legal_representative: bool | None = None
    contract_start: Day | None = None
    contract_end: Day | None = None

    @property
    def on(self) -> date | None:
        return self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A person employed or accompanied by one place who works at another.

    ``hours``: hours already done in enterprises over the window, this assignment's not counted;
    ``worked_hours``: this assignment's own.  ``renewals``: how many times it was renewed already.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["assignment"] = "assignment"
    type: str = ""
    employer_kind: str | None = None
    host: str | None = None
    host_kind: str | None = None
    start: Day | None = None
    end: Day | None = None
    hours: ManyHours | None = None
    worked_hours: ManyHours | None = None
    renewals: Count | None = None
    signed_on: Day | None = None
    sent_on: Day | None = None
    agreed_by_person: bool | None = None
    non_profit: bool | None = None
    mentions: tuple[str, ...] | None = None
    derogation: Derogation | None = None
    path_start: Day | None = None

    @property
    def on(self) -> date | None:
        return self.start
