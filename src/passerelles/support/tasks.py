"""Reminders the day before: a sentence and an address to open, never a name, a place or an hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django_tasks import task

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as, system_actor
from passerelles.organisations.models import Membership
from passerelles.sharing.policy import facts
from passerelles.sharing.rules.presence import companions
from passerelles.support.models import Appointment, Seat
from passerelles.support.rules.meetings import MeetingRole, MeetingState

log = structlog.get_logger(__name__)

AHEAD = timedelta(days=1)


def remind_later(appointment_id: UUID, starts_at: datetime) -> None:
    """Ask for a reminder the day before; nothing for an appointment already so near."""
    moment = starts_at - AHEAD
    if moment <= clock.now():
        return
    # The queue lives in the same database: in the same transaction, neither a worker sees the task
    # before the appointment, nor does a server killed in between keep one without the other.
    remind.using(run_after=moment).enqueue(str(appointment_id), starts_at.isoformat())


@task()
def remind(appointment_id: str, starts_at: str) -> None:
    """Remind those expected, once each; a moved or cancelled appointment reminds nobody."""
    with acting_as(system_actor("rappel d’un rendez-vous")):
        row = Appointment.unscoped.filter(
            pk=appointment_id,
            state=MeetingState.PLANNED,
            starts_at=datetime.fromisoformat(starts_at),
        ).first()
        if row is None:
            return
        for seat in Seat.objects.filter(appointment=row, reminded_at=None).select_related("user"):
            address = _address(row, seat)
            if address and _first_of_the_group(row, seat) and _taken(seat):
                _send(address, own_space=seat.role == MeetingRole.PERSON)


def _address(row: Appointment, seat: Seat) -> str:
    """The account of whoever is expected; the person only at an account of their own."""
    if seat.role == MeetingRole.PERSON:
        own = User.objects.filter(own_person_id=row.person_id, is_active=True).first()
        return own.email if own else ""
    if seat.user is None or not seat.user.is_active:
        return ""
    # The agreement may have ended since: what was planned no longer concerns them.
    beside = companions(facts(row.person_id), clock.now())
    works_there = Membership.objects.in_force().filter(user=seat.user, organisation__in=beside)
    return seat.user.email if works_there.exists() else ""


def _first_of_the_group(row: Appointment, seat: Seat) -> bool:
    """Whoever leads a group sits in every copy of it: one message is enough."""
    if row.group is None or seat.user_id is None:
        return True
    others = Seat.objects.filter(appointment__group=row.group, user_id=seat.user_id)
    return not others.filter(reminded_at__isnull=False).exists()


def _taken(seat: Seat) -> bool:
    free = Seat.objects.filter(pk=seat.pk, reminded_at=None)
    return free.update(reminded_at=clock.now()) == 1


def _send(address: str, *, own_space: bool) -> None:
    path = "/mon-espace/rendez-vous/" if own_space else "/agenda/"
    body = _(
        "Bonjour,\n\nVous avez un rendez-vous demain. Tout est écrit ici :\n%(url)s\n\n"
        "Ce message ne contient aucune donnée personnelle.\n"
    ) % {"url": settings.PUBLIC_URL + path}
    try:
        send_mail(_("Passerelles : un rendez-vous demain"), body, None, [address])
    except OSError as error:
        log.error("e-mail not sent", error=type(error).__name__)
