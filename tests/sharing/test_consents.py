"""The one-time link: code, tries, expiry, one answer."""

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
    GiverNamed,
    accept_consent,
    ask_consent,
    cancel_consent,
    end_mission,
    open_consent,
)
from passerelles.sharing.actions.consents import Asked
from passerelles.sharing.models import Agreement, ConsentRequest
from passerelles.sharing.policy import decision
from passerelles.sharing.queries.journal import link_agreements
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import Verb, Volet
from tests.cast import Cast, person_actor, professional
from tests.sharing.scenes import adult, mother_of, terms_for


@pytest.fixture
def asked(cast: Cast) -> Asked:
    return ask_consent(
        actor=professional(cast.ines, cast.ime),
        person_id=adult(cast).id,
        terms=terms_for(cast),
        giver=GiverNamed(),
    )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def enter(asked: Asked, code: str, client: Client | None = None, **extra: Any) -> Any:
    return (client or Client()).post(f"/accord/{asked.token}/", {"code": code}, **extra)


def test_a_proposal_gives_no_access_and_keeps_no_secret(cast: Cast, asked: Asked) -> None:
    claire = professional(cast.claire, cast.geiq)
    assert not decision(claire, Verb.READ, asked.request.person_id, Volet.IDENTITY).allowed
    row = ConsentRequest.objects.values().get()
    assert asked.token not in str(row)
    assert asked.code not in (row["code_hash"], row["token_hash"])


def test_the_person_reads_says_yes_and_the_sharing_starts(cast: Cast, asked: Asked) -> None:
    client = Client()
    assert enter(asked, f"{asked.code[:3]} {asked.code[3:]}", client).status_code == 302
    page = client.get(f"/accord/{asked.token}/repondre/").content.decode()
    assert "GEIQ Propreté du Val" in page
    assert "Dire non ne change rien" in page
    assert "Mon parcours" in page
    answer = client.post(f"/accord/{asked.token}/repondre/", {"answer": "yes"}, follow=True)
    assert "Vous avez dit oui" in answer.content.decode()
    agreement = Agreement.objects.get()
    assert (agreement.collection, agreement.collected_for_id) == ("link", cast.ime.id)
    assert agreement.valid_until == asked.request.valid_until
    claire = professional(cast.claire, cast.geiq)
    assert decision(claire, Verb.READ, agreement.person_id, Volet.PATH).allowed


def test_saying_no_changes_nothing_and_closes_the_link(cast: Cast, asked: Asked) -> None:
    client = Client()
    enter(asked, asked.code, client)
    page = client.post(f"/accord/{asked.token}/repondre/", {"answer": "no"}, follow=True)
    assert "Rien ne change pour vous" in page.content.decode()
    assert not Agreement.objects.exists()
    ines = professional(cast.ines, cast.ime)
    assert decision(ines, Verb.WRITE, asked.request.person_id, Volet.PATH).allowed
    assert enter(asked, asked.code).status_code == 422


def test_ten_thousand_codes_lock_the_link_after_five(asked: Asked) -> None:
    guesses = [code for guess in range(10_000) if (code := f"{guess:06d}") != asked.code]
    for code in guesses:
        assert open_consent(actor=ANONYMOUS, token=asked.token, code=code) is None
    asked.request.refresh_from_db()
    assert asked.request.failed_attempts == 5
    refused = JournalEntry.objects.filter(event="sharing:consent:code-refused")
    assert refused.count() == 5
    assert open_consent(actor=ANONYMOUS, token=asked.token, code=asked.code) is None


def test_one_address_is_slowed_whatever_the_link(cast: Cast, asked: Asked) -> None:
    for _ in range(30):
        Client().post("/accord/inconnu/", {"code": "000000"}, REMOTE_ADDR="198.51.100.7")
    assert enter(asked, asked.code, REMOTE_ADDR="198.51.100.7").status_code == 422
    assert enter(asked, asked.code, REMOTE_ADDR="198.51.100.8").status_code == 302


def test_unknown_expired_locked_and_answered_links_give_the_same_page(
    cast: Cast, asked: Asked
) -> None:
    def body(response: Any) -> str:
        assert response.status_code == 422
        return "\n".join(
            line for line in response.content.decode().splitlines() if "csrfmiddleware" not in line
        )

    unknown = body(Client().post("/accord/inconnu/", {"code": "123456"}))
    assert body(enter(asked, "123456" if asked.code != "123456" else "654321")) == unknown
    ConsentRequest.objects.update(failed_attempts=5)
    assert body(enter(asked, "123456")) == unknown
    ConsentRequest.objects.update(failed_attempts=0, state="refused")
    assert body(enter(asked, "123456")) == unknown
    ConsentRequest.objects.update(state="sent", expires_at=clock.now() - timedelta(seconds=1))
    assert body(enter(asked, "123456")) == unknown


def test_the_link_dies_after_seven_days(asked: Asked) -> None:
    end = asked.request.expires_at
    with time_machine.travel(end, tick=False):
        assert open_consent(actor=ANONYMOUS, token=asked.token, code=asked.code) is None
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert open_consent(actor=ANONYMOUS, token=asked.token, code=asked.code) is not None
        with time_machine.travel(end + timedelta(seconds=1), tick=False), pytest.raises(Refusal):
            accept_consent(actor=ANONYMOUS, request_id=asked.request.id)


def test_a_link_serves_once_and_only_the_browser_that_gave_the_code(asked: Asked) -> None:
    client, other = Client(), Client()
    assert other.get(f"/accord/{asked.token}/repondre/").status_code == 302
    enter(asked, asked.code, client)
    client.post(f"/accord/{asked.token}/repondre/", {"answer": "yes"})
    assert enter(asked, asked.code).status_code == 422
    assert client.get(f"/accord/{asked.token}/repondre/").status_code == 302
    assert Agreement.objects.count() == 1


