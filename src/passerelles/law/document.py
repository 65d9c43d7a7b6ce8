"""A question to the law: on which day, about whom, which act, after which others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias

from pydantic import ConfigDict, Field

from passerelles.law.acts.entry import Admission, Eligibility
from passerelles.law.acts.follow import Exit, Prolongation, Review, Suspension
from passerelles.law.acts.markets import ClauseHours, Grouping, Reservation
from passerelles.law.acts.money import Aid, Oeth, Remuneration
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.person import STRICT, Day, Person

AnyAct: TypeAlias = (
    Contract
    | Immersion
    | Assignment
    | Admission
    | Eligibility
    | Suspension
    | Prolongation
    | Review
    | Exit
    | Remuneration
    | Oeth
    | Aid
    | Reservation
    | Grouping
    | ClauseHours
    | Enrolment
)
Act = Annotated[AnyAct, Field(discriminator="kind")]


# Of whom nothing is known: questions on a company or a market are about nobody.
NOBODY = Person()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """``history``: other acts of the same person, in any order."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    at: Day
    person: Person = NOBODY
    act: Act
    history: tuple[Act, ...] = ()
