"""S7 au dossier — Rémi reprend par quatre heures, monte, et bascule quand il se sent prêt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import (
    Told,
    begin_path,
    decide,
    end_work,
    enrol,
    note_work,
    refused_work,
)
from tests.stories.steps import note_state, open_record
from tests.stories.visitor import Visitor

START, END = date(2026, 11, 23), date(2027, 5, 22)
PHC = "CDDI Premières heures"
DEROGATION: Told = {"Dérogation": "Collective"}


@dataclass
class Yard:
    eva: Visitor
    record: str


@pytest.fixture
def yard(cast: Cast, visit: Visit) -> Yard:
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Chantier des Rives", "aci", **published)
    eva = visit(make_user("Eva", "Colas", aci, Role.WORKER), aci)
    record = open_record(eva, "Rémi", "Faure", date(1980, 1, 9))
    note_state(eva, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(eva, record, "Reprendre doucement")
    return Yard(eva, record)


def test_quatre_heures_sont_un_contrat_zero_et_vingt_et_une_non(yard: Yard, later: Later) -> None:
    """Chaque refus dit son article ; les heures montent par des versions, rien n’est effacé."""
    for hours, words in (("0", "au moins 1 h"), ("21", "au plus 20 h")):
        told: Told = {**DEROGATION, "Heures par semaine": hours}
        page = refused_work(yard.eva, yard.record, PHC, START, END, told).sees(words)
        assert page.value_of("Heures par semaine") == hours
    told = {**DEROGATION, "Heures par semaine": "4"}
    page_url = note_work(yard.eva, yard.record, PHC, START, END, told)
    for hours, day in (
        ("8", date(2027, 1, 11)),
        ("16", date(2027, 2, 15)),
        ("20", date(2027, 4, 5)),
    ):
        later(day)
        yard.eva.open(page_url).follow("Corriger").fill("Heures par semaine", hours)
        yard.eva.fill("Raison de la correction", f"Il en veut {hours}").press("Enregistrer")
    yard.eva.open(page_url).sees("4 → 8", "8 → 16", "16 → 20", "Il en veut 16")


def test_la_confiance_monte_et_la_bascule_se_decide_avec_lui(yard: Yard, later: Later) -> None:
    entry: Told = {
        "Entrée le": START,
        "Sans domicile stable": ("Oui",),
        "Heures par semaine, pour commencer": "4",
        "Date de la dérogation": date(2026, 11, 16),
    }
    enrol(yard.eva, yard.record, "Premières heures en chantier", entry).sees("Premières heures")
    page = yard.eva.url
    told: Told = {**DEROGATION, "Heures par semaine": "20"}
    first = note_work(yard.eva, yard.record, PHC, START, END, told)
    for day, words in ((START, "Je n’ose pas parler."), (date(2027, 4, 12), "Je me sens prêt.")):
        if day > START:
            later(day)
        yard.eva.open(page).follow("C’est fait (Demander à la personne où en est sa confiance")
        yard.eva.fill("En quelques mots", words).press("Enregistrer")
    yard.eva.open(page)
    assert not yard.eva.has_link("Entrer dans l’étape (Contrat d’insertion ordinaire")
    together: Told = {
        "Qu’est-ce qui est décidé ?": ("Oui, le passage est ouvert",),
        "Qui a décidé ?": "Rémi et l’équipe du chantier",
        "Sur quoi ?": "Il se sent prêt.",
    }
    decide(yard.eva, page, "Bascule vers le contrat ordinaire", together)
    yard.eva.open(page).follow("Entrer dans l’étape (Contrat d’insertion ordinaire")
    yard.eva.press("Enregistrer", 422).sees("4 h prévues, alors que le contrat dit 20 h.")
    yard.eva.tick("4 h prévues").fill("Pourquoi continuer", "Les vingt heures sont au contrat")
    yard.eva.press("Enregistrer")
    yard.eva.open(page).sees("Étape : Contrat d’insertion ordinaire")
    staying: Told = {"La personne quitte-t-elle la structure ?": ("Non, elle y reste",)}
    end_work(yard.eva, first, date(2027, 4, 12), "La personne passe à l’étape", staying)
    usual: Told = {"Heures par semaine": "26"}
    note_work(yard.eva, yard.record, "CDDI", date(2027, 4, 13), date(2028, 4, 12), usual)
    yard.eva.open(yard.record).follow("Travail").sees("Aucune sortie notée.", "CDDI Premières")
