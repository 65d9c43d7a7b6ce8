"""The calendar other software reads: neutral, folded as the standard says, closed at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.organisations.models import Membership
from passerelles.support.actions.calendars import open_feed
from passerelles.support.models import Appointment, CalendarFeed
from passerelles.support.rules.meetings import NEUTRAL_TITLE
from tests.cast import Cast, make_user, person_actor
from tests.support.scenes import appointment, educator
from tests.support.test_appointments import group

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def feed_url(cast: Cast) -> str:
    return reverse("support:calendar", args=[open_feed(actor=educator(cast))])


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_only_a_neutral_title_and_a_moment_leave(cast: Cast, client: Client) -> None:
    row = appointment(cast, place="CMP des Tilleuls", subject="Bilan de santé")
    response = client.get(feed_url(cast))
    (event,) = events(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["summary"]) == NEUTRAL_TITLE == "Rendez-vous Passerelles"
    assert event.start == row.starts_at.replace(microsecond=0)
    assert set(event) == {
        "UID", "DTSTAMP", "DTSTART", "DURATION", "SEQUENCE", "SUMMARY", "CLASS",
    }  # fmt: skip
    text = response.content.decode()
    for secret in ("Léa", "Marchand", "CMP", "santé", str(row.id), str(cast.lea.id), "Inès"):
        assert secret not in text


def test_lines_end_and_fold_as_rfc_5545_asks(cast: Cast, client: Client) -> None:
    appointment(cast)
    content = client.get(feed_url(cast)).content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for needed in (b"VERSION:2.0", b"PRODID:-//Passerelles//Agenda//FR"):
        assert needed in lines


def test_an_address_too_long_for_a_line_would_be_folded_between_characters() -> None:
    """The library folds by bytes without cutting an accent in two, and unfolds the same."""
    calendar = Calendar()
    calendar.add("x-wr-calname", "É" * 120)
    content = calendar.to_ical()
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert str(Calendar.from_ical(content)["x-wr-calname"]) == "É" * 120
    for line in content.split(b"\r\n"):
        line.decode()


def test_a_closed_changed_or_unknown_address_answers_the_same(
    cast: Cast, client: Client, as_user: AsUser
) -> None:
    url = feed_url(cast)
    assert client.get(url).status_code == 200
    other = feed_url(cast)
    assert client.get(url).status_code == 404
    signed_in = as_user(cast.ines, cast.ime)
    assert signed_in.post(reverse("support:close_calendar")).status_code == 302
    unknown = client.get(reverse("support:calendar", args=["x" * 43]))
    assert client.get(other).status_code == unknown.status_code == 404
    assert not CalendarFeed.objects.filter(revoked_at=None).exists()
    assert "x" * 43 not in str(CalendarFeed.objects.values_list("token_hash", flat=True))


def test_the_rights_of_today_decide(cast: Cast, client: Client) -> None:
    appointment(cast)
    url = feed_url(cast)
    assert len(events(client.get(url).content)) == 1
    Membership.objects.filter(user=cast.ines).update(until=clock.now())
    assert events(client.get(url).content) == []
    User.objects.filter(pk=cast.ines.pk).update(is_active=False)
    assert client.get(url).status_code == 404


def test_a_group_is_one_event_and_a_cancelled_meeting_leaves(cast: Cast, client: Client) -> None:
    group(cast, starts_at=clock.now() + timedelta(days=2))
    alone = appointment(cast)
    url = feed_url(cast)
    assert len(events(client.get(url).content)) == 2
    Appointment.unscoped.filter(pk=alone.pk).update(state="cancelled")
    assert len(events(client.get(url).content)) == 1


def test_two_addresses_of_the_same_meetings_share_no_identifier(cast: Cast, client: Client) -> None:
    appointment(cast)
    first = events(client.get(feed_url(cast)).content)[0]["uid"]
    assert events(client.get(feed_url(cast)).content)[0]["uid"] != first


def test_the_person_has_their_own_calendar(cast: Cast, client: Client) -> None:
    appointment(cast)
    own = make_user("Léa", "Marchand", None)
    User.objects.filter(pk=own.pk).update(own_person_id=cast.lea.id)
    secret = open_feed(actor=person_actor(cast.lea).__class__(
        kind=person_actor(cast.lea).kind, user_id=own.id, person_id=cast.lea.id
    ))  # fmt: skip
    content = client.get(reverse("support:calendar", args=[secret])).content
    assert len(events(content)) == 1


def test_the_address_is_shown_once(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    shown = client.post(reverse("support:open_calendar"))
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "no-store"
    assert ".ics" in shown.content.decode()
    assert ".ics" not in client.get(reverse("support:agenda")).content.decode()
    assert client.get(reverse("support:open_calendar")).status_code == 302
