"""The quiet e-mail: asked for, counts only, once each morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.clock import PARIS
from passerelles.organisations.models import Membership
from passerelles.worklist.actions import choose_digest
from passerelles.worklist.models import DigestChoice
from passerelles.worklist.rules.digest import DigestRhythm
from passerelles.worklist.tasks import send_digests, wake_at_start
from tests.cast import Cast, professional
from tests.worklist.scenes import busy_morning

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=PARIS)


def chosen(cast: Cast, rhythm: DigestRhythm = DigestRhythm.DAILY) -> DigestChoice:
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False):
        return choose_digest(actor=professional(cast.ines, cast.ime), rhythm=rhythm)


def morning(moment: datetime = MONDAY) -> list[Any]:
    """What leaves at that moment."""
    mail.outbox.clear()
    with time_machine.travel(moment, tick=False):
        send_digests.call()
    return list(mail.outbox)


def test_the_message_says_numbers_and_where_to_read_nothing_else(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://passerelles.exemple.test"
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        busy_morning(cast, 6)
    chosen(cast)
    (message,) = morning()
    assert message.to == [cast.ines.email]
    assert message.subject == "Passerelles : ce qui vous attend"
    text = message.body
    assert "à la date passée" in text
    assert "https://passerelles.exemple.test/a-faire/\n" in text
    assert "https://passerelles.exemple.test/compte/courriel/" in text
    assert "Il ne contient aucune donnée personnelle." in text
    for secret in (
        "Camille", "Essai", "Léa", "Inès", "IME", "Tilleuls", "papier", "contrat", "frein",
        "rendez-vous", "PMSMP", "mission locale", str(cast.ime.id),
    ):  # fmt: skip
        assert secret not in text + message.subject, secret
    # Each line is a number and when, from a closed list.
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert lines
    for line in lines:
        number, when = line.removeprefix("- ").split(" ", 1)
        assert number.isdecimal()
        assert when in {"à la date passée", "aujourd’hui", "cette semaine", "bientôt", "sans date"}


def test_nobody_is_written_to_who_did_not_ask_nor_twice_nor_for_nothing(cast: Cast) -> None:
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        busy_morning(cast, 3)
    assert morning() == []
    chosen(cast)
    assert len(morning()) == 1
    assert morning() == []
    assert len(morning(MONDAY + timedelta(days=1))) == 1
    chosen(cast, DigestRhythm.NEVER)
    assert morning(MONDAY + timedelta(days=2)) == []


def test_nothing_waits_nothing_leaves(cast: Cast) -> None:
    choose_digest(actor=professional(cast.zoe, cast.stranger), rhythm=DigestRhythm.DAILY)
    DigestChoice.objects.update(next_at=MONDAY)
    assert morning() == []


def test_the_next_look_is_planned_and_a_start_catches_up(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        chosen(cast)
    assert DBTaskResult.objects.get().run_after == MONDAY
    morning()
    assert DBTaskResult.objects.filter(run_after=MONDAY + timedelta(days=1)).count() == 1
    wake_at_start()
    assert DBTaskResult.objects.count() == 3


def test_somebody_who_left_or_whose_account_is_closed_receives_nothing(cast: Cast) -> None:
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        busy_morning(cast, 3)
    chosen(cast)
    Membership.objects.filter(user=cast.ines).update(until=clock.now() - timedelta(days=60))
    assert morning() == []
    Membership.objects.filter(user=cast.ines).update(until=None)
    cast.ines.is_active = False
    cast.ines.save()
    assert morning(MONDAY + timedelta(days=1)) == []


def test_reading_counts_for_the_message_shows_nobody_s_name(cast: Cast) -> None:
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=False):
        busy_morning(cast, 3)
    chosen(cast)
    before = JournalEntry.objects.count()
    assert len(morning()) == 1
    assert JournalEntry.objects.count() == before


def test_the_choice_is_made_from_the_account_page(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    page = reverse("worklist:digest")
    assert page in client.get(reverse("accounts:profile")).content.decode()
    assert "aucun nom" in client.get(page).content.decode()
    assert client.post(page, {"rhythm": "hourly"}).status_code == 422
    assert client.post(page, {"rhythm": "weekly"}).status_code == 302
    assert DigestChoice.objects.get().rhythm == DigestRhythm.WEEKLY
    line = JournalEntry.objects.filter(event="worklist:digest:chosen").get()
    assert (line.details, line.person_id) == ({"rhythm": "weekly"}, "")
    assert "checked" in client.get(page).content.decode()
