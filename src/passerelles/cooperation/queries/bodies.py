"""What the pages of bodies show: seats, meetings, decisions and what the users said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from passerelles.cooperation.models import Body, BodyMeeting, BodySeat, Decision, Opinion, Project
from passerelles.cooperation.policy import get_body, get_editable_body, may_edit
from passerelles.cooperation.rules.bodies import (
    BodyKind,
    Regularity,
    SeatStatus,
    regularity,
    why_no_opinion,
)
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.organisations.policy import name_for


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the page of its project."""

    body: Body
    regularity: Regularity
    people: int
    users: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    seat: BodySeat
    place: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision, and the opinions the users gave of it, the latest first."""

    decision: Decision
    opinions: tuple[Opinion, ...]

    @property
    def said(self) -> Opinion | None:
        return self.opinions[0] if self.opinions else None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    meeting: BodyMeeting
    decisions: tuple[DecisionLine, ...]
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """``to_hear``: decisions of the project of which the users have said nothing yet."""

    body: Body
    editable: bool
    seats: tuple[SeatLine, ...]
    meetings: tuple[MeetingLine, ...]
    regularity: Regularity
    to_hear: tuple[Decision, ...]
    why_not_heard: str


def body_lines(project: Project) -> tuple[BodyLine, ...]:
    """Bodies of a project already decided to be readable."""
    rows = project.bodies.prefetch_related("seats", "meetings")
    return tuple(
        BodyLine(
            body=body,
            regularity=_regularity(body.meetings.all()),
            people=sum(seat.people for seat in body.seats.all()),
            users=_users(body.seats.all()),
        )
        for body in rows
    )


def body_page(actor: Actor, body_id: UUID) -> BodyPage:
    body = get_body(actor, body_id)
    seats = list(body.seats.select_related("partner__organisation"))
    meetings = list(
        body.meetings.prefetch_related("decisions__opinions__meeting", "opinions__decision")
    )
    return BodyPage(
        body=body,
        editable=may_edit(actor, body.project),
        seats=tuple(SeatLine(seat, _place(actor, seat)) for seat in seats),
        meetings=tuple(_meeting_line(meeting) for meeting in meetings),
        regularity=_regularity(meetings),
        to_hear=tuple(decisions_to_hear(body)) if body.advises_for_users else (),
        why_not_heard=_why_not_heard(body, seats, meetings),
    )


def decisions_to_hear(body: Body) -> Iterable[Decision]:
    return (
        Decision.objects.filter(meeting__body__project=body.project_id, opinions=None)
        .select_related("meeting__body")
        .order_by("recorded_at")
    )


def decision_choices(body: Body) -> list[tuple[str, str]]:
    """Decisions of the project, those of which nothing is said first."""
    rows = Decision.objects.filter(meeting__body__project=body.project_id).select_related(
        "meeting__body"
    )
    ordered = sorted(rows.prefetch_related("opinions"), key=lambda row: row.opinions.count())
    return [(str(row.pk), f"{row.words} ({row.meeting.body.name})") for row in ordered]


def held_meetings(body: Body) -> list[BodyMeeting]:
    return list(body.meetings.filter(held_on__isnull=False))


def meeting_to_edit(actor: Actor, body_id: UUID, meeting_id: UUID) -> BodyMeeting:
    body = get_editable_body(actor, body_id)
    found = body.meetings.select_related("body__project").filter(pk=meeting_id).first()
    if found is None:
        raise Hidden("réunion d’une autre instance")
    return found


def seats_of_users(body: Body) -> int:
    return _users(body.seats.all())


def _users(seats: Iterable[BodySeat]) -> int:
    return sum(seat.people for seat in seats if seat.status == SeatStatus.USERS)


def _regularity(meetings: Iterable[BodyMeeting]) -> Regularity:
    rows = list(meetings)
    return regularity(
        (row.held_on for row in rows if row.held_on is not None),
        (row.planned_on for row in rows if row.held_on is None),
        clock.today(),
    )


def _place(actor: Actor, seat: BodySeat) -> str:
    if seat.partner is None:
        return ""
    organisation = seat.partner.organisation
    return name_for(actor, organisation) if organisation else seat.partner.name


def _meeting_line(meeting: BodyMeeting) -> MeetingLine:
    return MeetingLine(
        meeting=meeting,
        decisions=tuple(
            DecisionLine(decision, tuple(decision.opinions.all()))
            for decision in meeting.decisions.all()
        ),
        opinions=tuple(meeting.opinions.all()),
    )


def _why_not_heard(body: Body, seats: list[BodySeat], meetings: list[BodyMeeting]) -> str:
    """What the council lacks before an opinion may be noted; of its best meeting."""
    if not body.advises_for_users:
        return ""
    held = [meeting for meeting in meetings if meeting.held_on is not None]
    if not held:
        return "Ce conseil ne s’est pas encore réuni."
    reasons = [
        why_no_opinion(BodyKind.SOCIAL_LIFE, _users(seats), meeting.users_present)
        for meeting in held
    ]
    return "" if "" in reasons else reasons[0]
