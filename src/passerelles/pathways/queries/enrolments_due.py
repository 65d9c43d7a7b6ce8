"""What waits in the programmes of an organisation, for everybody at once and in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Q, Value
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.calendar import last_day
from passerelles.law.acts.programmes import DutyDone, GateDecision
from passerelles.law.person import Person
from passerelles.law.programmes.duties import DutyState, DutyStatus
from passerelles.law.programmes.lasting import phase_remarks
from passerelles.law.programmes.model import Duty, MetBy
from passerelles.law.programmes.standing import Standing, standing
from passerelles.pathways.held_days import HeldDays, by_place, held_rows
from passerelles.pathways.law_enrolments import act_of
from passerelles.pathways.models import (
    EnrolmentPhase,
    PassageDecision,
    ProgrammeDuty,
    ProgrammeEnrolment,
    WorkSession,
)
from passerelles.pathways.planned_dimensions import planned_rows
from passerelles.pathways.queries.enrolment_law import day_of, facts_of, network_code
from passerelles.pathways.queries.enrolment_met import met_asked, met_by_enrolment
from passerelles.pathways.rules.enrolments import (
    Attendance,
    Day,
    History,
    phase_spans,
    plans_done,
    weeks_without_day,
)
from passerelles.pathways.rules.waiting import Waiting
from passerelles.programmes.queries import memberships_said

SOON = timedelta(days=60)  # an end that comes leaves time to prepare what follows
DAYS_READ = timedelta(days=400)
EVERYBODY = Q()
# Objectives and meetings are kept above this area: only the names of their pages are known.
PLAN_PAGE, MEETINGS_PAGE = "support:dimension_plan", "support:appointments"


@dataclass(frozen=True)
class _Found:
    """One enrolment with where it stands today."""

    row: ProgrammeEnrolment
    history: History
    stands: Standing


def enrolments_due(actor: Actor, among: Q = EVERYBODY) -> list[Waiting]:
    """Duties, steps that last, ends that come, passages to decide, days nobody noted.

    ``among`` narrows to some persons.  Four questions to the database, whatever their number.
    """
    if actor.organisation_id is None or not actor.may(Right.WRITE_PEOPLE):
        return []
    rows = list(
        ProgrammeEnrolment.objects.filter(
            among, organisation_id=actor.organisation_id, left_on=None
        )
        .across_people()
        .select_related("person", "organisation", "own_version__programme")
    )
    today = clock.today()
    return [waiting for found in _standings(rows, today) for waiting in _of(found, today)]


def _standings(rows: list[ProgrammeEnrolment], today: date) -> Iterator[_Found]:
    if not rows:
        return
    histories = _histories(rows, today)
    said = memberships_said({row.organisation_id for row in rows if row.organisation_id}, today)
    for row in rows:
        history = histories[row.pk]
        place = row.organisation_id
        code = network_code(row.programme, row.own_version)
        facts = facts_of(row, history, member=said.get((place, code)) if place else None)
        # The conditions of entry are behind: nothing of the person is read here.
        stands = standing(act_of(facts, today), Person(), today, facts.programme)
        yield _Found(row, history, stands)


def _histories(rows: list[ProgrammeEnrolment], today: date) -> dict[UUID, History]:
    keys = [row.pk for row in rows]
    wanted = met_asked(rows)
    more = planned_rows([row.pk for row in rows if row.rules.plan_duties])
    more += [asked for met_by, people in wanted.items() for asked in held_rows(met_by, people)]
    days: dict[UUID, list[Day]] = defaultdict(list)
    for session in _days_read(keys, today):
        days[session.enrolment_id].append(day_of(session))
    lines: dict[tuple[str, UUID], list[Any]] = defaultdict(list)
    # Steps follow their own number: two of one day keep their order.
    for kind, key, code, on, passed, _number in sorted(
        _lines(keys, more), key=lambda line: line[5]
    ):
        lines[kind, key].append((code, on, passed))
    met = met_by_enrolment(rows, {met_by: _held(lines, met_by, wanted) for met_by in wanted})
    return {
        row.pk: History(
            phases=phase_spans(((c, on) for c, on, _p in lines["phase", row.pk]), row.left_on),
            decisions=tuple(
                GateDecision(gate=code, decided_on=on, passed=bool(passed))
                for code, on, passed in lines["gate", row.pk]
            ),
            duties=(
                *(DutyDone(duty=c, done_on=on) for c, on, _p in lines["duty", row.pk]),
                *plans_done(row.rules, _first_days(lines["side", row.pk])),
                *met.get(row.pk, ()),
            ),
            days=tuple(days[row.pk]),
        )
        for row in rows
    }


def _days_read(keys: list[Any], today: date) -> Iterable[WorkSession]:
    """Every day of the programmes that count hours, a year of the others."""
    return WorkSession.objects.filter(enrolment__in=keys, corrected_by=None).filter(
        ~Q(counter="") | Q(day__gte=today - DAYS_READ)
    )


def _lines(keys: list[Any], more: list[Any]) -> Any:
    """Steps, decisions and duties of many enrolments in one question."""

    yes = Value(True, output_field=BooleanField())
    steps, gates, duties = (
        model.objects.filter(enrolment__in=keys).order_by()
        for model in (EnrolmentPhase, PassageDecision, ProgrammeDuty)
    )
    told = steps.annotate(line=Value("phase"), yes=yes)
    return told.values_list("line", "enrolment_id", "phase", "started_on", "yes", "number").union(
        gates.annotate(line=Value("gate"), rank=Value(0)).values_list(
            "line", "enrolment_id", "gate", "decided_on", "passed", "rank"
        ),
        duties.annotate(line=Value("duty"), yes=yes, rank=Value(0)).values_list(
            "line", "enrolment_id", "duty", "done_on", "yes", "rank"
        ),
        *more,
        all=True,
    )


def _held(
    lines: dict[tuple[str, UUID], list[Any]], met_by: MetBy, wanted: Mapping[MetBy, set[UUID]]
) -> HeldDays:
    """Lines kept by person become days by person and place."""
    return by_place(
        (person, place, on)
        for person in wanted[met_by]
        for place, on, _yes in lines[met_by.value, person]
    )


def _first_days(lines: list[Any]) -> dict[str, date]:
    """The day each side got the first objective that plans it."""
    found: dict[str, date] = {}
    for code, on, _yes in lines:
        found[code] = min(on, found.get(code, on))
    return found


def _of(found: _Found, today: date) -> Iterator[Waiting]:
    yield from _duties(found)
    yield from _step_that_lasts(found, today)
    yield from _end(found, today)
    yield from _passages(found)
    yield from _days(found, today)


_DUTY_WAITS = (DutyStatus.OVERDUE, DutyStatus.DUE)


def _duties(found: _Found) -> Iterator[Waiting]:
    """One line for each duty: when several times are late, the first tells since when."""
    told: set[str] = set()
    for state in sorted(found.stands.duties, key=_since):
        if state.status in _DUTY_WAITS and state.duty.code not in told:
            told.add(state.duty.code)
            action, page = _answer(state.duty)
            yield _waiting(
                found,
                "duty",
                state.duty.label,
                action,
                state.due_on,
                late=state.status is DutyStatus.OVERDUE,
                page=page,
            )


def _answer(duty: Duty) -> tuple[str, tuple[str, str]]:
    """Where it is done: on the page of what does it, when the record keeps such a thing."""
    if duty.plans_dimensions:
        return _("Noter un objectif"), (PLAN_PAGE, "")
    if duty.met_by is MetBy.MEETING:
        return _("Noter le rendez-vous"), (MEETINGS_PAGE, "")
    return _("Dire que c’est fait"), ("pathways:note_duty", duty.code)


def _since(state: DutyState) -> date:
    return state.due_on or date.max


def _step_that_lasts(found: _Found, today: date) -> Iterator[Waiting]:
    stands = found.stands
    for remark in phase_remarks(stands.phase, stands.phase_since, today):
        months = stands.phase.months_max if stands.phase else None
        ends = last_day(stands.phase_since, months) if stands.phase_since and months else None
        yield _waiting(found, "step", remark.message, _("Voir la suite"), ends)


def _end(found: _Found, today: date) -> Iterator[Waiting]:
    days = [day for day in (found.row.planned_end, found.stands.lasting.ends_on) if day]
    if days and min(days) <= today + SOON:
        yield _waiting(
            found,
            "end",
            _("Fin du programme à préparer"),
            _("Préparer la suite"),
            min(days),
            late=min(days) < today,
        )


def _passages(found: _Found) -> Iterator[Waiting]:
    """A passage out of the present step on which nobody has decided yet."""
    current = found.stands.phase
    if current is None:
        return
    decided = {decision.gate for decision in found.history.decisions}
    waiting = [
        gate
        for gate in found.stands.programme.gates
        if gate.source == current.code and gate.decision and gate.code not in decided
    ]
    if waiting and _old_enough(found):
        gate = waiting[0]
        yield _waiting(
            found,
            "passage",
            _("%(what)s : personne n’a encore décidé") % {"what": gate.label},
            _("Noter une décision"),
            None,
            page=("pathways:decide_passage", gate.code) if len(waiting) == 1 else None,
        )


def _old_enough(found: _Found) -> bool:
    """The usual length of the step is over; where none is said, a month has passed."""
    since, phase = found.stands.phase_since, found.stands.phase
    if since is None or phase is None:
        return False
    return clock.today() > last_day(since, phase.months or 1)


def _days(found: _Found, today: date) -> Iterator[Waiting]:
    planned = [
        day.on
        for day in found.history.days
        if day.attendance is Attendance.PLANNED and day.on <= today
    ]
    phase, since = found.stands.phase, found.stands.phase_since
    silent = (
        phase is not None
        and since is not None
        and phase.sessions_per_week is not None
        and weeks_without_day(found.history.days, since, today)
    )
    if planned or silent:
        yield _waiting(
            found,
            "session",
            _("Séance à raconter") if planned else _("Aucune séance notée la semaine dernière"),
            _("Noter une séance"),
            min(planned) if planned else None,
            late=bool(planned) and min(planned) < today,
            page=("pathways:note_session", ""),
        )


def _waiting(
    found: _Found,
    key: str,
    what: str,
    action: str,
    on: date | None,
    *,
    late: bool = False,
    page: tuple[str, str] | None = None,
) -> Waiting:
    row = found.row
    route, code = page or ("pathways:enrolment", "")
    args: tuple[object, ...] = (row.person_id, row.pk, code) if code else (row.person_id, row.pk)
    if route == MEETINGS_PAGE:
        args = (row.person_id,)
    return Waiting(
        key=key,
        what=f"{row.label} — {what}",
        route=route,
        args=args,
        action=action,
        person=row.person.short_name,
        person_id=row.person_id,
        on=on,
        late=late,
        owner=row.author_id,
    )
