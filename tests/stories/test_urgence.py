"""Ouvrir en urgence : une raison, trois heures, une alerte, une ligne que la personne lit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from passerelles.accounts.models import User
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_user
from tests.stories.conftest import MONDAY, Visit
from tests.stories.steps import (
    enter_with_card,
    give_agreement_on_paper,
    open_record,
    print_card,
    propose,
    tell,
)
from tests.stories.visitor import Visitor

REASON = "Malaise sur le chantier : il faut savoir ce qui l’aide."
HELP = "prévenir sa sœur, rester au calme"


@dataclass
class Emergency:
    mona: Visitor
    claire: Visitor
    record: str


@pytest.fixture
def emergency(town: Cast, visit: Visit) -> Emergency:
    """Yanis partage son parcours avec le GEIQ, pas ce qui l’aide au travail."""
    make_user("Hélène", "Roy", town.geiq, Role.PRIVACY)
    mona = visit(town.mona, town.esat)
    record = open_record(mona, "Yanis", "Colin", date(1990, 2, 1))
    tell(mona, record, "Ce qui aide au travail", HELP, choice=False)
    propose(mona, record, "GEIQ", "suivre le parcours ensemble", "Parcours")
    give_agreement_on_paper(mona, "n° 3")
    return Emergency(mona, visit(town.claire, town.geiq), record)


def break_glass(claire: Visitor, record: str) -> Visitor:
    claire.open(record).follow("Partage").follow("Ouvrir tout le dossier en urgence")
    claire.fill("Que se passe-t-il ?", REASON).choose("Pendant combien", "3 heures")
    claire.press("Continuer").sees("Confirmez-vous l’urgence ?", REASON)
    return claire.press("Oui, ouvrir en urgence")


def test_sans_raison_serieuse_rien_ne_s_ouvre(emergency: Emergency) -> None:
    """Trop court : refusé, et ce qui est tapé reste."""
    claire = emergency.claire.open(emergency.record).does_not_see(HELP)
    claire.follow("Partage").follow("Ouvrir tout le dossier en urgence")
    claire.fill("Que se passe-t-il ?", "vite").press("Continuer", 422).sees("20 caractères")
    assert claire.value_of("Que se passe-t-il ?") == "vite"
    claire.open(emergency.record).does_not_see(HELP)


def test_tout_s_ouvre_en_lecture_et_se_referme_apres_trois_heures(
    emergency: Emergency, town: Cast, visit: Visit, travel: Any
) -> None:
    """Pour Claire seule : ni écriture, ni collègue ; trois heures plus tard, plus rien."""
    colleague = visit(make_user("Rémi", "Fabre", town.geiq, Role.WORKER), town.geiq)
    claire = break_glass(emergency.claire, emergency.record)
    claire.open(emergency.record).sees(HELP)
    claire.follow("Ce qui a été dit").sees(HELP)
    assert not claire.has_link("(Ce qui aide au travail)")
    colleague.open(emergency.record).does_not_see(HELP)
    travel.move_to(MONDAY + timedelta(hours=2, minutes=50))
    claire = visit(town.claire, town.geiq)
    claire.open(emergency.record).sees(HELP)
    travel.move_to(MONDAY + timedelta(hours=3, minutes=5))
    claire.open(emergency.record).does_not_see(HELP)


def test_la_referente_est_prevenue_sans_donnee_personnelle_et_examine(
    emergency: Emergency,
    town: Cast,
    visit: Visit,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Un courriel sans nom ni raison ; la raison se lit en ligne, l’avis s’écrit une fois."""
    with django_capture_on_commit_callbacks(execute=True):
        break_glass(emergency.claire, emergency.record)
    (message,) = mail.outbox
    assert message.to == ["helene.roy@exemple.test"]
    for told in ("Yanis", "Colin", "Malaise", HELP):
        assert told not in f"{message.subject} {message.body}"
    helene = visit(User.objects.get(email=message.to[0]), town.geiq)
    helene.open("/a-faire/").follow("Accès d’urgence à examiner : 1").follow("Examiner")
    helene.sees("Claire Morel", REASON).fill("Votre avis", "Justifié, à revoir en équipe.")
    helene.press("Enregistrer l’avis").sees("examiné")


def test_la_personne_lit_que_son_dossier_a_ete_ouvert_en_urgence_et_pourquoi(
    emergency: Emergency,
) -> None:
    """Dans son journal : qui, et la raison écrite ce jour-là."""
    break_glass(emergency.claire, emergency.record).open(emergency.record)
    number, pictures = print_card(emergency.mona, emergency.record)
    yanis = enter_with_card("Yanis", number, pictures).follow("Je vois tout")
    yanis.sees("GEIQ Propreté du Val", "urgence", "Malaise sur le chantier")
