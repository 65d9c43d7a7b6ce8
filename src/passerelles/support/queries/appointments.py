"""Appointments of a record, their rhythm, and the groups one leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.sharing.reading import note_listing
from passerelles.support.models import Appointment, AppointmentChange, MeetingRhythm, Seat
from passerelles.support.rules.meetings import (
    NEEDED,
    Attendance,
    MeetingKind,
    MeetingRole,
    MeetingState,
    Standing,
    standing,
)
from passerelles.support.rules.rhythm import RhythmStanding, RhythmTerms, rhythm_standing
from passerelles.web import french

PAST_SHOWN = 60


@dataclass(frozen=True)
class AppointmentView:
    appointment: Appointment
    writer: str
    own: bool
    seats: tuple[Seat, ...]
    changes: tuple[AppointmentChange, ...] = ()

    @property
    def is_group(self) -> bool:
        return self.appointment.kind == MeetingKind.GROUP

    @property
    def planned(self) -> bool:
        return self.appointment.state == MeetingState.PLANNED

    @property
    def held(self) -> bool:
        return self.appointment.state == MeetingState.HELD

    @property
    def over(self) -> bool:
        return self.appointment.starts_at <= clock.now()

    @property
    def to_write(self) -> bool:
        """Its moment has passed and nobody said what came of it."""
        return self.planned and self.over

    @property
    def attendance(self) -> Seat | None:
        return next((seat for seat in self.seats if seat.role == MeetingRole.PERSON), None)

    @property
    def standing(self) -> Standing:
        """Judged on who came once it was held, on who is invited before."""
        roles = [
            MeetingRole(seat.role)
            for seat in self.seats
            if not self.held or seat.attendance == Attendance.PRESENT
        ]
        return standing(MeetingKind(self.appointment.kind), roles)


@dataclass(frozen=True)
class RhythmView:
    rhythm: MeetingRhythm
    own: bool
    standing: RhythmStanding


@dataclass(frozen=True)
class AppointmentPage:
    to_write: tuple[AppointmentView, ...]
    coming: tuple[AppointmentView, ...]
    past: tuple[AppointmentView, ...]
    rhythms: tuple[RhythmView, ...]


def appointment_page(eyes: Eyes) -> AppointmentPage:
    """A few queries, whatever the number of appointments."""
    rows = (
        eyes.entries(Appointment)
        .select_related("organisation")
        .prefetch_related("seats", "changes")[: PAST_SHOWN * 2]
    )
    views = [_view(eyes, row) for row in rows]
    coming = [view for view in views if view.planned and not view.over]
    return AppointmentPage(
        to_write=tuple(view for view in views if view.to_write),
        coming=tuple(sorted(coming, key=lambda view: view.appointment.starts_at)),
        past=tuple(view for view in views if not view.planned)[:PAST_SHOWN],
        rhythms=tuple(_rhythms(eyes)),
    )


def appointment_view(eyes: Eyes, appointment_id: object) -> AppointmentView:
    row = eyes.entries(Appointment).select_related("organisation").filter(pk=appointment_id)
    found = row.first()
    if found is None:
        raise Hidden("no such appointment")
    return _view(eyes, found)


def next_appointment(eyes: Eyes) -> AppointmentView | None:
    """The next one, for the person's first page and for the synthesis."""
    row = (
        eyes.entries(Appointment)
        .filter(state=MeetingState.PLANNED, starts_at__gte=clock.now())
        .select_related("organisation")
        .order_by("starts_at")
        .first()
    )
    return _view(eyes, row) if row else None


def _view(eyes: Eyes, row: Appointment) -> AppointmentView:
    return AppointmentView(
        appointment=row,
        writer=f"{row.author_name} ({eyes.name(row.organisation)})",
        own=row.organisation_id == eyes.organisation_id,
        seats=tuple(row.seats.all()),
        changes=tuple(row.changes.all()),
    )


def _rhythms(eyes: Eyes) -> Iterable[RhythmView]:
    rows = list(eyes.entries(MeetingRhythm).filter(until=None))
    held = held_days(eyes.entries(Appointment), {row.organisation_id for row in rows})
    for row in rows:
        yield RhythmView(row, row.organisation_id == eyes.organisation_id, standing_of(row, held))


ANY_KIND = ""
HeldDays = dict[tuple[UUID, UUID | None, str], list[date]]


def held_days(appointments: Any, organisations: set[UUID | None]) -> HeldDays:
    """Days on which a person really met an organisation, of any kind and of each, in one query.

    A tripartite review without its three voices counts as a meeting, and not as a review.
    """
    held: HeldDays = defaultdict(list)
    needed = {f"with_{role.value}": came(role) for role in NEEDED[MeetingKind.TRIPARTITE]}
    rows = (
        appointments.filter(came(MeetingRole.PERSON), organisation_id__in=organisations)
        .filter(state=MeetingState.HELD)
        .annotate(**needed)
        .values("person_id", "organisation_id", "kind", "starts_at", *needed)
    )
    for row in rows:
        key, day = (row["person_id"], row["organisation_id"]), french.as_day(row["starts_at"])
        held[(*key, ANY_KIND)].append(day)
        if row["kind"] != MeetingKind.TRIPARTITE or all(row[name] for name in needed):
            held[(*key, row["kind"])].append(day)
    return held


def came(role: MeetingRole) -> Exists:
    seats = Seat.objects.filter(
        appointment=OuterRef("pk"), role=role, attendance=Attendance.PRESENT
    )
    return Exists(seats)


def standing_of(row: MeetingRhythm, held: HeldDays) -> RhythmStanding:
    terms = RhythmTerms(row.every_months, row.since, row.until, row.get_kind_display())
    return rhythm_standing(terms, held[row.person_id, row.organisation_id, row.kind], clock.today())


def own_appointments(actor: Actor, user_id: UUID | None = None) -> Any:
    """Appointments where an account has a seat, or that it planned alone; visible ones only.

    The reader's own account when none is named.
    """
    whom = user_id or actor.user_id
    if whom is None:
        raise Hidden("no account")
    mine = Q(seats__user_id=whom) | Q(author_id=whom, organisation_id=actor.organisation_id)
    ids = Appointment.objects.filter(mine).across_people().values("pk")
    return Appointment.objects.filter(pk__in=ids)


@dataclass(frozen=True)
class GroupPage:
    """The organisation's own sheet of a group; no participant ever opens it."""

    first: Appointment
    rows: tuple[tuple[Appointment, Seat | None], ...]

    @property
    def planned(self) -> bool:
        return any(row.state == MeetingState.PLANNED for row, _seat in self.rows)

    @property
    def over(self) -> bool:
        return self.first.starts_at <= clock.now()


def group_page(actor: Actor, group: UUID) -> GroupPage:
    """Participants the reader still sees; ``Hidden`` for another organisation's group."""
    rows = list(
        Appointment.objects.filter(group=group, organisation_id=actor.organisation_id)
        .select_related("person")
        .prefetch_related("seats")
        .order_by("person__folded_name")
    )
    if not rows:
        raise Hidden("no such group")
    note_listing(actor, sorted(row.person_id for row in rows))
    seats = [
        next((seat for seat in row.seats.all() if seat.role == MeetingRole.PERSON), None)
        for row in rows
    ]
    return GroupPage(rows[0], tuple(zip(rows, seats, strict=True)))
