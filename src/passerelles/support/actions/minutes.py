"""What was said at an appointment: short, shared, each voice apart; and the rhythm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature,
    somebody_named,
    visible_entry,
)
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.visibility import entries_visible
from passerelles.support.actions.appointments import (
    CHANGED_MEANWHILE,
    READ_AGAIN,
    keep,
    own_appointment,
)
from passerelles.support.events import RHYTHM_SET
from passerelles.support.models import Appointment, MeetingRhythm, Seat
from passerelles.support.rules.meetings import (
    Attendance,
    MeetingEvent,
    MeetingKind,
    MeetingRole,
    MeetingState,
)
from passerelles.support.rules.rhythm import MONTHS_MAX


@dataclass(frozen=True, slots=True)
class Minutes:
    """Who came, what each said, what is decided, and about when one meets again."""

    attendance: Mapping[MeetingRole, Attendance]
    voices: Mapping[MeetingRole, str] = field(default_factory=dict)
    text: str = ""
    decisions: str = ""
    next_on: date | None = None


def write_minutes(
    *, actor: Actor, person_id: UUID, appointment_id: UUID, version: int, minutes: Minutes
) -> Appointment:
    """Written once the appointment is over; written again, the earlier words stay in its history.

    One row only: what is said to one participant of a group is not written in another's path.
    """
    with transaction.atomic():
        appointment = own_appointment(actor, person_id, appointment_id)
        row: Appointment = Appointment.unscoped.select_for_update().get(pk=appointment.pk)
        if row.version != version or row.state == MeetingState.CANCELLED:
            raise Conflict(CHANGED_MEANWHILE, READ_AGAIN)
        _check(row, minutes)
        again = row.state == MeetingState.HELD
        row.state = MeetingState.HELD
        row.minutes, row.decisions = minutes.text.strip(), minutes.decisions.strip()
        row.next_on = minutes.next_on
        row.version += 1
        row.save(update_fields=["state", "minutes", "decisions", "next_on", "version"])
        _seat(row, minutes)
        keep(actor, row, MeetingEvent.CORRECTED if again else MeetingEvent.HELD)
    return row


def set_rhythm(
    *,
    actor: Actor,
    person_id: UUID,
    every_months: int,
    since: date,
    programme: str = "",
    kind: MeetingKind | None = None,
) -> MeetingRhythm:
    """One meeting every so many months; a rhythm of the same kind set before ends today."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        if not 1 <= every_months <= MONTHS_MAX:
            raise Refusal(
                f"Un rythme va de 1 à {MONTHS_MAX} mois.", "Corrigez.", field="every_months"
            )
        signed = signature(actor)
        Person.unscoped.select_for_update().only("pk").get(pk=person_id)
        now = MeetingRhythm.unscoped.select_for_update().filter(
            person_id=person_id,
            organisation_id=signed["organisation_id"],
            kind=kind or "",
            until=None,
        )
        for row in now:
            row.until = max(row.since, clock.today())
            row.version += 1
            row.save(update_fields=["until", "version"])
        rhythm: MeetingRhythm = MeetingRhythm.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            every_months=every_months,
            since=since,
            programme=programme,
            kind=kind or "",
            **signed,
        )
        _journal(actor, rhythm)
    return rhythm


def stop_rhythm(*, actor: Actor, person_id: UUID, rhythm_id: UUID) -> MeetingRhythm:
    """No meeting is asked for any more; done twice at once: one conflict."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        rhythm = visible_entry(actor, MeetingRhythm, person_id, rhythm_id)
        stopped = max(rhythm.since, clock.today())
        changed = MeetingRhythm.unscoped.filter(
            pk=rhythm.pk, organisation_id=actor.organisation_id, until=None
        ).update(until=stopped)
        if changed != 1:
            raise Conflict("Ce rythme est déjà arrêté.")
        _journal(actor, rhythm)
    return rhythm


def _check(row: Appointment, minutes: Minutes) -> None:
    refuse_nir_in(minutes=minutes.text, decisions=minutes.decisions, **dict(minutes.voices))
    if row.starts_at > clock.now():
        raise Refusal(
            "Ce rendez-vous n’a pas encore eu lieu.", "Revenez après, ou déplacez-le d’abord."
        )
    if minutes.attendance.get(MeetingRole.PERSON, Attendance.EXPECTED) is Attendance.EXPECTED:
        raise Refusal("Dites si la personne est venue.", field="attendance_person")
    for role, words in minutes.voices.items():
        there = minutes.attendance.get(role) is Attendance.PRESENT
        if words.strip() and not there:
            raise Refusal(
                "Quelqu’un qui n’était pas là n’a rien dit.",
                "Notez sa présence, ou retirez ses mots.",
                field=f"words_{role.value}",
            )


def _seat(row: Appointment, minutes: Minutes) -> None:
    for seat in Seat.objects.select_for_update().filter(appointment=row):
        role = MeetingRole(seat.role)
        seat.attendance = minutes.attendance.get(role, Attendance.ABSENT)
        seat.words = minutes.voices.get(role, "").strip()
        seat.save(update_fields=["attendance", "words"])


def _journal(actor: Actor, rhythm: MeetingRhythm) -> None:
    record(
        RHYTHM_SET,
        actor=actor,
        person_id=rhythm.person_id,
        volets=[Volet.PATH],
        details={"rhythm": str(rhythm.id), "every_months": rhythm.every_months},
    )


def write_group_minutes(
    *,
    actor: Actor,
    group: UUID,
    attendance: Mapping[UUID, tuple[int, Attendance]],
    text: str,
    decisions: str,
) -> list[Appointment]:
    """Who came, person by person, and the same short minutes in the path of each who did.

    ``attendance``: for each appointment of the group, the version that was read and who came.
    """
    with transaction.atomic():
        rows = Appointment.unscoped.filter(
            entries_visible(actor, clock.now()),
            group=group,
            organisation_id=actor.organisation_id,
        )
        found = list(rows.filter(pk__in=attendance).order_by("pk"))
        if len(found) != len(attendance) or not found:
            raise Hidden("not of this group")
        _refuse_participants(actor, found, text, decisions)
        written = []
        for row in found:
            version, came = attendance[row.pk]
            there = came is Attendance.PRESENT
            roles = {MeetingRole(seat.role): Attendance.PRESENT for seat in row.seats.all()}
            minutes = Minutes(
                attendance=roles | {MeetingRole.PERSON: came},
                text=text if there else "",
                decisions=decisions if there else "",
            )
            written.append(
                write_minutes(
                    actor=actor,
                    person_id=row.person_id,
                    appointment_id=row.pk,
                    version=version,
                    minutes=minutes,
                )
            )
    return written


def _refuse_participants(actor: Actor, rows: list[Appointment], text: str, decisions: str) -> None:
    """The same words go into several paths: they name nobody."""
    said = f" {text} {decisions} ".casefold()
    if somebody_named(actor, [row.person_id for row in rows], said):
        raise Refusal(
            "Chaque participant lira ce texte : il ne nomme personne.",
            "Retirez le nom, ou écrivez-le dans le rendez-vous de cette personne.",
            field="text",
        )
