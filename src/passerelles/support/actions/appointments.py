"""Plan, move, cancel an appointment; a group one is copied to each participant's path."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from passerelles.accounts.models import User
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Membership
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature,
    somebody_named,
    visible_entry,
)
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import APPOINTMENT_CHANGED, APPOINTMENT_PLANNED
from passerelles.support.models import Appointment, AppointmentChange, Seat
from passerelles.support.rules.meetings import (
    MeetingEvent,
    MeetingKind,
    MeetingRole,
    MeetingState,
    standing,
)
from passerelles.support.tasks import remind_later

CHANGED_MEANWHILE = "Un collègue vient de modifier ce rendez-vous."
READ_AGAIN = "Relisez-le, puis reprenez."
FURTHEST = timedelta(days=730)
GROUP_MOST = 60


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody expected besides the person: a colleague, or a name when they have no account."""

    role: MeetingRole
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    kind: MeetingKind
    starts_at: datetime
    length: int = 60
    place: str = ""
    subject: str = ""
    on_working_time: bool | None = None
    guests: tuple[Guest, ...] = field(default=())


def plan_appointment(*, actor: Actor, person_id: UUID, draft: AppointmentDraft) -> Appointment:
    """An appointment with one person; a tripartite one says at once which role is not invited."""
    if draft.kind is MeetingKind.GROUP:
        raise Refusal("Un rendez-vous collectif se prépare pour plusieurs.", field="kind")
    with transaction.atomic():
        return _plan(actor, person_id, draft, group=None)


def plan_group(
    *, actor: Actor, person_ids: Collection[UUID], draft: AppointmentDraft
) -> list[Appointment]:
    """The same appointment copied to each participant's path; no copy names another person."""
    wanted = list(dict.fromkeys(person_ids))
    if len(wanted) < 2:
        raise Refusal(
            "Un rendez-vous collectif réunit au moins deux personnes.",
            "Choisissez-en une autre, ou prévoyez un rendez-vous individuel.",
            field="people",
        )
    if len(wanted) > GROUP_MOST:
        raise Refusal(f"{GROUP_MOST} personnes au plus.", "Faites deux groupes.", field="people")
    _refuse_names(actor, wanted, draft)
    group = uuid4()
    with transaction.atomic():
        return [_plan(actor, person_id, draft, group=group) for person_id in wanted]


def move_appointment(
    *,
    actor: Actor,
    person_id: UUID,
    appointment_id: UUID,
    version: int,
    starts_at: datetime,
    place: str,
    reason: str = "",
) -> Appointment:
    """Another day or place; every copy of a group appointment moves with it."""
    with transaction.atomic():
        appointment = own_appointment(actor, person_id, appointment_id)
        refuse_nir_in(place=place, reason=reason)
        _check_moment(starts_at)
        for row in _bumped(actor, appointment, version):
            row.starts_at, row.place = starts_at, place.strip()
            row.save(update_fields=["starts_at", "place", "version"])
            Seat.objects.filter(appointment=row).update(reminded_at=None)
            keep(actor, row, MeetingEvent.MOVED, reason=reason)
            remind_later(row.id, starts_at)
    appointment.refresh_from_db()
    return appointment


def cancel_appointment(
    *, actor: Actor, person_id: UUID, appointment_id: UUID, version: int, reason: str
) -> Appointment:
    """It will not take place; for a group, for everybody."""
    with transaction.atomic():
        appointment = own_appointment(actor, person_id, appointment_id)
        refuse_nir_in(reason=reason)
        if not reason.strip():
            raise Refusal("Dites pourquoi.", "Quelques mots suffisent.", field="reason")
        for row in _bumped(actor, appointment, version):
            row.state = MeetingState.CANCELLED
            row.save(update_fields=["state", "version"])
            keep(actor, row, MeetingEvent.CANCELLED, reason=reason)
    appointment.refresh_from_db()
    return appointment


def own_appointment(actor: Actor, person_id: UUID, appointment_id: UUID) -> Appointment:
    """An appointment planned by the actor's organisation; else the same ``Hidden``."""
    require_write(actor, person_id, Volet.PATH)
    appointment = visible_entry(actor, Appointment, person_id, appointment_id)
    if actor.organisation_id is None or appointment.organisation_id != actor.organisation_id:
        raise Hidden("planned by another organisation")
    return appointment