def test_the_session_changes_when_the_code_is_right(asked: Asked) -> None:
    client = Client()
    session = client.session
    session["avant"] = "1"
    session.save()
    before = session.session_key
    enter(asked, asked.code, client)
    assert client.session.session_key != before


def test_the_collector_signed_in_never_answers_in_the_person_s_place(
    cast: Cast, asked: Asked, as_user: Any
) -> None:
    client = as_user(cast.ines, cast.ime)
    for page in (client.get(f"/accord/{asked.token}/"), enter(asked, asked.code, client)):
        assert page.status_code == 422
        assert "Cette page est pour la personne" in page.content.decode()
    assert client.post(f"/accord/{asked.token}/repondre/", {"answer": "yes"}).status_code == 302
    with pytest.raises(Refusal, match="à la personne"):
        accept_consent(actor=professional(cast.ines, cast.ime), request_id=asked.request.id)
    with pytest.raises(Refusal, match="à la personne"):
        accept_consent(actor=person_actor(cast.lea), request_id=asked.request.id)
    assert not Agreement.objects.exists()
    asked.request.refresh_from_db()
    assert asked.request.state == "sent"


def test_both_must_say_yes_when_both_are_asked(cast: Cast) -> None:
    mother = mother_of(cast, cast.lea)
    asked = ask_consent(
        actor=professional(cast.ines, cast.ime),
        person_id=cast.lea.id,
        terms=terms_for(cast),
        giver=GiverNamed(Giver.BOTH, mother.id),
    )
    client = Client()
    enter(asked, asked.code, client)
    url = f"/accord/{asked.token}/repondre/"
    assert "Sylvie Marchand" in client.get(url).content.decode()
    alone = client.post(url, {"answer": "yes", "here": ["person"]})
    assert alone.status_code == 422
    assert not Agreement.objects.exists()
    client.post(url, {"answer": "yes", "here": ["person", "representative"]})
    assert Agreement.objects.get().giver_kind == "both"


def test_a_worker_who_signs_in_after_the_code_does_not_answer_either(
    cast: Cast, asked: Asked
) -> None:
    client = Client()
    enter(asked, asked.code, client)
    opened = client.session["passerelles_consent"]
    client.force_login(cast.ines)
    session = client.session
    session["passerelles_consent"] = opened
    session.save()
    page = client.post(f"/accord/{asked.token}/repondre/", {"answer": "yes"})
    assert page.status_code == 422
    assert not Agreement.objects.exists()


def test_the_privacy_officer_sees_how_many_agreements_rest_on_a_worker_s_links(
    cast: Cast, asked: Asked, as_user: Any
) -> None:
    accept_consent(actor=ANONYMOUS, request_id=asked.request.id)
    page = as_user(cast.karim, cast.ime).get("/organisation/journal/").content.decode()
    assert "Accords donnés par lien" in page
    assert f"{cast.ines.full_name} : 1" in page
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        assert link_agreements(professional(cast.karim, cast.ime)) == []
    assert link_agreements(professional(cast.zoe, cast.stranger)) == []


def test_very_personal_things_are_never_ticked_for_the_person(cast: Cast) -> None:
    asked = ask_consent(
        actor=professional(cast.ines, cast.ime),
        person_id=adult(cast).id,
        terms=terms_for(cast, Volet.PATH, Volet.SENSITIVE, explicit=True),
        giver=GiverNamed(),
    )
    client = Client()
    enter(asked, asked.code, client)
    url = f"/accord/{asked.token}/repondre/"
    page = client.get(url).content.decode()
    assert 'name="explicit"' in page
    assert "checked" not in page
    assert client.post(url, {"answer": "yes"}).status_code == 422
    assert not Agreement.objects.exists()
    client.post(url, {"answer": "yes", "explicit": "on"})
    assert Agreement.objects.get().legal_ground == "explicit_consent"


def test_a_request_dies_with_the_link_of_who_asked(cast: Cast, asked: Asked) -> None:
    ines = professional(cast.ines, cast.ime)
    end_mission(actor=ines, person_id=asked.request.person_id, nobody_follows=True)
    with pytest.raises(Refusal, match="plus valable"):
        accept_consent(actor=ANONYMOUS, request_id=asked.request.id)
    assert not Agreement.objects.exists()


def test_only_who_asked_cancels(cast: Cast, asked: Asked) -> None:
    with pytest.raises(Hidden):
        cancel_consent(actor=professional(cast.zoe, cast.stranger), request_id=asked.request.id)
    cancel_consent(actor=professional(cast.ines, cast.ime), request_id=asked.request.id)
    assert open_consent(actor=ANONYMOUS, token=asked.token, code=asked.code) is None


def test_the_e_mail_holds_the_link_and_nothing_personal(
    cast: Cast, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask_consent(
            actor=professional(cast.ines, cast.ime),
            person_id=adult(cast).id,
            terms=terms_for(cast),
            giver=GiverNamed(),
            email="quelqu.un@exemple.test",
        )
    (mail,) = mailoutbox
    text = mail.subject + mail.body
    assert asked.token in text
    for personal in (asked.code, "David", "Noël", "GEIQ", "IME"):
        assert personal not in text


def test_wrong_codes_are_journalled_without_the_code(asked: Asked) -> None:
    open_consent(actor=ANONYMOUS, token=asked.token, code=wrong(asked.code))
    line = JournalEntry.objects.get(event="sharing:consent:code-refused")
    assert line.details == {"request": str(asked.request.id), "attempts": 1}
