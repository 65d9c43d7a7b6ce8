"""S6 au dossier — Kenza, 22 ans, entre dans TAPAJ, est payée le soir même, et l’équipe décide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import Told, begin_path, decide, enrol, note_day
from tests.stories.steps import (
    enter_with_card,
    give_agreement_on_screen,
    open_record,
    print_card,
    propose,
)
from tests.stories.visitor import Visitor

FIRST = date(2026, 9, 29)
ENTRY: Told = {"Entrée le": date(2026, 9, 28), "Conduite addictive": ("Oui",)}
TEAM: Told = {
    "Qu’est-ce qui est décidé ?": ("Oui, le passage est ouvert",),
    "Qui a décidé ?": "Mina et l’équipe de rue, avec Kenza",
    "Sur quoi ?": "Cinq venues sur six, et elle en veut plus.",
}


@dataclass
class Street:
    mina: Visitor  # éducatrice de rue
    ali: Visitor  # association intermédiaire
    record: str


@pytest.fixture
def street(cast: Cast, visit: Visit) -> Street:
    published: dict[str, Any] = {"published_at": clock.now()}
    team = make_organisation("Équipe du Quai", "partner", **published)
    ai = make_organisation("Coup de Pouce", "ai", **published)
    mina = visit(make_user("Mina", "Roux", team, Role.WORKER), team)
    ali = visit(make_user("Ali", "Benali", ai, Role.WORKER), ai)
    record = open_record(mina, "Kenza", "Lacroix", date(2004, 3, 1))
    begin_path(mina, record, "Un premier lien")
    return Street(mina, ali, record)


def enrolled(street: Street) -> str:
    enrol(street.mina, street.record, "TAPAJ", ENTRY).sees("Premier lien")
    return street.mina.url


@pytest.mark.parametrize(
    ("born", "words"), [(date(2009, 11, 30), "à partir de 18 ans"), (date(2000, 9, 28), "25 ans")]
)
def test_a_17_et_a_26_ans_la_page_refuse_et_garde_ce_qui_est_tape(
    street: Street, born: date, words: str
) -> None:
    record = open_record(street.mina, "Sacha", "Noir", born)
    page = enrol(street.mina, record, "TAPAJ", ENTRY, 422).sees(words)
    assert page.is_ticked("Oui", "Conduite addictive")
    street.mina.open(record).follow("Programmes").sees("inscrite à aucun programme")


def test_quarante_euros_la_semaine_puis_l_equipe_decide_de_la_suite(
    street: Street, later: Later
) -> None:
    """Cinq venues sur six, 200 € ; la phase 2 attend une décision de gens, pas un compte."""
    mina, page = street.mina, enrolled(street)
    card = print_card(mina, street.record)
    for week in range(6):
        day = FIRST + timedelta(days=7 * week)
        came = week != 3
        presence = "Présente, présent" if came else "N’est pas venu"
        note_day(mina, page, day, presence, "4" if came else "")
    mina.open(page).sees("40,00 €", "Gagné en tout : 200,00 €", "1 absence", "à payer")
    mina.follow("Noter un paiement")
    mina.tick("29 septembre 2026").press("Enregistrer")
    mina.open(page).sees("payé le")
    assert not mina.has_link("Entrer dans l’étape (Plusieurs chantiers")
    not_yet: Told = {
        **TEAM,
        "Qu’est-ce qui est décidé ?": ("Pas encore",),
        "Quel jour ?": date(2026, 11, 9),
    }
    decide(mina, page, "Assiduité reconnue", not_yet)
    mina.open(page).sees("pas encore")
    assert not mina.has_link("Entrer dans l’étape (Plusieurs chantiers")
    decide(mina, page, "Assiduité reconnue", TEAM)
    mina.open(page).sees("par Mina et l’équipe de rue, avec Kenza", "5 séances sur 6 ce jour-là")
    mina.follow("Entrer dans l’étape (Plusieurs chantiers").press("Enregistrer")
    mina.open(page).sees("Étape : Plusieurs chantiers", "Accompagnement pour lever les freins")
    kenza = enter_with_card("Kenza", *card).open("/mon-espace/programme/")
    kenza.sees("TAPAJ")


def test_l_association_ne_lit_pas_la_raison_sensible_sans_accord(street: Street) -> None:
    page = enrolled(street)
    street.ali.open(street.record, 404)
    propose(street.mina, street.record, "Coup de Pouce", "suivre le parcours ensemble", "Parcours")
    give_agreement_on_screen(street.mina, "Léonie Marchal")
    street.ali.open(page).sees("TAPAJ").does_not_see("addictive", "addiction")
    street.mina.open(page).sees("Conduite addictive")
