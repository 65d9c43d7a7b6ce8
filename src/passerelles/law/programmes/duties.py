"""What the team must do, and when: done, due now, overdue, missed, to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passerelles.kernel.calendar import ONE_DAY, add_months, last_day
from passerelles.law.acts.programmes import Enrolment
from passerelles.law.programmes.model import Duty, Programme, Rhythm
from passerelles.law.programmes.remarks import Remark, info, warn
from passerelles.law.wording import day_fr


class DutyStatus(StrEnum):
    DONE = "done"
    OVERDUE = "overdue"
    MISSED = "missed"  # its month is over, the next one took place: a fact, nothing to do
    DUE = "due"
    UPCOMING = "upcoming"
    TO_SETTLE = "to_settle"


DUTY_STATUS_LABELS: dict[DutyStatus, str] = {
    DutyStatus.DONE: "fait",
    DutyStatus.OVERDUE: "en retard",
    DutyStatus.MISSED: "n’a pas eu lieu",
    DutyStatus.DUE: "à faire",
    DutyStatus.UPCOMING: "à venir",
    DutyStatus.TO_SETTLE: "rythme à régler",
}


@dataclass(frozen=True, slots=True)
class DutyState:
    """One occurrence of a duty: its window, its last day, the day it was done."""

    duty: Duty
    status: DutyStatus
    opens_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None


# One occurrence: first day, last day included.
_Window = tuple[date, date]


def duty_states(enrolment: Enrolment, at: date, programme: Programme) -> tuple[DutyState, ...]:
    """Every occurrence until today and the next one, duty by duty, in order."""
    return tuple(
        state for duty in programme.duties for state in _states(duty, enrolment, at, programme)
    )


def _states(
    duty: Duty, enrolment: Enrolment, at: date, programme: Programme
) -> Iterator[DutyState]:
    done = sorted(d.done_on for d in enrolment.duties if d.duty == duty.code and d.done_on <= at)
    if duty.rhythm is Rhythm.BEFORE_ENTRY:
        yield _before_entry(duty, enrolment, done)
        return
    if duty.rhythm is Rhythm.TO_SETTLE:
        yield DutyState(duty, DutyStatus.TO_SETTLE, done_on=done[-1] if done else None)
        return
    start = _anchor(duty, enrolment, at)
    if start is None:
        return
    stop = _stop(duty, enrolment, start)
    for window in _windows(duty, start, at, stop):
        yield _state(duty, window, done, at, stop)


def _before_entry(duty: Duty, enrolment: Enrolment, done: list[date]) -> DutyState:
    entered = enrolment.entered_on
    in_time = [day for day in done if entered is None or day <= entered]
    if in_time:
        return DutyState(duty, DutyStatus.DONE, due_on=entered, done_on=in_time[-1])
    if entered is None:
        return DutyState(duty, DutyStatus.DUE)
    if done:  # after the entry: too late to be before it, but no longer to do
        return DutyState(duty, DutyStatus.MISSED, due_on=entered, done_on=done[0])
    return DutyState(duty, DutyStatus.OVERDUE, due_on=entered)


def _anchor(duty: Duty, enrolment: Enrolment, at: date) -> date | None:
    """The day months are counted from: the entry, or the first entry of the duty's phase."""
    if not duty.phase:
        return enrolment.entered_on if (enrolment.entered_on or at) <= at else None
    starts = [entry.start for entry in enrolment.phases if entry.phase == duty.phase]
    return min((day for day in starts if day <= at), default=None)


def _stop(duty: Duty, enrolment: Enrolment, start: date) -> date:
    """Last day on which the duty is asked for: the exit, or the end of its phase."""
    stops = [date(2200, 12, 31)]
    if enrolment.left_on is not None:
        stops.append(enrolment.left_on)
    if duty.until_months is not None:
        stops.append(last_day(start, duty.until_months))
    if duty.phase:
        ends = [entry.end for entry in enrolment.phases if entry.phase == duty.phase]
        if None not in ends:
            stops.append(max(end for end in ends if end is not None))
    return min(stops)


def _windows(duty: Duty, start: date, at: date, stop: date) -> Iterator[_Window]:
    """Windows begun by ``at``, and the next one."""
    length = (duty.to_months or duty.from_months + (duty.every_months or 1)) - duty.from_months
    step = duty.every_months if duty.rhythm is Rhythm.REPEATED else None
    offset = duty.from_months
    while True:
        first = add_months(start, offset)
        if first > stop:
            return
        yield first, add_months(start, offset + length) - ONE_DAY
        if step is None or first > at:
            return
        offset += step


def _state(duty: Duty, window: _Window, done: list[date], at: date, stop: date) -> DutyState:
    first, last = window
    # Done early still counts for a single duty; a repeated one asks for each of its windows.
    since = date.min if duty.rhythm is Rhythm.ONCE else first
    inside = [day for day in done if since <= day <= last + timedelta(days=duty.grace_days)]
    later = [day for day in done if day > last]
    if inside:
        status = DutyStatus.DONE
    elif at < first:
        status = DutyStatus.UPCOMING
    elif at <= last + timedelta(days=duty.grace_days):
        # Gone before the window closed: it is no longer asked for.
        status = DutyStatus.DUE if at <= stop else DutyStatus.MISSED
    elif later:
        status = DutyStatus.DONE if duty.rhythm is Rhythm.ONCE else DutyStatus.MISSED
    else:
        status = DutyStatus.OVERDUE if last <= stop else DutyStatus.MISSED
    done_on = inside[0] if inside else later[0] if status is DutyStatus.DONE and later else None
    return DutyState(duty, status, first, last, done_on)


def duty_remarks(states: tuple[DutyState, ...]) -> Iterator[Remark]:
    """Duties are alerts: a late one never closes anything to the person."""
    late: dict[str, list[DutyState]] = {}
    for state in states:
        if state.status is DutyStatus.OVERDUE:
            late.setdefault(state.duty.code, []).append(state)
    for group in late.values():
        yield _late(group)
    for state in states:
        if state.status is DutyStatus.DUE:
            when = f", au plus tard le {day_fr(state.due_on)}" if state.due_on else ""
            yield info(f"À faire{when} : {state.duty.label}.")
        elif state.status is DutyStatus.TO_SETTLE:
            yield info(f"« {state.duty.label} » : la source ne dit pas le rythme, à régler.")


def _late(group: list[DutyState]) -> Remark:
    first = group[0]
    when = f" depuis le {day_fr(first.due_on)}" if first.due_on else ""
    times = f" ({len(group)} fois de suite)" if len(group) > 1 else ""
    return warn(f"En retard{when}{times} : {first.duty.label}.", first.duty.remedy)
