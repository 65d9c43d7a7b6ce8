"""David's phone and Mona's desk: a request and its answer, a carnet and who reads it, with axe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.myspace.models import CarnetVersion
from passerelles.pathways.loading import ensure_default_framework
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import PersonRequest
from tests.browser.screen import DESK, PHONE, Screen
from tests.cast import build_cast, make_agreement
from tests.myspace.own_space import build_space, enter

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


@pytest.fixture
def screen(chromium: Any, live_server: Any, transactional_db: None) -> Iterator[Any]:
    """``screen("qui", PHONE, client)``: a browser in the session of a test client."""
    contexts = []

    def opened(who: str, size: Any, client: Client) -> Screen:
        context = chromium.new_context(viewport=size, locale="fr-FR", timezone_id="Europe/Paris")
        contexts.append(context)
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


def test_a_request_answered_and_a_carnet_read(screen: Any, as_user: Any) -> None:
    ensure_default_framework()
    cast = build_cast()
    space = build_space(cast)
    make_agreement(space.david, cast.esat, Volet.IDENTITY, Volet.SKILLS, Volet.PATH)
    record = f"/dossier/{space.david.id}/"

    phone = screen("david", PHONE, enter(cast, space.david)).open("/mon-espace/")
    phone.follow("Je voudrais…").follow("Essayer un métier").title_is("Je voudrais essayer")
    phone.press("Continuer").sees("Je le demande à : Mona P.")
    phone.fill("J’explique avec mes mots", "La cuisine.").press("J’envoie")
    phone.sees("Votre demande est envoyée.", "C’est envoyé")

    desk = screen("mona", DESK, as_user(cast.mona, cast.esat)).open("/a-faire/")
    desk.follow("Répondre").sees("La cuisine.", "Voir les passerelles possibles")
    desk.press("Envoyer la réponse").is_refused("Votre réponse, en mots simples")
    moment = clock.now() + timedelta(days=4)
    desk.fill("Votre réponse, en mots simples", "Bonne idée.").tick("Un nouveau rendez-vous")
    desk.date("Quel jour ?", moment).fill("À quelle heure ?", "14:00").fill("Où ?", "Salle 2")
    desk.press("Envoyer la réponse").sees("La réponse est envoyée.", "Bonne idée.")

    phone.open("/mon-espace/").sees("On attend votre réponse", "Mon prochain rendez-vous")
    phone.follow("On a répondu à ma demande").sees("Bonne idée.", "Salle 2").press("Ça me va")
    assert PersonRequest.unscoped.get().state == "settled"

    desk.open(f"{record}carnet/").sees("Aucune version de son carnet")
    desk.follow("Proposer une ligne").tick("Ce qu’elle sait faire")
    desk.fill("La ligne proposée", "Conduit la tondeuse.").press("Enregistrer")
    desk.sees("la personne n’a pas répondu")
    phone.open("/mon-espace/carnet/").follow("Je réponds").press("Oui")
    phone.follow("Je choisis ce qui est dedans").press("Je garde ce choix")
    phone.follow("Je garde une version").sees(cast.esat.name).press("Je garde cette version")
    phone.sees("Cette version est gardée.", "Conduit la tondeuse.")
    assert CarnetVersion.unscoped.get().number == 1
    desk.open(f"{record}carnet/").sees("Version 1", "Conduit la tondeuse.", "Dans le carnet")
