"""Invitations: a letter that says nothing, a link that serves once, one place and no more."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from passerelles.accounts.models import User
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.organisations.models import Invitation, Membership
from passerelles.organisations.rules.roles import Role
from tests.cast import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "nouvelle@exemple.test"
ACCOUNT = {
    "first_name": "Nora",
    "last_name": "Simon",
    "job_title": "éducatrice",
    "password": "quatre mots sans rapport",
}


def invite(client, email=ADDRESS, *roles):
    response = client.post(
        reverse("organisations:invite"), {"email": email, "roles": roles or ["worker"]}
    )
    assert response.status_code == 302, response.content.decode()
    return link()


def link() -> str:
    word = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    return "/" + word.split("/", 3)[3]


@pytest.fixture
def boss(cast, as_user):
    return as_user(cast.karim, cast.ime)


def test_the_letter_says_nothing_about_anybody(cast, boss):
    path = invite(boss)
    letter = mail.outbox[0]
    assert letter.subject == "Passerelles : une invitation"
    assert letter.to == [ADDRESS]
    for word in ("Tilleuls", "IME", "Karim", "Duval", ADDRESS, str(cast.ime.id)):
        assert word not in letter.subject + letter.body + path
    token = path.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(Invitation.objects.values_list())


def test_an_invited_person_opens_an_account_and_lands_inside(cast, boss):
    path = invite(boss)
    client = Client()
    for _ in range(2):  # a mail scanner that opens the link spends nothing
        page = client.get(path)
        assert "IME Les Tilleuls" in page.content.decode()
    assert client.post(path, ACCOUNT).headers["Location"] == "/"
    user = User.objects.get(email=ADDRESS)
    membership = Membership.objects.get(user=user)
    assert (membership.organisation, membership.roles) == (cast.ime, ["worker"])
    assert membership.granted_by == cast.karim
    assert client.get("/compte/").status_code == 200
    assert JournalEntry.objects.get(event="organisations:member:joined").organisation_id == str(
        cast.ime.id
    )
    for again in (Client().get(path), Client().post(path, {**ACCOUNT, "first_name": "Autre"})):
        assert again.status_code == 404
        assert "Ce lien ne marche plus" in again.content.decode()
    assert Membership.objects.filter(organisation=cast.ime).count() == 3


def test_extra_fields_of_the_post_change_nothing(cast, boss):
    path = invite(boss)
    Client().post(
        path,
        {
            **ACCOUNT,
            "email": "autre@exemple.test",
            "organisation": str(cast.geiq.id),
            "roles": ["admin", "manager"],
            "is_platform_admin": "on",
            "own_person_id": str(cast.lea.id),
        },
    )
    user = User.objects.get(first_name="Nora")
    assert user.email == ADDRESS
    assert (user.is_platform_admin, user.is_active, user.own_person_id) == (False, True, None)
    membership = user.memberships.get()
    assert (membership.organisation_id, membership.roles) == (cast.ime.id, ["worker"])


def test_extra_fields_of_the_invitation_change_nothing(cast, boss):
    boss.post(
        reverse("organisations:invite"),
        {
            "email": ADDRESS,
            "roles": ["worker"],
            "organisation": str(cast.geiq.id),
            "is_platform_admin": "on",
            "expires_at": "2099-01-01",
            "invited_by": str(cast.claire.id),
        },
    )
    invitation = Invitation.objects.get()
    assert invitation.organisation == cast.ime
    assert invitation.invited_by == cast.karim
    assert invitation.expires_at < clock.now() + timedelta(days=8)


def test_old_tampered_cancelled_and_replaced_links_get_the_same_page(cast, boss):
    first = invite(boss)
    second = invite(boss)
    bodies = {Client().get(first).content, Client().get(second[:-3] + "zz/").content}
    boss.post(reverse("organisations:cancel_invitation", args=[_pending().id]))
    bodies.add(Client().get(second).content)
    third = invite(boss)
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        old = Client().get(third)
        assert Client().post(third, ACCOUNT).status_code == 404
    assert old.status_code == 404
    assert {*bodies, old.content} == {old.content}
    assert not User.objects.filter(email=ADDRESS).exists()


def _pending():
    return Invitation.objects.pending().get()


def test_an_administrator_who_left_opens_no_more_doors(cast, boss):
    path = invite(boss)
    make_user("Boris", "Blanc", cast.ime, Role.ADMIN)
    Membership.objects.filter(user=cast.karim).update(until=clock.now())
    assert Client().get(path).status_code == 404
    assert Client().post(path, ACCOUNT).status_code == 404


def test_somebody_who_has_an_account_signs_in_then_joins(cast, boss, as_user):
    path = invite(boss, cast.claire.email.upper())
    assert "Vous avez déjà un compte" in Client().get(path).content.decode()
    client = as_user(cast.claire, cast.geiq)
    assert "Rejoindre IME Les Tilleuls" in client.get(path).content.decode()
    assert client.post(path).headers["Location"] == "/"
    assert cast.claire.memberships.count() == 2
    assert client.session["passerelles_organisation"] == str(cast.ime.id)
    assert client.get(path).status_code == 404


def test_an_invitation_is_not_for_whoever_holds_the_link(cast, boss, as_user):
    path = invite(boss)
    zoe = as_user(cast.zoe, cast.stranger)
    assert "pour une autre adresse" in zoe.get(path).content.decode()
    assert zoe.post(path).status_code == 422
    assert cast.zoe.memberships.count() == 1
    assert _pending().email == ADDRESS


def test_platform_and_personal_accounts_join_nothing(cast, boss, as_user):
    path = invite(boss, cast.admin.email)
    assert as_user(cast.admin).post(path).status_code == 422
    own = make_user("Léa", "Marchand", None, own_person_id=cast.lea.id)
    path = invite(boss, own.email)
    assert as_user(own).post(path).status_code == 422
    assert not own.memberships.exists()


def test_a_refused_invitation_keeps_what_was_typed(cast, boss):
    response = boss.post(
        reverse("organisations:invite"), {"email": cast.ines.email, "roles": "worker"}
    )
    assert response.status_code == 422
    assert "déjà membre" in response.content.decode()
    assert cast.ines.email in response.content.decode()
    wrong = boss.post(reverse("organisations:invite"), {"email": "pas une adresse", "roles": []})
    assert wrong.status_code == 422
    assert "pas une adresse" in wrong.content.decode()


def test_a_mail_server_that_fails_is_said(cast, boss, monkeypatch):
    def broken(*args, **kwargs):
        raise SMTPException("no route")

    monkeypatch.setattr("passerelles.accounts.letters.send_mail", broken)
    response = boss.post(reverse("organisations:invite"), {"email": ADDRESS, "roles": "worker"})
    assert response.status_code == 422
    assert "n’a pas pu partir" in response.content.decode()


def test_an_invitation_of_another_organisation_cannot_be_cancelled(cast, boss, as_user):
    invite(boss)
    stranger = as_user(cast.zoe, cast.stranger)
    response = stranger.post(reverse("organisations:cancel_invitation", args=[_pending().id]))
    assert response.status_code == 404
    assert _pending().cancelled_at is None
