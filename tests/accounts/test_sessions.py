"""Sessions: a new key at sign-in, limits, devices, nothing left behind the back button."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from passerelles.accounts import sessions
from passerelles.config import actors
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock

pytestmark = pytest.mark.django_db

PROFILE = "/compte/"


def test_the_keys_of_the_session_are_those_the_actor_is_read_from():
    assert sessions.ORGANISATION_KEY == actors.ORGANISATION_KEY
    assert {actors.CARD_KEY, actors.LINK_KEY} < set(sessions.LIMITS)


def test_signing_in_changes_the_session_key(cast, sign_in):
    client = Client()
    client.get("/compte/login/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    sign_in(client, cast.ines.email)
    assert client.session.session_key != before
    fixed = Client()
    fixed.cookies[settings.SESSION_COOKIE_NAME] = before
    assert fixed.get(PROFILE).status_code == 302


def test_two_hours_without_activity_close_the_session(cast, as_user):
    client = as_user(cast.ines, cast.ime)
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        assert client.get(PROFILE).status_code == 200
        clock_hand.shift(timedelta(hours=1, minutes=59))
        assert client.get(PROFILE).status_code == 200
        clock_hand.shift(timedelta(hours=2))
        response = client.get(PROFILE)
    assert response.status_code == 302
    page = client.get(response.headers["Location"]).content.decode()
    assert "la session s’est fermée toute seule" in page
    line = JournalEntry.objects.get(event="accounts:session:expired")
    assert line.details == {"limit": "idle"}


def test_twelve_hours_close_it_even_in_use(cast, as_user):
    client = as_user(cast.ines, cast.ime)
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        for _ in range(12):
            assert client.get(PROFILE).status_code == 200
            clock_hand.shift(timedelta(hours=1))
        assert client.get(PROFILE).status_code == 302
    assert JournalEntry.objects.get(event="accounts:session:expired").details == {
        "limit": "absolute"
    }


def test_signing_in_again_starts_a_new_life(cast, sign_in):
    client = Client()
    with time_machine.travel(clock.now(), tick=False) as clock_hand:
        sign_in(client, cast.ines.email)
        client.get(PROFILE)
        clock_hand.shift(timedelta(hours=3))
        assert client.get(PROFILE).status_code == 302
        sign_in(client, cast.ines.email)
        assert client.get(PROFILE).status_code == 200


def test_a_page_read_within_the_minute_writes_nothing(cast, as_user, django_assert_max_num_queries):
    client = as_user(cast.ines, cast.ime)
    client.get("/aide/")
    with django_assert_max_num_queries(4) as seen:
        client.get("/aide/")
    assert not any(q["sql"].startswith(("UPDATE", "INSERT")) for q in seen.captured_queries)


def test_devices_are_listed_and_the_others_can_be_closed(cast, sign_in):
    here, elsewhere = Client(), Client()
    sign_in(here, cast.ines.email)
    sign_in(elsewhere, cast.ines.email)
    assert UserSession.objects.filter(user=cast.ines).count() == 2
    page = here.get("/compte/sessions/").content.decode()
    assert "Déconnecter les autres appareils" in page
    here.post("/compte/sessions/")
    assert here.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE).status_code == 302


def test_nothing_stays_behind_the_back_button_after_leaving(cast, as_user):
    client = as_user(cast.ines, cast.ime)
    page = client.get(PROFILE)
    assert "no-store" in page.headers["Cache-Control"]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/compte/logout/")
    assert client.get(PROFILE).status_code == 302
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert stolen.get(PROFILE).status_code == 302
    assert JournalEntry.objects.filter(event="accounts:session:closed").exists()


def test_changing_the_password_closes_every_device(cast, sign_in):
    here, elsewhere = Client(), Client()
    sign_in(here, cast.ines.email)
    sign_in(elsewhere, cast.ines.email)
    here.post(
        "/compte/password/change/",
        {
            "oldpassword": "motdepasse-de-test",
            "password1": "quatre mots sans rapport",
            "password2": "quatre mots sans rapport",
        },
    )
    assert here.get(PROFILE).status_code == 302
    assert elsewhere.get(PROFILE).status_code == 302


def test_leaving_during_a_slow_request_is_not_undone_by_it(cast, as_user, monkeypatch):
    client = as_user(cast.ines, cast.ime)
    key = client.session.session_key

    def left_meanwhile(user):
        SessionStore(key).delete()
        return 0

    monkeypatch.setattr("passerelles.accounts.views.device_count", left_meanwhile)
    assert client.get(PROFILE).status_code == 400
    assert not SessionStore().exists(key)
    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = key
    assert again.get(PROFILE).status_code == 302
