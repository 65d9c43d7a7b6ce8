"""A real passkey ceremony: Chromium with a virtual authenticator, under the strict CSP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from passerelles.journal.models import JournalEntry

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium absent : pas d’essai de clé d’accès"),
]

VIRTUAL_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(settings: Any, chromium: Any) -> Iterator[Any]:
    """A page of a browser that holds a passkey, whose console complaints are kept."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    context = chromium.new_context(locale="fr-FR")
    opened = context.new_page()
    devtools = context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_KEY})
    yield opened
    context.close()


def test_a_passkey_is_added_then_opens_the_account_alone(cast, live_server, page):
    complaints: list[str] = []
    page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/compte/login/")
    page.get_by_label("Adresse").or_(page.locator("input[name=login]")).first.fill(cast.ines.email)
    page.locator("input[name=password]").fill("motdepasse-de-test")
    page.get_by_role("button", name="Se connecter", exact=True).click()

    page.goto(f"{live_server.url}/compte/2fa/webauthn/add/")
    page.locator("input[name=password]").fill("motdepasse-de-test")
    page.get_by_role("button", name="Confirmer").click()
    page.get_by_label("Nom de la clé").fill("téléphone d’essai")
    page.get_by_label("Me connecter avec cette clé seule").check()
    page.get_by_role("button", name="Ajouter la clé").click()
    page.get_by_role("heading", name="Mes codes de secours").wait_for()

    page.goto(f"{live_server.url}/compte/2fa/webauthn/")
    page.get_by_role("heading", name="téléphone d’essai").wait_for()
    page.get_by_role("button", name="Se déconnecter").click()

    page.goto(f"{live_server.url}/compte/login/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{live_server.url}/compte/")
    page.get_by_role("heading", name="Mon compte").wait_for()

    assert complaints == []
    changes = JournalEntry.objects.filter(event="accounts:protection:changed")
    assert {"change": "webauthn_added"} in list(changes.values_list("details", flat=True))
