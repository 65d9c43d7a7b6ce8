"""S8 au dossier — Ousmane, Convergence : soixante mois, un logement qui se stabilise, rien d’empêché."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Visit
from tests.stories.record_steps import (
    Told,
    begin_path,
    enrol,
    note_barrier,
    note_work,
    refused_work,
)
from tests.stories.steps import note_state, note_wish, open_record
from tests.stories.visitor import Visitor

START = date(2026, 11, 23)
SIXTY, SIXTY_ONE = date(2031, 11, 22), date(2031, 12, 22)
CONTRACT: Told = {
    "Heures par semaine": "24",
    "Dérogation": "Collective",
}


@dataclass
class Yard:
    rita: Visitor
    luc: Visitor  # administre les comptes et les programmes du chantier
    second: Visitor  # la CIP en plus, du programme
    record: str


@pytest.fixture
def yard(cast: Cast, visit: Visit) -> Yard:
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Atelier du Canal", "aci", **published)
    rita = visit(make_user("Rita", "Meyer", aci, Role.WORKER), aci)
    luc = visit(make_user("Luc", "Astier", aci, Role.ADMIN), aci)
    second = visit(make_user("Paola", "Costa", aci, Role.WORKER), aci)
    record = open_record(rita, "Ousmane", "Diop", date(1979, 5, 20))
    note_state(rita, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(rita, record, "Un toit et un travail")
    return Yard(rita, luc, second, record)


def join_the_network(yard: Yard) -> None:
    """Le chantier adhère au programme : noté une fois, lu par tous ses contrats."""
    yard.luc.open("/programmes/adhesions/noter/").fill("Programme", "Convergence")
    yard.luc.fill("Qui le dit", "Convention du réseau").fill_date("Premier jour", date(2026, 1, 5))
    yard.luc.press("Enregistrer").sees("Convergence")


def enter(yard: Yard) -> Visitor:
    entry: Told = {"Entrée le": START, "Sans domicile stable": ("Oui",)}
    return enrol(yard.rita, yard.record, "Convergence", entry)


def test_soixante_mois_pour_qui_est_inscrit_dans_un_chantier_membre(yard: Yard) -> None:
    """Ni l’inscription seule, ni l’adhésion seule ; et jamais soixante et un mois."""
    join_the_network(yard)
    asked = refused_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, CONTRACT)
    asked.sees("Aucune inscription au programme Convergence", "« Programmes »")
    enter(yard).sees("Convergence", "Étape").does_not_see("Dites si la structure est membre")
    refused_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY_ONE, CONTRACT).sees(
        "60 mois au plus"
    )
    page = note_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, CONTRACT)
    yard.rita.open(page).sees("CDDI Convergence", "22 novembre 2031")


def test_hors_du_programme_le_vingt_cinquieme_mois_est_refuse(yard: Yard) -> None:
    asked = refused_work(
        yard.rita, yard.record, "CDDI", START, date(2028, 12, 22), {"Heures par semaine": "26"}
    )
    asked.sees("24 mois", "Convergence")


def test_une_adhesion_que_personne_n_a_notee_est_demandee_et_jamais_supposee(yard: Yard) -> None:
    entry: Told = {"Entrée le": START, "Sans domicile stable": ("Oui",)}
    asked = enrol(yard.rita, yard.record, "Convergence", entry, 422)
    asked.sees("Dites si la structure est membre du programme.")


def test_le_logement_se_stabilise_avant_le_projet_et_rien_n_empeche_le_travail(yard: Yard) -> None:
    """Le frein dit, avec un partenaire ; le contrat signé quand même ; levé avec ses mots."""
    join_the_network(yard)
    enter(yard).sees("Convergence", "Étape")
    note_barrier(
        yard.second, yard.record, "Logement",
        {"Pour la personne": ("C’est très lourd pour moi",), "Avec ses mots": "Je dors en foyer."},
    )  # fmt: skip
    note_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, CONTRACT)
    paola = yard.second.open(yard.record).follow("Freins").follow("Agir (Logement")
    paola.fill("Quoi ?", "Dossier de pension de famille").fill("Avec quel partenaire ?", "Le Toit")
    paola.press("Enregistrer").sees("Le Toit").follow("Il est levé (Logement")
    paola.fill("Comment la personne l’a dit", "J’ai mes clés.").press("Enregistrer")
    paola.sees("« J’ai mes clés. »")
    note_wish(yard.rita, yard.record, "Métier ou travail", "Réparer des vélos")
    yard.rita.open(yard.record).sees("Réparer des vélos", "CDDI Convergence")
