"""Deux structures accompagnent la même personne : elle seule décide qu’elles le sachent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import Cast
from tests.stories.conftest import Visit
from tests.stories.steps import give_agreement_on_paper, note_wish, open_record
from tests.stories.visitor import Visitor

BORN = date(1990, 2, 1)
WISH = "Conduire des engins"
PARTS = ("Projet et souhaits", "Parcours", "Progrès")


@pytest.fixture
def mona(town: Cast, visit: Visit) -> Visitor:
    """L’ESAT tient le dossier de Yanis, avec son souhait."""
    mona = visit(town.mona, town.esat)
    note_wish(mona, open_record(mona, "Yanis", "Colin", BORN), "Métier ou travail", WISH)
    return mona


@pytest.fixture
def claire(town: Cast, visit: Visit) -> Visitor:
    return visit(town.claire, town.geiq)


def test_ouvrir_le_dossier_d_un_connu_ou_d_un_inconnu_montre_le_meme_ecran(
    mona: Visitor, claire: Visitor
) -> None:
    """Mot pour mot, au nom près : rien ne dit qu’un dossier existe ailleurs."""
    screens = []
    for first, last in (("Yanis", "Colin"), ("Maël", "Garin")):
        open_record(claire, first, last, BORN)
        screens.append(re.sub(f"{first}|{last}|{last[0]}\\.", "…", claire.text))
    assert screens[0] == screens[1]
    assert "Si un dossier existe déjà ailleurs" in screens[0]


def test_la_structure_qui_tient_le_dossier_recoit_la_demande_et_la_personne_choisit(
    mona: Visitor, claire: Visitor, server_works: Callable[[], None]
) -> None:
    """Demande reçue, accord recueilli, demande close : Claire lit le dossier partagé."""
    own = open_record(claire, "Yanis", "Colin", BORN)
    server_works()
    claire.open(own).does_not_see(WISH)
    mona.open("/a-faire/").sees("la même personne : 1 demande").follow(
        "Une autre structure accompagne"
    )
    mona.follow("GEIQ Propreté du Val")
    mona.sees("GEIQ Propreté du Val accompagne peut-être cette personne", "pareil")
    request = mona.url
    mona.follow("Recueillir l’accord de la personne")
    mona.choose("Pourquoi ?", "suivre le parcours").choose("Quelles parties", *PARTS)
    give_agreement_on_paper(mona, "n° 8").sees("GEIQ Propreté du Val")
    mona.open(request).sees("accord donné").press("L’accord est donné : clore la demande")
    claire.open("/personnes/").sees("1 personne").follow("Yanis Colin").sees(WISH)


def test_classee_sans_suite_l_autre_structure_n_apprend_rien(
    mona: Visitor, claire: Visitor, server_works: Callable[[], None]
) -> None:
    """Avant et après, l’écran de Claire est le même."""
    own = open_record(claire, "Yanis", "Colin", BORN)
    server_works()
    before = claire.open(own).text
    mona.open("/a-faire/").follow("Une autre structure accompagne").follow("GEIQ Propreté du Val")
    mona.press("Classer sans suite").open("/organisation/demandes/").sees("Aucune demande")
    assert claire.open(own).text == before
    claire.open("/a-faire/").does_not_see("ESAT", "classé")
