"""S10 au dossier — Inaya travaille pour elle-même : accompagnée vingt-quatre mois, jamais salariée."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import Told, begin_path, enrol, set_objective, tell_all, work_form
from tests.stories.steps import note_state, open_record
from tests.stories.visitor import Visitor

START = date(2026, 11, 23)
ENTRY: Told = {
    "Entrée le": START,
    "Immatriculé comme travailleur indépendant": ("Oui",),
    "Long diagnostic avec la personne : fait le": date(2026, 11, 2),
    "Dit à la personne, qui l’a compris, le": date(2026, 11, 2),
}


@dataclass
class Studio:
    noa: Visitor
    record: str


@pytest.fixture
def studio(cast: Cast, visit: Visit) -> Studio:
    published: dict[str, Any] = {"published_at": clock.now()}
    eiti = make_organisation("À son compte", "eiti", **published)
    noa = visit(make_user("Noa", "Simon", eiti, Role.WORKER), eiti)
    record = open_record(noa, "Inaya", "Kone", date(1990, 8, 8))
    note_state(noa, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(noa, record, "Vivre de ses coutures")
    told: Told = {
        "Avec ses mots": "Mes loyers de retard.",
        "À lever si possible": date(2027, 5, 23),
    }
    noa.open(record).follow("Freins").follow("Noter un frein").fill("Quel frein ?", "Argent")
    tell_all(noa.tick("C’est un frein principal"), told).press("Enregistrer")
    return Studio(noa, record)


def test_l_immatriculation_et_le_long_diagnostic_viennent_avant_l_entree(studio: Studio) -> None:
    """Sans immatriculation, refusée ; sans diagnostic, la page le demande."""
    noa = studio.noa
    unregistered = {**ENTRY, "Immatriculé comme travailleur indépendant": ("Non",)}
    page = enrol(noa, studio.record, "EITI", unregistered, 422).sees("mmatricul")
    assert page.is_ticked("Non", "Immatriculé comme travailleur indépendant")
    undone = {k: v for k, v in ENTRY.items() if not k.startswith("Long diagnostic")}
    enrol(noa, studio.record, "EITI", undone, 422).sees("diagnostic")
    enrol(noa, studio.record, "EITI", ENTRY).sees("Accompagnement")


def test_ni_contrat_ni_horaire_vingt_quatre_mois_et_les_trois_dimensions(studio: Studio) -> None:
    noa = studio.noa
    beyond = enrol(noa, studio.record, "EITI", {**ENTRY, "Fin prévue": date(2028, 12, 23)}, 422)
    beyond.sees("24 mois")
    page = enrol(noa, studio.record, "EITI", {**ENTRY, "Fin prévue": date(2028, 11, 22)}).url
    noa.open(page).sees("Pas de contrat de travail", "Ni contrat ni horaire ne s’écrivent")
    form = work_form(noa, studio.record, "Accompagnement EITI")
    assert not form.has_field("Heures par semaine")
    for words in ("Ouvrir ses droits", "Tenir ses comptes", "Trouver trois clientes"):
        set_objective(noa, studio.record, words, "dit par la personne")
    noa.open(studio.record).follow("Engagements").sees("Tenir ses comptes", "Trouver trois")


def test_au_sixieme_mois_un_frein_ouvert_se_rappelle_et_ne_ferme_rien(
    studio: Studio, later: Later
) -> None:
    page = enrol(studio.noa, studio.record, "EITI", ENTRY).url
    later(date(2027, 5, 3))
    studio.noa.open(page).sees("Faire le point sur les principaux freins", "1 frein principal")
    studio.noa.sees("il ne ferme rien")
    later(date(2027, 6, 14))
    studio.noa.open(studio.record).follow("Freins").sees("date choisie passée")
    studio.noa.open("/a-faire/").sees("Inaya K")
    leaving = studio.noa.open(page).follow("Sortir du programme")
    leaving.choose("Vers quoi la personne va-t-elle ?", "Son activité continue")
    leaving.fill("Raison", "Ses coutures la font vivre").press("Enregistrer")
    leaving.sees("Son activité continue (pérennisée)")
