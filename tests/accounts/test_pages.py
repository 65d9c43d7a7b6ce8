"""Own account, the organisation one acts for, the front door, scripts under the strict CSP."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.accounts.models import User
from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import Role

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r"<script(?P<attrs>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


def assert_nothing_runs_inline(html: str) -> None:
    for script in SCRIPT.finditer(html):
        data_only = "application/json" in script["attrs"]
        assert data_only or (" src=" in script["attrs"] and not script["body"].strip())
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"<style|\sstyle=", html)


@pytest.mark.parametrize("path", ["/compte/login/", "/compte/password/reset/", "/", "/aide/"])
def test_pages_before_signing_in_run_nothing_inline(db, path):
    response = Client().get(path)
    assert response.status_code == 200
    assert_nothing_runs_inline(response.content.decode())
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_pages_of_second_factors_run_nothing_inline(cast, sign_in, with_codes):
    client = Client()
    sign_in(client, cast.ines.email)
    client.post("/compte/reauthenticate/", {"password": "motdepasse-de-test"})
    for path in ("", "totp/activate/", "webauthn/", "webauthn/add/"):
        response = client.get(f"/compte/2fa/{path}")
        assert response.status_code == 200, path
        assert_nothing_runs_inline(response.content.decode())
    with_codes(cast.ines)
    for path in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"):
        response = client.get(f"/compte/2fa/{path}")
        assert response.status_code == 200, path
        assert_nothing_runs_inline(response.content.decode())
    other = Client()
    sign_in(other, cast.ines.email)
    assert_nothing_runs_inline(other.get("/compte/2fa/authenticate/").content.decode())


def test_the_front_door_says_what_this_is_and_shows_the_way_in(db):
    page = Client().get("/").content.decode()
    assert "raconté une seule fois" in page
    assert "Je suis professionnel" in page
    assert "non évaluée" in Client().get("/accessibilite/").content.decode()


def test_everyone_lands_on_their_own_first_page(cast, as_user):
    assert as_user(cast.ines, cast.ime).get("/").status_code == 302
    assert as_user(cast.admin).get("/").headers["Location"] == reverse("organisations:platform")
    Membership.objects.create(user=cast.ines, organisation=cast.geiq, roles=["worker"])
    assert as_user(cast.ines).get("/").headers["Location"] == "/compte/organisation/"


def test_a_profile_changes_only_what_it_shows(cast, as_user):
    client = as_user(cast.ines, cast.ime)
    response = client.post(
        "/compte/profil/",
        {
            "first_name": "Inès",
            "last_name": "Belkacem",
            "job_title": "éducatrice",
            "is_platform_admin": "on",
            "is_active": "",
            "email": "autre@exemple.test",
            "own_person_id": str(cast.lea.id),
            "roles": "admin",
        },
    )
    assert response.status_code == 302
    user = User.objects.get(pk=cast.ines.id)
    assert user.job_title == "éducatrice"
    assert (user.is_platform_admin, user.is_active, user.own_person_id) == (False, True, None)
    assert user.email == cast.ines.email


def test_a_refused_profile_keeps_what_was_typed(cast, as_user):
    response = as_user(cast.ines, cast.ime).post(
        "/compte/profil/", {"first_name": "", "last_name": "Belkacem-Roy", "job_title": "CIP"}
    )
    assert response.status_code == 422
    assert "Belkacem-Roy" in response.content.decode()


@pytest.fixture
def of_two(cast):
    Membership.objects.create(
        user=cast.ines, organisation=cast.geiq, roles=[Role.WORKER.value], granted_by=None
    )
    return cast


def test_a_user_of_two_organisations_acts_for_one_visibly(of_two, as_user):
    client = as_user(of_two.ines)
    asked = client.get(reverse("organisations:members"))
    assert asked.headers["Location"] == "/compte/organisation/"
    client.post("/compte/organisation/", {"organisation": str(of_two.geiq.id)})
    assert "<b>GEIQ Propreté du Val</b>" in client.get("/compte/").content.decode()
    client.post("/compte/organisation/", {"organisation": str(of_two.ime.id)})
    assert "<b>IME Les Tilleuls</b>" in client.get("/compte/").content.decode()


def test_one_cannot_act_for_an_organisation_one_does_not_belong_to(of_two, as_user):
    client = as_user(of_two.ines, of_two.ime)
    response = client.post("/compte/organisation/", {"organisation": str(of_two.esat.id)})
    assert response.status_code == 422
    assert client.session["passerelles_organisation"] == str(of_two.ime.id)


def test_a_form_opened_for_the_former_organisation_saves_nothing(of_two, sign_in):
    client = Client(enforce_csrf_checks=True)
    client.force_login(of_two.ines)
    token = _csrf(client.get("/compte/organisation/"))
    chosen = {"organisation": str(of_two.ime.id), "csrfmiddlewaretoken": token}
    assert client.post("/compte/organisation/", chosen).status_code == 302
    left_open = _csrf(client.get("/compte/profil/"))
    token = _csrf(client.get("/compte/organisation/"))
    changed = {"organisation": str(of_two.geiq.id), "csrfmiddlewaretoken": token}
    assert client.post("/compte/organisation/", changed).status_code == 302
    stale = {"first_name": "Autre", "last_name": "Nom", "csrfmiddlewaretoken": left_open}
    assert client.post("/compte/profil/", stale).status_code == 403
    assert User.objects.get(pk=of_two.ines.id).first_name == "Inès"


def _csrf(response) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def test_an_organisation_may_ask_everyone_a_second_factor_and_says_why(cast, as_user, with_codes):
    cast.ime.mfa_required = True
    cast.ime.save()
    client = as_user(cast.karim, cast.ime)
    response = client.get(reverse("organisations:members"))
    assert response.headers["Location"] == "/compte/2fa/"
    page = client.get("/compte/2fa/").content.decode()
    assert "IME Les Tilleuls demande un second facteur" in page
    with_codes(cast.karim)
    assert client.get(reverse("organisations:members")).status_code == 200


def test_the_account_page_stays_light(cast, as_user, django_assert_max_num_queries):
    client = as_user(cast.ines, cast.ime)
    client.get("/compte/")
    with django_assert_max_num_queries(14):
        client.get("/compte/")
