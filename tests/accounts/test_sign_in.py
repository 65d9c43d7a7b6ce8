"""Signing in, by password, code and recovery code; what is refused and what is kept of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from tests.accounts.conftest import LOGIN, code_now

pytestmark = pytest.mark.django_db


def lines(tag):
    return JournalEntry.objects.filter(event=tag)


def test_address_and_password_open_the_product_and_leave_a_line(cast, sign_in):
    client = Client()
    response = sign_in(client, "INES.Belkacem@exemple.test")
    assert response.status_code == 302
    page = client.get("/compte/")
    assert page.status_code == 200
    assert "Inès Belkacem" in page.content.decode()
    line = lines("accounts:session:opened").get()
    assert line.actor_id == str(cast.ines.id)
    assert line.details == {}


def test_password_alone_is_not_enough_with_a_second_factor(cast, sign_in, with_codes):
    secret, _ = with_codes(cast.ines)
    client = Client()
    response = sign_in(client, cast.ines.email)
    assert response.headers["Location"].startswith("/compte/2fa/authenticate/")
    assert client.get("/compte/").status_code == 302
    wrong = client.post("/compte/2fa/authenticate/", {"code": "000000"})
    assert "Ce n’est pas le bon code" in wrong.content.decode()
    assert lines("accounts:sign-in:refused").get().details == {"reason": "second-factor"}
    client.post("/compte/2fa/authenticate/", {"code": code_now(secret)})
    assert client.get("/compte/").status_code == 200


def test_a_recovery_code_opens_once(cast, sign_in, with_codes):
    _, codes = with_codes(cast.ines)
    client = Client()
    sign_in(client, cast.ines.email)
    client.post("/compte/2fa/authenticate/", {"code": codes[0]})
    assert client.get("/compte/").status_code == 200
    again = Client()
    sign_in(again, cast.ines.email)
    again.post("/compte/2fa/authenticate/", {"code": codes[0]})
    assert again.get("/compte/").status_code == 302


def test_the_secret_of_the_application_is_encrypted_at_rest(cast, with_codes):
    secret, codes = with_codes(cast.ines)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_after_five_tries_even_the_right_password_waits(cast, sign_in):
    client = Client()
    for _ in range(5):
        page = sign_in(client, cast.ines.email, "mauvais-mot-de-passe").content.decode()
        assert "L’adresse ou le mot de passe n’est pas le bon." in page
    page = sign_in(client, cast.ines.email).content.decode()
    assert "Attendez 10 minutes" in page
    assert lines("accounts:sign-in:refused").count() == 5
    limited = lines("accounts:tries:limited").get()
    assert limited.details == {"reason": "too_many_login_attempts"}
    assert cast.ines.email not in str(limited.details)
    # Another account of the same office is not locked with it.
    assert sign_in(Client(), cast.karim.email).status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert sign_in(Client(), cast.ines.email).status_code == 302


def test_codes_cannot_be_guessed_either(cast, sign_in, with_codes):
    secret, _ = with_codes(cast.ines)
    client = Client()
    sign_in(client, cast.ines.email)
    for number in range(5):
        client.post("/compte/2fa/authenticate/", {"code": f"00000{number}"})
    page = client.post("/compte/2fa/authenticate/", {"code": code_now(secret)})
    assert "Attendez" in page.content.decode()
    assert client.get("/compte/").status_code == 302
    assert lines("accounts:tries:limited").exists()


def test_too_many_requests_say_how_long_to_wait(cast, sign_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = Client()
    sign_in(client, "personne@exemple.test", "x")
    response = sign_in(client, "personne@exemple.test", "x")
    assert response.status_code == 429
    assert "attendez 1 minute" in response.content.decode()
    assert response.headers["Retry-After"] == "60"
    assert lines("accounts:tries:limited").filter(details={"reason": "requests"}).exists()


def test_an_unknown_address_and_a_known_one_get_the_same_answers(cast, sign_in):
    def told(path, data):
        response = Client().post(path, data)
        body = response.content.decode()
        for value in data.values():
            body = body.replace(value, "")
        return response.status_code, response.headers.get("Location"), _without_csrf(body)

    known, unknown = cast.ines.email, "inconnue@exemple.test"
    assert told(LOGIN, {"login": known, "password": "faux"}) == told(
        LOGIN, {"login": unknown, "password": "faux"}
    )
    reset = "/compte/password/reset/"
    assert told(reset, {"email": known}) == told(reset, {"email": unknown})
    assert [message.to for message in mail.outbox] == [[known]]


def _without_csrf(body: str) -> str:
    return "".join(line for line in body.splitlines() if "csrfmiddlewaretoken" not in line)


def test_nobody_signs_up_alone(cast):
    assert Client().get("/compte/signup/").status_code == 404
    posted = Client().post(
        "/compte/signup/", {"email": "a@exemple.test", "password1": "x", "password2": "x"}
    )
    assert posted.status_code == 404


def test_a_forgotten_password_is_chosen_again_by_a_link_that_serves_once(cast, sign_in):
    client = Client()
    client.post("/compte/password/reset/", {"email": cast.ines.email})
    letter = mail.outbox[0]
    assert letter.subject == "Passerelles : choisir un mot de passe"
    assert "Inès" not in letter.subject + letter.body
    link = next(word for word in letter.body.split() if word.startswith("http"))
    path = link.split("testserver", 1)[1]
    form = client.get(path, follow=True)
    chosen = {"password1": "quatre mots sans rapport", "password2": "quatre mots sans rapport"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert sign_in(Client(), cast.ines.email, "quatre mots sans rapport").status_code == 302
    assert "Ce lien ne marche plus" in Client().get(path, follow=True).content.decode()
    assert lines("accounts:protection:changed").get().details == {"change": "password_reset"}


@pytest.mark.django_db(transaction=True)
def test_adding_an_application_of_codes_from_the_page_warns_its_owner(cast, sign_in):
    client = Client()
    sign_in(client, cast.ines.email)
    confirm = client.get("/compte/2fa/totp/activate/")
    assert confirm.status_code == 302
    client.post(confirm.headers["Location"], {"password": "motdepasse-de-test"})
    page = client.get("/compte/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/compte/2fa/totp/activate/", {"code": code_now(secret)})
    assert done.headers["Location"] == "/compte/2fa/recovery-codes/"
    codes = client.get("/compte/2fa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert "no-store" in codes.headers["Cache-Control"]
    letter = next(m for m in mail.outbox if "second facteur ajouté" in m.subject)
    assert "127.0.0.1" not in letter.body
    assert "Inès" not in letter.body
    assert (
        lines("accounts:protection:changed").filter(details={"change": "totp_activated"}).exists()
    )
