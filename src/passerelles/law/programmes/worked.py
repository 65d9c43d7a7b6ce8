"""Hours done: week by week, what they pay, and the counters they fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from passerelles.kernel.calendar import ONE_DAY
from passerelles.law.acts.programmes import Enrolment, PhaseEntry, Session
from passerelles.law.programmes.model import HourCounter, Phase, Programme
from passerelles.law.programmes.remarks import Remark, block, info, unknown, warn
from passerelles.law.wording import day_fr, euros, number_fr

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PaidSession:
    """One session; ``pay`` is ``None`` when the phase says no pay per hour."""

    day: date
    hours: Decimal
    phase: Phase | None
    pay: Decimal | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday: sessions attended, missed, hours and pay known."""

    monday: date
    attended: int
    missed: int
    hours: Decimal
    pay: Decimal | None


@dataclass(frozen=True, slots=True)
class CounterState:
    counter: HourCounter
    done: Decimal

    @property
    def missing(self) -> Decimal:
        return max(self.counter.hours_min - self.done, ZERO)

    @property
    def complete(self) -> bool:
        return self.done >= self.counter.hours_min


def phase_on(enrolment: Enrolment, programme: Programme, day: date) -> PhaseEntry | None:
    """The entry of phase in force that day, the last begun when several are."""
    known = [
        entry
        for entry in enrolment.phases
        if programme.phase(entry.phase) is not None
        and entry.start <= day
        and (entry.end is None or day <= entry.end)
    ]
    return max(known, key=lambda entry: (entry.start, entry.phase), default=None)


def paid_sessions(enrolment: Enrolment, at: date, programme: Programme) -> tuple[PaidSession, ...]:
    """Sessions attended until ``at``, each paid at the rate of the phase of its day."""
    return tuple(
        _paid(enrolment, session, programme)
        for session in _until(enrolment, at)
        if session.attended
    )


def _until(enrolment: Enrolment, at: date) -> list[Session]:
    return sorted((s for s in enrolment.sessions if s.day <= at), key=repr)


def _paid(enrolment: Enrolment, session: Session, programme: Programme) -> PaidSession:
    entry = phase_on(enrolment, programme, session.day)
    phase = programme.phase(entry.phase) if entry else None
    rate = phase.pay_per_hour if phase else None
    pay = None if rate is None else rate * session.hours
    return PaidSession(session.day, session.hours, phase, pay)


def weeks(enrolment: Enrolment, at: date, programme: Programme) -> tuple[Week, ...]:
    """Weeks with at least one session, in order."""
    by_week: dict[date, list[PaidSession]] = defaultdict(list)
    missed: dict[date, int] = defaultdict(int)
    for session in _until(enrolment, at):
        monday = monday_of(session.day)
        if session.attended:
            by_week[monday].append(_paid(enrolment, session, programme))
        else:
            missed[monday] += 1
    return tuple(
        _week(monday, by_week.get(monday, []), missed.get(monday, 0))
        for monday in sorted({*by_week, *missed})
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, sessions: list[PaidSession], missed: int) -> Week:
    pays = [session.pay for session in sessions]
    known = [pay for pay in pays if pay is not None]
    return Week(
        monday=monday,
        attended=len(sessions),
        missed=missed,
        hours=sum((session.hours for session in sessions), ZERO),
        pay=sum(known, ZERO) if known and len(known) == len(pays) else None,
    )


def total_pay(sessions: tuple[PaidSession, ...]) -> Decimal | None:
    """The sum of what is known to be paid; ``None`` when no session has a rate."""
    known = [session.pay for session in sessions if session.pay is not None]
    return sum(known, ZERO) if known else None


def counters(enrolment: Enrolment, at: date, programme: Programme) -> tuple[CounterState, ...]:
    """Hours attended in each counter; with a single counter, hours that name none fill it."""
    done: dict[str, Decimal] = defaultdict(Decimal)
    only = programme.counters[0].code if len(programme.counters) == 1 else ""
    for session in _until(enrolment, at):
        if session.attended:
            done[session.counter or only] += session.hours
    return tuple(CounterState(counter, done[counter.code]) for counter in programme.counters)


def hour_remarks(
    enrolment: Enrolment, at: date, programme: Programme, phase: Phase | None
) -> Iterator[Remark]:
    """Hours planned against those of the phase; sessions done against what it says."""
    if phase is not None:
        yield from _planned_hours(enrolment, programme, phase)
    for session in paid_sessions(enrolment, at, programme):
        most = session.phase.hours_per_session if session.phase else None
        if most is not None and session.hours > most:
            yield warn(
                f"Le {day_fr(session.day)} : {number_fr(session.hours)} h, "
                f"au lieu de {number_fr(most)} h au plus.",
                "Vérifiez les heures notées.",
            )
    yield from _full_weeks(enrolment, at, programme)
    if pay := total_pay(paid_sessions(enrolment, at, programme)):
        yield info(f"Payé pour les séances faites : {euros(pay)}.")


def _planned_hours(enrolment: Enrolment, programme: Programme, phase: Phase) -> Iterator[Remark]:
    least, most = phase.weekly_hours_min, phase.weekly_hours_max
    if (least is None and most is None) or not programme.contract_created:
        return
    hours = enrolment.weekly_hours
    if hours is None:
        yield unknown("Il manque le nombre d’heures par semaine.", "act.weekly_hours")
        return
    if least is not None and hours < least:
        yield block(f"« {phase.label} » : au moins {number_fr(least)} h par semaine.")
    if most is not None and hours > most:
        yield block(
            f"« {phase.label} » : au plus {number_fr(most)} h par semaine.",
            "Passez à l’étape suivante si la personne veut travailler plus.",
        )


def _full_weeks(enrolment: Enrolment, at: date, programme: Programme) -> Iterator[Remark]:
    for week in weeks(enrolment, at, programme):
        entry = phase_on(enrolment, programme, week.monday + 6 * ONE_DAY)
        phase = programme.phase(entry.phase) if entry else None
        most = phase.sessions_per_week if phase else None
        if most is not None and week.attended > most:
            yield warn(
                f"Semaine du {day_fr(week.monday)} : {week.attended} séances, "
                f"au lieu de {most} au plus.",
                "Vérifiez les séances notées.",
            )
