"""Break-glass: a present link, a reason, twice, three hours at most, examined afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.organisations.rules.roles import ROLE_RIGHTS, Role
from passerelles.sharing.actions import review_emergency, start_emergency
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.policy import decision
from passerelles.sharing.queries import person_log
from passerelles.sharing.rules.volets import Verb, Volet
from tests.cast import Cast, make_agreement, person_actor, professional

REASON = "Malaise au travail, il faut savoir qui prévenir et ce qui aide."


def start(cast: Cast, **changes: Any) -> EmergencyAccess:
    return start_emergency(
        **{
            "actor": professional(cast.claire, cast.geiq),
            "person_id": cast.lea.id,
            "reason": REASON,
        }
        | changes
    )


@pytest.fixture
def _claire_sees_the_path(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq, Volet.IDENTITY, Volet.PATH)


@pytest.mark.usefixtures("_claire_sees_the_path")
def test_it_opens_every_volet_for_one_hour_for_reading_and_one_user(cast: Cast) -> None:
    claire = professional(cast.claire, cast.geiq)
    access = start(cast)
    assert access.ends_at - access.started_at == timedelta(hours=1)
    assert decision(claire, Verb.READ, cast.lea.id, Volet.SUPPORT_NEEDS).allowed
    assert not decision(claire, Verb.WRITE, cast.lea.id, Volet.SUPPORT_NEEDS).allowed
    at = access.ends_at
    before = decision(
        claire, Verb.READ, cast.lea.id, Volet.SUPPORT_NEEDS, at - timedelta(seconds=1)
    )
    after = decision(claire, Verb.READ, cast.lea.id, Volet.SUPPORT_NEEDS, at)
    assert (before.allowed, after.allowed) == (True, False)


@pytest.mark.usefixtures("_claire_sees_the_path")
def test_three_hours_to_the_second_and_never_more(cast: Cast) -> None:
    start(cast, length=timedelta(hours=3))
    for length in (timedelta(hours=3, seconds=1), timedelta(0), timedelta(hours=-1)):
        with pytest.raises(Refusal, match="trois heures"):
            start(cast, length=length)
    now = clock.now()
    with pytest.raises(IntegrityError):
        EmergencyAccess.objects.create(
            person=cast.lea, user=cast.claire, organisation=cast.geiq, reason=REASON,
            started_at=now, ends_at=now + timedelta(hours=3, seconds=1),
        )  # fmt: skip


@pytest.mark.usefixtures("_claire_sees_the_path")
def test_a_reason_of_nineteen_characters_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="20 caractères"):
        start(cast, reason="a" * 19)
    with pytest.raises(Refusal, match="20 caractères"):
        start(cast, reason="a" + " " * 30)
    start(cast, reason="a" * 20)


def test_without_a_present_link_there_is_nothing_to_open(cast: Cast, as_user: Any) -> None:
    for actor in (
        professional(cast.claire, cast.geiq),
        professional(cast.zoe, cast.stranger),
        professional(cast.bruno, cast.esat),
    ):
        with pytest.raises(Hidden):
            start(cast, actor=actor)
    url = f"/urgence/{cast.lea.id}/"
    assert as_user(cast.zoe, cast.stranger).get(url).status_code == 404
    assert as_user(cast.claire, cast.geiq).post(url, {"reason": REASON}).status_code == 404


@pytest.mark.usefixtures("_claire_sees_the_path")
def test_an_agreement_that_ended_no_longer_opens_in_emergency(cast: Cast) -> None:
    with time_machine.travel(clock.now() + timedelta(days=366), tick=False), pytest.raises(Hidden):
        start(cast)


def test_the_page_asks_twice_keeps_what_was_typed_and_alerts(
    cast: Cast, as_user: Any, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    client = as_user(cast.ines, cast.ime)
    url = f"/urgence/{cast.lea.id}/"
    refused = client.post(url, {"reason": "trop court", "minutes": "60"})
    assert refused.status_code == 422
    assert "trop court" in refused.content.decode()
    asked = client.post(url, {"reason": REASON, "minutes": "60"})
    assert "Confirmez-vous" in asked.content.decode()
    assert not EmergencyAccess.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(url, {"reason": REASON, "minutes": "60", "confirm": "yes"})
    assert done.status_code == 302
    assert EmergencyAccess.objects.get().user == cast.ines
    (mail,) = mailoutbox
    assert mail.to == [cast.karim.email]
    for personal in ("Léa", "Marchand", "Malaise", "Inès", str(cast.lea.id)):
        assert personal not in mail.subject + mail.body
    rows = [row for day in person_log(person_actor(cast.lea)) for row in day.rows]
    (line,) = [row for row in rows if "urgence" in row.what]
    assert (line.who, line.why) == ("IME Les Tilleuls", REASON)


def test_the_officer_examines_once_without_reading_the_record(cast: Cast, as_user: Any) -> None:
    access = start(cast, actor=professional(cast.ines, cast.ime))
    client = as_user(cast.karim, cast.ime)
    assert "Inès Belkacem" in client.get("/urgence/examiner/").content.decode()
    url = f"/urgence/examiner/{access.id}/"
    assert client.post(url, {"review": ""}).status_code == 422
    assert client.post(url, {"review": "Justifié."}).status_code == 302
    access.refresh_from_db()
    assert (access.reviewed_by, access.review) == (cast.karim, "Justifié.")
    with pytest.raises(Refusal, match="déjà"):
        review_emergency(
            actor=professional(cast.karim, cast.ime), access_id=access.id, review="Encore"
        )
    assert JournalEntry.objects.filter(event="sharing:emergency:reviewed").count() == 1


def test_nobody_examines_their_own_nor_another_organisation_s(cast: Cast, as_user: Any) -> None:
    mine = start(cast, actor=professional(cast.karim, cast.ime))
    with pytest.raises(Refusal, match="propre"):
        review_emergency(actor=professional(cast.karim, cast.ime), access_id=mine.id, review="ok")
    for actor in (professional(cast.ines, cast.ime), professional(cast.zoe, cast.stranger)):
        with pytest.raises(Hidden):
            review_emergency(actor=actor, access_id=mine.id, review="ok")
    assert as_user(cast.ines, cast.ime).get("/urgence/examiner/").status_code == 404
    assert as_user(cast.zoe, cast.stranger).get(f"/urgence/examiner/{mine.id}/").status_code == 404


def test_the_confirmation_says_whether_the_sensitive_volet_opens(
    cast: Cast, as_user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"reason": REASON, "minutes": "60"}
    page = as_user(cast.ines, cast.ime).post(f"/urgence/{cast.lea.id}/", asked).content.decode()
    assert "volet sensible compris" in page
    less = ROLE_RIGHTS[Role.WORKER] - {Right.READ_SENSITIVE}
    monkeypatch.setitem(ROLE_RIGHTS, Role.WORKER, less)
    page = as_user(cast.ines, cast.ime).post(f"/urgence/{cast.lea.id}/", asked).content.decode()
    assert "sauf le volet sensible" in page
