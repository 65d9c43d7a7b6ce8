"""The person of a question: only what a legal condition or a route needs, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import ConfigDict, Field

from passerelles.law.situations import SituationKind, covers

STRICT = ConfigDict(extra="forbid", populate_by_name=True)

# Days a question may be about: a century back, two forward; outside, a typing mistake.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


DiplomaLevel: TypeAlias = Literal["none", "cfg", "cap", "bac", "higher", "foreign"]


class Status(StrEnum):
    """Where a person stands today: the stations of the routes."""

    IME = "ime"
    SCHOOL = "school"
    WITHOUT_EMPLOYMENT = "without_employment"
    ESAT_WORKER = "esat_worker"
    ESAT_AND_ORDINARY = "esat_and_ordinary"
    EA_EMPLOYEE = "ea_employee"
    EA_TREMPLIN = "ea_tremplin"
    EATT_EMPLOYEE = "eatt_employee"
    ACI_EMPLOYEE = "aci_employee"
    EI_EMPLOYEE = "ei_employee"
    AI_EMPLOYEE = "ai_employee"
    ETTI_EMPLOYEE = "etti_employee"
    EITI_SUPPORTED = "eiti_supported"
    GEIQ_EMPLOYEE = "geiq_employee"
    TRAINEE = "trainee"
    IMMERSION = "immersion"
    FIXED_TERM = "fixed_term"
    OPEN_ENDED = "open_ended"
    SELF_EMPLOYED = "self_employed"
    EBE_EMPLOYEE = "ebe_employee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A fact true from ``start`` to ``end``, both included; ``proof_date``: of its document."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: SituationKind
    start: Annotated[Day | None, Field(alias="from")] = None
    end: Annotated[Day | None, Field(alias="to")] = None
    proof_date: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of the person.  ``None`` is « on ne sait pas », never « non ».

    ``situations``: those held; what is not in it is not held, save the codes of ``unknown``.
    ``weekly_hours``: fewest and most hours possible in a week.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    birth_date: Day | None = None
    diploma_level: DiplomaLevel | None = None
    status: Status | None = None
    situations: tuple[Situation, ...] | None = None
    unknown: tuple[SituationKind, ...] = ()
    commune: Annotated[str, Field(pattern=r"^\d[\dAB]\d{3}$")] | None = None
    reach_km: Annotated[int, Field(ge=0, le=1000)] | None = None
    wishes: tuple[str, ...] = ()
    weekly_hours: tuple[int, int] | None = None

    def holds(self, kind: SituationKind, day: date) -> bool | None:
        """Whether a situation is true on a day; ``None`` when nobody told."""
        for situation in self.situations or ():
            if situation.kind is kind and covers(situation.start, situation.end, day):
                return True
        return None if self.situations is None or kind in self.unknown else False

    def situation(self, kind: SituationKind, day: date) -> Situation | None:
        """The situation of that kind that is true on a day, if any."""
        for situation in self.situations or ():
            if situation.kind is kind and covers(situation.start, situation.end, day):
                return situation
        return None
