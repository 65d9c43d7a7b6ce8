"""One's calendar as other software reads it: moments and a neutral title, nothing else.

The rows are chosen live with the rights the account has now: an agreement withdrawn or a post
left empties the calendar at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

from icalendar import Calendar, Event

from passerelles.accounts.models import User
from passerelles.accounts.tokens import digest
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.support.models import Appointment, CalendarFeed
from passerelles.support.queries.appointments import own_appointments
from passerelles.support.rules.meetings import NEUTRAL_TITLE, MeetingState

BEHIND = timedelta(days=31)
AHEAD = timedelta(days=366)
MOST = 1000


def feed_in_force(actor: Actor) -> CalendarFeed | None:
    if actor.user_id is None:
        return None
    return CalendarFeed.objects.filter(user_id=actor.user_id, revoked_at=None).first()


def calendar_behind(secret: str) -> bytes:
    """The calendar of a secret address; unknown, closed or deactivated are one and the same."""
    kept = digest(secret)
    feed = (
        CalendarFeed.objects.filter(token_hash=kept, revoked_at=None, user__is_active=True)
        .select_related("user")
        .first()
    )
    if feed is None:
        raise Hidden("no such feed")
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelles//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Passerelles")
    for row in _rows(feed.user):
        calendar.add_component(_event(row, kept))
    return bytes(calendar.to_ical())


def _rows(user: User) -> Iterator[Appointment]:
    seen: set[object] = set()
    now = clock.now()
    for actor in _actors(user):
        with acting_as(actor):
            rows = (
                _own(actor)
                .filter(starts_at__gte=now - BEHIND, starts_at__lt=now + AHEAD)
                .exclude(state=MeetingState.CANCELLED)
                .order_by("starts_at")[:MOST]
            )
            for row in rows:
                key = row.group or row.id
                if key not in seen:
                    seen.add(key)
                    yield row


def _own(actor: Actor) -> Any:
    if actor.kind is ActorKind.PERSON:
        return Appointment.objects.filter(person_id=actor.person_id)
    return own_appointments(actor)


def _actors(user: User) -> Iterator[Actor]:
    """Who the account is today: the person themself, or each post it holds."""
    if user.own_person_id is not None:
        yield Actor(kind=ActorKind.PERSON, user_id=user.id, person_id=user.own_person_id)
        return
    for membership in Membership.objects.in_force().filter(user=user):
        yield Actor(
            kind=ActorKind.PROFESSIONAL,
            user_id=user.id,
            organisation_id=membership.organisation_id,
            rights=membership.rights,
        )


def _event(row: Appointment, salt: str) -> Event:
    """No name, no place, no subject; an identifier that leads nowhere but to this calendar."""
    key = hashlib.sha256(f"{salt}:{row.group or row.id}".encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{key}@passerelles")
    event.add("dtstamp", row.recorded_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", row.starts_at.astimezone(UTC).replace(microsecond=0))
    event.add("duration", timedelta(minutes=row.length))
    event.add("sequence", row.version - 1)
    event.add("summary", NEUTRAL_TITLE)
    event.add("class", "PRIVATE")
    return event
