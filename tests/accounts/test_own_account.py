"""A person accompanied opens their own account, by a link asked from their own space."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from passerelles.accounts.actions import open_own_account
from passerelles.accounts.models import OwnAccountLink, User
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from tests.cast import person_actor, professional

pytestmark = pytest.mark.django_db

ADDRESS = "lea.perso@exemple.test"
PASSWORD = {"password": "quatre mots sans rapport"}


def ask(cast, email=ADDRESS):
    open_own_account(
        actor=person_actor(cast.lea), person_id=cast.lea.id, email=email, first_name="Léa"
    )
    return _path(mail.outbox[-1])


def _path(letter) -> str:
    link = next((word for word in letter.body.split() if word.startswith("http")), "")
    return "/" + link.split("/", 3)[3] if link else ""


def test_the_letter_names_nobody_and_only_a_digest_is_kept(cast):
    path = ask(cast)
    letter = mail.outbox[0]
    assert letter.subject == "Passerelles : votre lien"
    for word in ("Léa", "Marchand", "IME", ADDRESS):
        assert word not in letter.subject + letter.body + path
    token = path.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(OwnAccountLink.objects.values_list())


def test_the_link_opens_the_account_once_and_lands_in_the_persons_space(cast):
    path = ask(cast)
    client = Client()
    for _ in range(2):  # a mail scanner that opens the link spends nothing
        assert client.get(path).status_code == 200
    assert client.post(path, PASSWORD).status_code == 302
    user = User.objects.get(email=ADDRESS)
    assert user.own_person_id == cast.lea.id
    assert not user.memberships.exists()
    assert client.get("/compte/").status_code == 200
    assert Client().get(path).status_code == 404
    assert Client().post(path, PASSWORD).status_code == 404
    line = JournalEntry.objects.get(event="accounts:own-account:opened")
    assert line.person_id == str(cast.lea.id)


def test_a_weak_password_is_refused_beside_its_field(cast):
    path = ask(cast)
    response = Client().post(path, {"password": "court"})
    assert response.status_code == 422
    assert not User.objects.filter(email=ADDRESS).exists()


def test_an_old_tampered_or_replaced_link_is_refused_the_same_way(cast):
    first = ask(cast)
    second = ask(cast)
    for path in (first, second[:-2] + "x/", "/compte/ouvrir/" + "a" * 3000 + "/"):
        response = Client().get(path)
        assert response.status_code == 404
        assert "Ce lien ne marche plus" in response.content.decode()
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert Client().post(second, PASSWORD).status_code == 404


def test_nobody_else_opens_it_for_the_person(cast):
    for actor in (professional(cast.ines, cast.ime),):
        with pytest.raises(Hidden):
            open_own_account(actor=actor, person_id=cast.lea.id, email=ADDRESS, first_name="Léa")
    assert mail.outbox == []


def test_an_address_already_used_gets_the_same_answer_and_another_letter(cast):
    assert ask(cast, cast.ines.email) == ""
    assert "sert déjà à un compte" in mail.outbox[0].body


def test_a_second_account_is_refused(cast):
    Client().post(ask(cast), PASSWORD)
    with pytest.raises(Refusal, match="déjà un compte"):
        ask(cast, "autre@exemple.test")
