"""One paper in real browsers: prepared at a desk, signed on two phones, with axe on each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.documents.models import Paper
from passerelles.kernel import clock
from tests.browser.screen import DESK, PHONE, Screen
from tests.cast import build_cast
from tests.myspace.own_space import enter
from tests.sharing.scenes import adult

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]

NewScreen = Callable[[str, Any, Client | None], Screen]


@pytest.fixture
def screen(chromium: Any, live_server: Any, transactional_db: None) -> Iterator[NewScreen]:
    """``screen("qui", PHONE, client)``: a browser, in the session of a test client if any."""
    contexts = []

    def opened(who: str, size: Any, client: Client | None = None) -> Screen:
        context = chromium.new_context(viewport=size, locale="fr-FR", timezone_id="Europe/Paris")
        contexts.append(context)
        if client is not None:
            context.add_cookies(
                [
                    {"name": name, "value": cookie.value, "url": live_server.url}
                    for name, cookie in client.cookies.items()
                ]
            )
        return Screen(context.new_page(), live_server.url, who)

    yield opened
    for context in contexts:
        context.close()


def prepare_and_send(desk: Screen, record: str) -> None:
    first = clock.today() + timedelta(days=30)
    desk.open(f"{record}papiers/").sees("Pas encore de papier.")
    desk.follow("Contrat d’engagement réciproque").sees("n’y écrivez rien de la santé")
    desk.press("Préparer le papier").open(f"{record}papiers/").follow("Ouvrir")
    desk.sees("À écrire avant d’envoyer", "Ce que promet la personne")
    desk.follow("Écrire une nouvelle version")
    desk.fill("Qui accompagne", "Inès Belkacem").date("Premier jour", first)
    desk.date("Dernier jour", first + timedelta(days=90))
    desk.fill("Ce que promet la structure", "Chercher un stage\nRépondre dans la semaine")
    desk.fill("Ce que promet la personne", "Venir aux rendez-vous")
    desk.fill("Quand on en reparle", "Le 15 janvier 2027")
    desk.fill("Qui signe pour la structure", "Karim Duval, chef de service")
    desk.choose("Notre structure signe", "aucune")
    desk.press("Écrire cette version").press("Envoyer à la signature")
    desk.sees("Le papier est parti à la signature.")


def test_prepared_at_a_desk_and_signed_on_two_phones(screen: NewScreen, as_user: Any) -> None:
    cast = build_cast()
    david = adult(cast)
    desk = screen("inès", DESK, as_user(cast.ines, cast.ime))
    prepare_and_send(desk, f"/dossier/{david.id}/")

    desk.follow("Donner un lien", nth=1).press("Faire le lien")
    text = desk.main.inner_text()
    path = re.search(r"/signer/[\w-]+/", text)
    code = desk.page.locator(".p-access-code").inner_text()
    assert path is not None

    phone = screen("david", PHONE, enter(cast, david, by="ines"))
    phone.open("/mon-espace/").follow("Mes papiers").sees("On attend votre réponse.")
    phone.follow("Je lis et je réponds").sees("Ce que vous promettez : Venir aux rendez-vous.")
    phone.press("Je veux en parler").sees("va vous en parler")
    phone.follow("Je lis et je réponds").sees("Vous avez demandé à en parler.")
    phone.press("Je signe").sees("Vous avez signé. Merci.", "Il n’y a pas de papier à signer.")

    outside = screen("karim", PHONE, None).open(path.group())
    outside.fill("Le code à 6 chiffres", "000000" if code != "000000" else "111111")
    outside.press("Continuer").is_refused("Ce code ne va pas")
    outside.fill("Le code à 6 chiffres", code).press("Continuer").sees(
        "Ce que nous nous promettons"
    )
    outside.press("Je dis non").is_refused("Si vous dites non, pourquoi ? : Il manque la raison")
    outside.press("Je signe").sees("Vous avez signé.")

    paper = Paper.unscoped.get()
    assert paper.state == "signed"
    desk.open(f"/dossier/{david.id}/papiers/{paper.id}/").sees("signé par tous", "Versions gardées")
    desk.open("/papier/verifier/").press("Vérifier").is_refused("Choisissez un fichier.")