def keep(actor: Actor, row: Appointment, event: MeetingEvent, *, reason: str = "") -> None:
    """The line of history, and the line of the journal."""
    AppointmentChange.objects.create(
        appointment=row,
        event=event,
        starts_at=row.starts_at,
        minutes=row.minutes,
        decisions=row.decisions,
        reason=reason.strip()[:200],
        author_id=actor.user_id,
        author_name=signature(actor)["author_name"],
    )
    planned = event is MeetingEvent.PLANNED
    details = {"appointment": str(row.id)}
    details |= {"kind": str(row.kind)} if planned else {"event": event.value}
    record(
        APPOINTMENT_PLANNED if planned else APPOINTMENT_CHANGED,
        actor=actor,
        person_id=row.person_id,
        volets=[Volet.PATH],
        details=details,
    )


def _plan(
    actor: Actor, person_id: UUID, draft: AppointmentDraft, group: UUID | None
) -> Appointment:
    access = require_write(actor, person_id, Volet.PATH)
    refuse_nir_in(subject=draft.subject, place=draft.place)
    _check_moment(draft.starts_at)
    _check_guests(draft.guests, companions(access.facts, clock.now()))
    appointment: Appointment = Appointment.unscoped.create(
        person_id=person_id,
        volet=Volet.PATH,
        kind=draft.kind,
        group=group,
        starts_at=draft.starts_at,
        length=draft.length,
        place=draft.place.strip(),
        subject=draft.subject.strip(),
        on_working_time=draft.on_working_time,
        **signature(actor),
    )
    seats = [Seat(appointment=appointment, role=MeetingRole.PERSON, name=access.person.first_name)]
    names = _names(draft.guests)
    seats += [
        Seat(
            appointment=appointment,
            role=guest.role,
            user_id=guest.user_id,
            name=names.get(guest.user_id, guest.name.strip()) if guest.user_id else guest.name,
        )
        for guest in draft.guests
    ]
    Seat.objects.bulk_create(seats)
    keep(actor, appointment, MeetingEvent.PLANNED)
    remind_later(appointment.id, draft.starts_at)
    return appointment


def missing_guests(draft: AppointmentDraft) -> str:
    """What the meeting would lack if everybody invited came; empty when nothing."""
    invited = [MeetingRole.PERSON, *(guest.role for guest in draft.guests)]
    return standing(draft.kind, invited).sentence


def _names(guests: Iterable[Guest]) -> dict[UUID, str]:
    ids = [guest.user_id for guest in guests if guest.user_id]
    return {user.id: user.short_name for user in User.objects.filter(pk__in=ids)}


def _check_moment(starts_at: datetime) -> None:
    if abs(starts_at - clock.now()) > FURTHEST:
        raise Refusal("Cette date est trop loin.", "Vérifiez l’année.", field="day")


def _check_guests(guests: tuple[Guest, ...], beside: Collection[UUID]) -> None:
    roles = [guest.role for guest in guests]
    if len(set(roles)) < len(roles) or MeetingRole.PERSON in roles:
        raise Refusal("Un rôle n’a qu’une place.", "Gardez une seule personne par rôle.")
    for guest in guests:
        refuse_nir_in(name=guest.name)
        if guest.user_id is None or guest.organisation_id is None:
            continue
        member = Membership.objects.in_force().filter(
            user_id=guest.user_id, organisation_id=guest.organisation_id
        )
        if guest.organisation_id not in beside or not member.exists():
            raise Refusal("Cette personne n’accompagne pas.", "Choisissez un collègue de la liste.")


def _refuse_names(actor: Actor, person_ids: Collection[UUID], draft: AppointmentDraft) -> None:
    """Every participant reads the subject and the place: a name there would tell on another."""
    said = f" {draft.subject} {draft.place} ".casefold()
    if somebody_named(actor, person_ids, said):
        raise Refusal(
            "Tous les participants liront ce sujet : il ne nomme personne.",
            "Retirez le nom.",
            field="subject",
        )


def _bumped(actor: Actor, appointment: Appointment, version: int) -> list[Appointment]:
    """The row, or all the copies of its group, locked and one version further."""
    rows = Appointment.unscoped.select_for_update().filter(
        organisation_id=actor.organisation_id, state=MeetingState.PLANNED
    )
    if appointment.group is None:
        found = list(rows.filter(pk=appointment.pk))
    else:
        found = list(rows.filter(group=appointment.group).order_by("pk"))
    mine = next((row for row in found if row.pk == appointment.pk), None)
    if mine is None or mine.version != version:
        raise Conflict(CHANGED_MEANWHILE, READ_AGAIN)
    for row in found:
        row.version += 1
    return found
