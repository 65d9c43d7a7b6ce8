"""An enrolment in a programme: where it stands, what was decided and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from passerelles.law.acts.work import Hours
from passerelles.law.person import STRICT, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDecision:
    """A named gate opened or kept shut by people, and when."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    gate: str
    decided_on: Day
    passed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDone:
    """A duty done on a day (``monthly_meeting``, ``diagnosis``…)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    duty: str
    done_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEntry:
    """A phase entered on a day, left on another (included) or still going on."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    phase: str
    start: Day
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One paid or attended day: hours done, or absence; ``counter``: which hours they are, when the
    programme tells them apart."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    day: Day
    hours: Hours = Decimal(0)
    attended: bool = True
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A person's enrolment; ``move_to`` asks whether a phase may be entered today.

    ``judgments``: conditions of entry that people judged met; ``derogation_on``: day of the
    decision that lets the hours go under the ordinary minimum; ``open_barriers``: how many
    barriers are open — said, never a reason to refuse.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["enrolment"] = "enrolment"
    programme: str = ""
    version: int | None = None
    entered_on: Day | None = None
    left_on: Day | None = None
    place_kind: str | None = None
    place_is_member: bool | None = None
    prescriber_kind: str | None = None
    judgments: tuple[str, ...] | None = None
    derogation_on: Day | None = None
    weekly_hours: Hours | None = None
    phases: tuple[PhaseEntry, ...] = ()
    decisions: tuple[GateDecision, ...] = ()
    duties: tuple[DutyDone, ...] = ()
    sessions: tuple[Session, ...] = ()
    acknowledgements: tuple[str, ...] | None = None
    move_to: str | None = None
    planned_end: Day | None = None
    open_barriers: Annotated[int, Field(ge=0, le=100)] | None = None

    @property
    def on(self) -> date | None:
        return self.entered_on
