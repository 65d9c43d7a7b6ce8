"""What a programme says of an enrolment, from what one reader may see of the person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.law.acts.programmes import DutyDone, GateDecision
from passerelles.law.document import AnyAct
from passerelles.law.findings import Answer
from passerelles.law.parameters import Book
from passerelles.law.person import Person
from passerelles.law.programmes.model import Programme, Term
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import Standing, standing
from passerelles.organisations.models import Organisation
from passerelles.pathways.law_enrolments import (
    Asked,
    EnrolmentFacts,
    act_of,
    answer_about,
    with_grounds,
)
from passerelles.pathways.law_questions import act_of as work_act
from passerelles.pathways.models import (
    EnrolmentPhase,
    EntryGrounds,
    HoursStep,
    ProgrammeEnrolment,
    WorkSession,
)
from passerelles.pathways.open_barriers import open_barriers
from passerelles.pathways.planned_dimensions import planned_dimensions
from passerelles.pathways.queries.enrolment_met import met_duties
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.queries.work_law import facts_of as work_facts
from passerelles.pathways.queries.work_law import visible_work
from passerelles.pathways.rules.enrolments import (
    NOTHING_TOLD,
    Attendance,
    Day,
    Grounds,
    History,
    phase_spans,
    plans_done,
)
from passerelles.programmes.models import ProgrammeVersion
from passerelles.programmes.queries import is_member, own_version_for
from passerelles.rulebook.queries.overrides import book_for
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet


def with_history(rows: Any) -> Any:
    """Enrolments with every line of their history, whatever their number."""
    return rows.select_related("organisation", "own_version__programme").prefetch_related(
        Prefetch("phases", EnrolmentPhase.objects.select_related("place")),
        "decisions",
        "duties",
        Prefetch("sessions", WorkSession.objects.filter(corrected_by=None)),
        Prefetch("hours", HoursStep.objects.filter(corrected_by=None)),
    )


def history_of(row: ProgrammeEnrolment) -> History:
    """The lines of one enrolment as the engine reads them."""
    return History(
        phases=phase_spans(((p.phase, p.started_on) for p in row.phases.all()), row.left_on),
        decisions=tuple(
            GateDecision(gate=d.gate, decided_on=d.decided_on, passed=d.passed)
            for d in row.decisions.all()
        ),
        duties=tuple(DutyDone(duty=d.duty, done_on=d.done_on) for d in row.duties.all()),
        days=tuple(day_of(session) for session in row.sessions.all()),
        # Two steps from the same day: the one noted last.
        hours=tuple({step.from_on: step.weekly for step in row.hours.all()}.items()),
    )


def history_shown(row: ProgrammeEnrolment) -> History:
    """The same to be shown, with the duties done by objectives and by meetings, as the actor in
    scope reads them."""
    history = history_of(row)
    made = met_duties([row]).get(row.pk, ())
    if row.rules.plan_duties:
        made += plans_done(row.rules, planned_dimensions([row.pk]).get(row.pk, {}))
    return replace(history, duties=(*history.duties, *made)) if made else history


def day_of(session: WorkSession) -> Day:
    return Day(
        session.day, Attendance(session.attendance), session.hours, session.counter, session.pay
    )


def network_code(code: str, own: ProgrammeVersion | None) -> str:
    """The programme whose membership counts: that of the network a copy was made from."""
    return (own.programme.origin if own is not None else "") or code


def facts_of(
    row: ProgrammeEnrolment,
    history: History | None = None,
    *,
    member: bool | None = None,
    barriers: int | None = None,
) -> EnrolmentFacts:
    return EnrolmentFacts(
        programme=row.rules,
        place_kind=row.organisation.kind if row.organisation else None,
        member=member,
        entered_on=row.entered_on,
        left_on=row.left_on,
        planned_end=row.planned_end,
        prescriber_kind=row.prescriber_kind or None,
        derogation_on=row.derogation_on,
        notices=frozenset(row.notices),
        history=history_of(row) if history is None else history,
        open_barriers=barriers,
    )


def member_now(row: ProgrammeEnrolment, at: date) -> bool | None:
    """Whether the place that runs it belongs to the network that day; ``None`` if never said."""
    if row.organisation_id is None:
        return None
    return is_member(row.organisation_id, network_code(row.programme, row.own_version), at)


@dataclass(frozen=True, slots=True)
class EnrolmentReader:
    """What a reader brings to a question: the person as told, values, contracts.

    ``barriers``: open main ones, as far as the reader may know of them.
    """

    access: RecordAccess
    person: Person
    book: Book
    work: tuple[AnyAct, ...]
    barriers: int | None
    today: date

    def asked(
        self, facts: EnrolmentFacts, at: date | None = None, grounds: Grounds = NOTHING_TOLD
    ) -> Asked:
        day = at or max(self.today, facts.entered_on)
        return Asked(
            programme=facts.programme,
            act=act_of(facts, day, grounds),
            person=with_grounds(self.person, grounds),
            at=day,
            book=self.book,
            history=self.work,
        )

    def consult(
        self,
        facts: EnrolmentFacts,
        terms: Collection[Term],
        at: date | None = None,
        grounds: Grounds = NOTHING_TOLD,
    ) -> Answer:
        return answer_about(self.asked(facts, at, grounds), terms)

    def stands(
        self, facts: EnrolmentFacts, at: date | None = None, grounds: Grounds = NOTHING_TOLD
    ) -> Standing:
        asked = self.asked(facts, at, grounds)
        return standing(asked.act, asked.person, asked.at, asked.programme)


def enrolment_reader(actor: Actor, access: RecordAccess) -> EnrolmentReader:
    with acting_as(actor):
        told = person_told(actor, access)
        work = tuple(work_act(work_facts(one)) for one in visible_work(access.person.id))
        barriers = None
        if access.may_read(Volet.BARRIERS):
            barriers = open_barriers([access.person.id]).get(access.person.id, 0)
    book = book_for(actor.organisation_id)
    return EnrolmentReader(access, told.person, book, work, barriers, clock.today())


def grounds_seen(rows: Iterable[ProgrammeEnrolment]) -> dict[UUID, Grounds]:
    """What was told at the entry, where the actor in scope may read it; the latest word."""
    told = EntryGrounds.objects.filter(enrolment__in=[row.pk for row in rows])
    found: dict[UUID, Grounds] = {}
    for row in told.order_by("-recorded_at"):
        found.setdefault(row.enrolment_id, row.content)
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme an organisation may enrol in on a day, and the version it wrote, if any."""

    programme: Programme
    own: ProgrammeVersion | None
    place: Organisation
    member: bool | None


def offered(organisation_id: UUID, code: str, on: date) -> Offered | None:
    """The organisation's own version in force that day, else the shipped programme."""
    own = own_version_for(organisation_id, code, on)
    programme = own.content if own is not None else shipped_programmes().get(code)
    if programme is None:
        return None
    return Offered(
        programme,
        own,
        Organisation.objects.get(pk=organisation_id),
        is_member(organisation_id, network_code(code, own), on),
    )
