"""A tutor's personal link: one person, one agreement, one browser at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import (
    create_guest_link,
    open_guest_link,
    renew_guest_code,
    revoke_guest_link,
    withdraw_agreement,
)
from passerelles.sharing.actions.guests import LinkGiven
from passerelles.sharing.models import Agreement, GuestLink
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_agreement, person_actor, professional


@pytest.fixture
def placement(cast: Cast) -> Agreement:
    return make_agreement(
        cast.lea, cast.company, Volet.IDENTITY, Volet.PROGRESS, purpose=Purpose.PLACEMENT, days=30
    )


@pytest.fixture
def given(cast: Cast, placement: Agreement) -> LinkGiven:
    return create_guest_link(
        actor=professional(cast.ines, cast.ime),
        agreement_id=placement.id,
        holder_name="Sonia Tutrice",
        until=clock.today() + timedelta(days=20),
    )


def enter(given: LinkGiven, code: str, client: Client | None = None, **extra: Any) -> Any:
    return (client or Client()).post(f"/lien/{given.token}/", {"code": code}, **extra)


def body(response: Any) -> str:
    assert response.status_code == 422
    return "\n".join(
        line for line in response.content.decode().splitlines() if "csrfmiddleware" not in line
    )


def test_the_link_and_the_code_are_shown_once_and_kept_as_hashes(
    cast: Cast, placement: Agreement, as_user: Any
) -> None:
    client = as_user(cast.ines, cast.ime)
    until = clock.today() + timedelta(days=20)
    url = f"/dossier/{cast.lea.id}/partage/accord/{placement.id}/lien/"
    assert "Netclair" in client.get(url).content.decode()
    page = client.post(
        url,
        {
            "holder_name": "Sonia Tutrice",
            "until_day": until.day,
            "until_month": until.month,
            "until_year": until.year,
        },
    )
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store, private"
    row = GuestLink.objects.values().get()
    assert page.context["code"] in page.content.decode()
    assert page.context["code"] not in str(row)
    token = page.context["url"].rstrip("/").rpartition("/")[2]
    assert token not in str(row)
    overview = client.get(f"/dossier/{cast.lea.id}/partage/").content.decode()
    assert "Sonia Tutrice" in overview
    assert token not in overview


def test_a_link_never_outlives_its_agreement(cast: Cast, placement: Agreement) -> None:
    ines = professional(cast.ines, cast.ime)
    for days in (31, -1):
        with pytest.raises(Refusal):
            create_guest_link(
                actor=ines,
                agreement_id=placement.id,
                holder_name="Sonia Tutrice",
                until=clock.today() + timedelta(days=days),
            )
    follow_up = make_agreement(cast.lea, cast.cfa, Volet.IDENTITY)
    with pytest.raises(Refusal, match="accueillir au travail"):
        create_guest_link(
            actor=ines,
            agreement_id=follow_up.id,
            holder_name="Sonia Tutrice",
            until=clock.today(),
        )
    assert not GuestLink.objects.exists()


def test_the_right_code_opens_a_new_session_bound_to_the_link(
    cast: Cast, given: LinkGiven, as_user: Any
) -> None:
    client = as_user(cast.mona, cast.esat)
    before = client.session.session_key
    assert enter(given, given.code, client).status_code == 302
    link = GuestLink.objects.get()
    assert client.session["passerelles_guest_link"] == str(link.id)
    assert client.session["passerelles_guest_session"] == link.session_key
    assert client.session.session_key != before
    assert "_auth_user_id" not in client.session


def test_a_second_browser_closes_the_first(given: LinkGiven) -> None:
    first, second = Client(), Client()
    enter(given, given.code, first)
    enter(given, given.code, second)
    link = GuestLink.objects.get()
    assert first.session["passerelles_guest_session"] != link.session_key
    assert second.session["passerelles_guest_session"] == link.session_key


def test_five_wrong_codes_lock_it_and_a_new_code_unlocks_it(cast: Cast, given: LinkGiven) -> None:
    wrong = "000000" if given.code != "000000" else "111111"
    for _ in range(5):
        assert enter(given, wrong).status_code == 422
    assert enter(given, given.code).status_code == 422
    renewed = renew_guest_code(actor=professional(cast.ines, cast.ime), link_id=given.link.id)
    if renewed.code != given.code:
        assert enter(given, given.code).status_code == 422
    assert enter(given, renewed.code).status_code == 302
    assert JournalEntry.objects.filter(event="sharing:guest-link:refused").count() >= 5


def test_nobody_can_tell_unknown_ended_taken_back_and_locked_links_apart(
    cast: Cast, given: LinkGiven
) -> None:
    wrong = "123456" if given.code != "123456" else "654321"
    unknown = body(Client().post("/lien/inconnu/", {"code": wrong}))
    assert Client().get("/lien/inconnu/").status_code == 200
    assert body(enter(given, wrong)) == unknown
    GuestLink.objects.update(failed_attempts=5)
    assert body(enter(given, wrong)) == unknown
    GuestLink.objects.update(failed_attempts=0)
    with time_machine.travel(given.link.valid_until, tick=False):
        assert body(enter(given, given.code)).replace(given.code, wrong) == unknown
    revoke_guest_link(actor=professional(cast.ines, cast.ime), link_id=given.link.id)
    assert body(enter(given, wrong)) == unknown


def test_the_last_second_opens_and_the_next_does_not(given: LinkGiven) -> None:
    end = given.link.valid_until
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert open_guest_link(actor=ANONYMOUS, token=given.token, code=given.code) is not None
    with time_machine.travel(end + timedelta(seconds=1), tick=False):
        assert open_guest_link(actor=ANONYMOUS, token=given.token, code=given.code) is None


def test_withdrawing_ends_the_guest_at_the_next_request(
    cast: Cast, placement: Agreement, given: LinkGiven
) -> None:
    client = Client()
    enter(given, given.code, client)
    withdraw_agreement(actor=person_actor(cast.lea), agreement_id=placement.id)
    # Whatever page: the request is nobody's any more.
    page = client.get("/accord/oui/")
    assert page.wsgi_request.actor.kind == "anonymous"  # type: ignore[attr-defined]


def test_leaving_closes_the_session_and_keeps_the_link(given: LinkGiven) -> None:
    client = Client()
    enter(given, given.code, client)
    assert client.post("/lien/quitter/", follow=True).status_code == 200
    assert "passerelles_guest_link" not in client.session
    assert enter(given, given.code).status_code == 302


def test_a_stranger_touches_nobody_s_link(cast: Cast, given: LinkGiven, as_user: Any) -> None:
    zoe = professional(cast.zoe, cast.stranger)
    for action in (renew_guest_code, revoke_guest_link):
        with pytest.raises(Hidden):
            action(actor=zoe, link_id=given.link.id)
    client = as_user(cast.zoe, cast.stranger)
    for end in ("code", "retirer"):
        url = f"/dossier/{cast.lea.id}/partage/lien/{given.link.id}/{end}/"
        assert client.post(url).status_code == 404
    assert GuestLink.objects.get().revoked_at is None
