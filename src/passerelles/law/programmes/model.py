"""What a programme is: who enters, through which phases, what must be done, until when.

A rule of a programme is not a rule of the law: a network, a funder or a team wrote it, and an
organisation may copy the programme and change it.  What its sources do not say stays empty and
is listed in ``to_settle``; people decide there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from passerelles.law.situations import SituationKind


class Term(StrEnum):
    """Parts of a programme the engine answers about."""

    PERIOD = "period"
    ENTRY = "entry"
    MOVES = "moves"
    DUTIES = "duties"
    LIMITS = "limits"
    HOURS = "hours"
    NOTICES = "notices"
    BARRIERS = "barriers"
    CONTRACT = "contract"


# The rule of the catalogue that answers for each part, unless the programme quotes another one.
TERM_RULES: dict[Term, str] = {
    Term.PERIOD: "PROG-01",
    Term.ENTRY: "PROG-02",
    Term.MOVES: "PROG-03",
    Term.DUTIES: "PROG-04",
    Term.LIMITS: "PROG-05",
    Term.HOURS: "PROG-06",
    Term.NOTICES: "PROG-07",
    Term.BARRIERS: "PROG-08",
    Term.CONTRACT: "PROG-09",
}


class Rhythm(StrEnum):
    BEFORE_ENTRY = "before_entry"
    ONCE = "once"
    REPEATED = "repeated"
    TO_SETTLE = "to_settle"  # the sources give no rhythm


RHYTHM_LABELS: dict[Rhythm, str] = {
    Rhythm.BEFORE_ENTRY: "une fois, avant l’entrée",
    Rhythm.ONCE: "une fois",
    Rhythm.REPEATED: "régulièrement",
    Rhythm.TO_SETTLE: "rythme à régler",
}


class MetBy(StrEnum):
    """What is recorded elsewhere in the record and does a duty by itself: nobody notes it twice."""

    MEETING = "meeting"
    PARTNER_SESSION = "partner_session"


MET_LABELS: dict[MetBy, str] = {
    MetBy.MEETING: "un rendez-vous avec la personne",
    MetBy.PARTNER_SESSION: "la rencontre d’un partenaire",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """A condition only people can judge, in words: the software asks who decided."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who may enter.  Ages are included; ``all_of`` are all needed, one of ``any_of`` is enough.

    Outside the usual ages the team is warned and decides; ``usual_age_places`` are the kinds of
    places they are about, all when empty.
    ``places``: kinds of organisations that run it; ``member_place``: only those the network took
    in.  ``words``: conditions said on screen and not computed.
    """

    age_min: int | None = None
    age_max: int | None = None
    usual_age_min: int | None = None
    usual_age_max: int | None = None
    usual_age_places: tuple[str, ...] = ()
    all_of: tuple[SituationKind, ...] = ()
    any_of: tuple[SituationKind, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    prescribers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    member_place: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A part of the programme.  ``None`` is « la source ne le dit pas ».

    ``months`` is the advised length, ``months_max`` the one past which the team is told.
    ``accompaniments``: what must go with it; ``contracts`` and ``places``: kinds that suit it.
    """

    code: str
    label: str
    plain: str = ""
    weekly_hours_min: Decimal | None = None
    weekly_hours_max: Decimal | None = None
    sessions_per_week: int | None = None
    hours_per_session: Decimal | None = None
    pay_per_hour: Decimal | None = None
    paid_by_day: bool = False
    months: int | None = None
    months_max: int | None = None
    contracts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    accompaniments: tuple[str, ...] = ()

    @property
    def pay_per_session(self) -> Decimal | None:
        """What one full session earns: 4 h at 10 € are 40 €."""
        if self.pay_per_hour is None or self.hours_per_session is None:
            return None
        return self.pay_per_hour * self.hours_per_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A passage from a phase to another: opened by people, on criteria said in words.

    ``counters``: hours that must be complete first.
    """

    code: str
    label: str
    source: str
    target: str
    decided_by: str = ""
    criteria: str = ""
    decision: bool = True
    counters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something the team must do.  Months are counted from the entry, or from a phase.

    Its window opens ``from_months`` after, closes ``to_months`` after, and comes back every
    ``every_months`` until ``until_months``; ``grace_days`` after it closes, it is late.
    ``plans_dimensions``: it is done when each dimension of the programme has an objective.
    ``met_by``: what the record keeps anyway and that does it.
    """

    code: str
    label: str
    plain: str = ""
    rhythm: Rhythm = Rhythm.ONCE
    phase: str = ""
    from_months: int = 0
    to_months: int | None = None
    every_months: int | None = None
    until_months: int | None = None
    grace_days: int = 0
    plans_dimensions: bool = False
    met_by: MetBy | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long.  ``extended_months`` only for a place that is a member of the network."""

    months: int | None = None
    advised_months: int | None = None
    extended_months: int | None = None
    renewable: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCounter:
    """Hours to reach, told apart: classes, tutored time, individual support."""

    code: str
    label: str
    hours_min: Decimal
    hours_max: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the person must have been told and understood before entering."""

    code: str
    text: str
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A side of the accompaniment (for the EITI: inclusion, business, sales)."""

    code: str
    label: str
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A result, with what is counted over what; without a denominator it is a number, never a
    rate.  ``historic``: a figure of the sources, never
    asserted nor a target."""

    code: str
    label: str
    numerator: str
    denominator: str = ""
    unknowns: str = ""
    historic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSettle:
    """What the sources leave open, and who fills it in."""

    what: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One version of one programme.  ``quotes``: parts framed by a rule of the law.

    ``contract_created`` is false when entering makes nobody an employee (EITI): then neither a
    contract nor hours may be written under it.  ``reopened``: key of the value by which an
    organisation says that a newer text lifts ``end``.
    """

    code: str
    version: int
    label: str
    plain: str
    summary: str
    source: str
    entry: Entry
    phases: tuple[Phase, ...]
    gates: tuple[Gate, ...] = ()
    duties: tuple[Duty, ...] = ()
    limits: Limits = Limits()
    counters: tuple[HourCounter, ...] = ()
    notices: tuple[Notice, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    to_settle: tuple[ToSettle, ...] = ()
    quotes: tuple[tuple[Term, str], ...] = ()
    contract_created: bool = True
    start: date | None = None
    end: date | None = None
    reopened: str = ""

    def phase(self, code: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.code == code), None)

    def dimension(self, code: str) -> Dimension | None:
        return next((side for side in self.dimensions if side.code == code), None)

    @property
    def plan_duties(self) -> tuple[Duty, ...]:
        """Duties done by giving each dimension its objective."""
        return tuple(duty for duty in self.duties if duty.plans_dimensions)

    def label_of(self, code: str) -> str:
        phase = self.phase(code)
        return phase.label if phase else code

    def gates_to(self, code: str) -> tuple[Gate, ...]:
        return tuple(gate for gate in self.gates if gate.target == code)

    @property
    def first_phases(self) -> tuple[Phase, ...]:
        """Phases no gate leads to: open from the entry on."""
        return tuple(phase for phase in self.phases if not self.gates_to(phase.code))

    def rule_of(self, term: Term) -> str:
        return dict(self.quotes).get(term, TERM_RULES[term])
