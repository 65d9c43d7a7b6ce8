"""S6 au dossier — Kenza, 22 ans, entre dans TAPAJ, est payée le soir même, et l’équipe décide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Visit
from tests.stories.record_steps import Told, begin_path, enrol
from tests.stories.steps import (
    give_agreement_on_screen,
    open_record,
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


def test_l_association_ne_lit_pas_la_raison_sensible_sans_accord(street: Street) -> None:
    page = enrolled(street)
    street.ali.open(street.record, 404)
    propose(street.mina, street.record, "Coup de Pouce", "suivre le parcours ensemble", "Parcours")
    give_agreement_on_screen(street.mina, "Léonie Marchal")
    street.ali.open(page).sees("TAPAJ").does_not_see("addictive", "addiction")
    street.mina.open(page).sees("Conduite addictive")
