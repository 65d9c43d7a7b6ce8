"""The accompaniment in real browsers: at a desk for the team, on a phone for the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.support.actions.commitments import make_commitment
from passerelles.support.actions.minutes import set_rhythm
from tests.browser.screen import DESK, PHONE, Screen
from tests.cast import build_cast
from tests.pathways.scenes import begun
from tests.support.scenes import appointment, educator, licence, mobility, signed, yesterday
from tests.support.test_commitments import draft, own_space

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]
NewScreen = Callable[[str, Any, Client], Screen]


@pytest.fixture
def screen(chromium: Any, live_server: Any, transactional_db: None) -> Iterator[NewScreen]:
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


def test_a_morning_of_the_team_and_the_same_on_the_person_s_phone(
    screen: NewScreen, as_user: Callable[..., Client]
) -> None:
    cast = build_cast()
    actor = educator(cast)
    begun(cast)
    licence(cast, mobility(cast))
    appointment(cast, at=yesterday())
    appointment(cast, place="Salle bleue")
    since = clock.today() - timedelta(days=70)
    set_rhythm(actor=actor, person_id=cast.lea.id, every_months=1, since=since)
    signed(cast, make_commitment(actor=actor, person_id=cast.lea.id, draft=draft()))
    soon = (clock.now() + timedelta(days=3)).date().isoformat()
    record = f"/dossier/{cast.lea.id}/"
    desk = screen("éducatrice", DESK, as_user(cast.ines, cast.ime))
    desk.open(f"{record}freins/").sees("Mobilité", "Il manque 550")
    desk.follow("Il est levé").sees("Comment la personne l’a dit")
    desk.open(f"{record}freins/nouveau/").sees("Quel frein ?")
    desk.open(f"{record}rendez-vous/").sees("Aucun rendez-vous du", "à raconter")
    desk.follow("Dire ce qui s’est passé").sees("Court et partagé")
    desk.open(f"{record}rendez-vous/nouveau/").sees("Bilan à trois")
    desk.open(f"{record}engagements/").sees("Je viens chaque mardi.", "À revoir depuis")
    desk.open("/agenda/").sees("Dans un autre agenda").press("Ouvrir une adresse")
    desk.sees("elle n’est montrée qu’une fois")
    desk.open(f"/agenda/?vue=mois&le={soon}").sees("Salle bleue").follow("Jour").sees(
        "Avant", "Après"
    )
    desk.open(f"/agenda/imprimer/?vue=semaine&le={soon}")
    desk.open("/agenda/collectif/").sees("Chacun ne verra que son propre rendez-vous")
    desk.open("/partenaires/").sees("Rien n’est encore noté")
    pocket = screen("éducatrice-téléphone", PHONE, as_user(cast.ines, cast.ime))
    pocket.open(f"/agenda/?vue=mois&le={soon}").sees("Salle bleue").follow("Semaine").sees("Rien")
    phone = screen("léa", PHONE, own_space(cast))
    phone.open("/mon-espace/").follow("Mes rendez-vous").sees("Salle bleue")
    phone.open("/mon-espace/engagements/").sees("Ce qu’ils me promettent")
    phone.follow("Je dis si c’est tenu").sees("Est-ce tenu ?")
