"""What happens on the way: suspensions, prolongations, yearly reviews, exits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.acts.work import Count
from passerelles.law.person import STRICT, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """Suspension of a PASS IAE, or protective suspension of an ESAT worker (``subject``).

    ``pass_end``: last day of the PASS before this suspension.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["suspension"] = "suspension"
    subject: Literal["iae_pass", "esat"] = "iae_pass"
    reason: str | None = None
    employer_kind: str | None = None
    start: Day | None = None
    end: Day | None = None
    declared_on: Day | None = None
    pass_start: Day | None = None
    pass_end: Day | None = None
    mdph_seized: bool | None = None
    mdph_seized_on: Day | None = None

    @property
    def on(self) -> date | None:
        return self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolongation:
    """Prolongation of a PASS IAE: ``end`` becomes its last day.

    ``days_already_granted``: by earlier prolongations for the same reason; ``training_end``: last
    day of the training to finish, ``contract_end`` of the contract that asks for it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["prolongation"] = "prolongation"
    reason: str | None = None
    employer_kind: str | None = None
    author: Literal["prescriber", "employer"] | None = None
    requested_on: Day | None = None
    start: Day | None = None
    end: Day | None = None
    pass_start: Day | None = None
    pass_end: Day | None = None
    training_end: Day | None = None
    contract_end: Day | None = None
    days_already_granted: Count | None = None
    report_and_interview: bool | None = None
    programme: str | None = None
    employer_programmes: tuple[str, ...] | None = None

    @property
    def on(self) -> date | None:
        return self.requested_on or self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Yearly review of an ESAT worker, and a place's standing agreements.

    ``staff``, ``disabled_staff`` and ``eligible_disabled_staff`` (those who open the State's aid)
    are full-time equivalents over the year.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["review"] = "review"
    subject: Literal["esat_worker", "ea_agreement", "geiq_label"] = "esat_worker"
    place_kind: str | None = None
    record_updated_on: Day | None = None
    agreement_start: Day | None = None
    agreement_end: Day | None = None
    label_year: int | None = None
    staff: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None
    disabled_staff: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None
    eligible_disabled_staff: Annotated[Decimal, Field(ge=0, le=10_000_000)] | None = None

    @property
    def on(self) -> date | None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A person leaves a place: where to, after how long there.

    ``destination`` and ``reason`` are codes of the table of exits; ``contract_type``, of the kinds
    of work situations, tells it too.  ``hours``: hours worked there in all.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["exit"] = "exit"
    place_kind: str | None = None
    left_on: Day | None = None
    reason: str | None = None
    destination: str | None = None
    contract_type: str | None = None
    contract_months: Annotated[Decimal, Field(ge=0, le=1200)] | None = None
    job_signed_on: Day | None = None
    presence_months: Annotated[Decimal, Field(ge=0, le=1200)] | None = None
    hours: Annotated[Decimal, Field(ge=0, le=1_000_000)] | None = None
    agreement_start: Day | None = None
    agreement_end: Day | None = None
    written_document_on: Day | None = None
    job_ended_on: Day | None = None

    @property
    def on(self) -> date | None:
        return self.left_on
