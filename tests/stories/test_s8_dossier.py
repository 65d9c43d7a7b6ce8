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
MEMBERS: Told = {
    "Heures par semaine": "24",
    "Programme suivi par la personne": "Convergence",
    "Programmes dont l’employeur est membre": ("Convergence",),
    "Dérogation": "Collective",
}


@dataclass
class Yard:
    rita: Visitor
    second: Visitor  # la CIP en plus, du programme
    record: str


@pytest.fixture
def yard(cast: Cast, visit: Visit) -> Yard:
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Atelier du Canal", "aci", **published)
    rita = visit(make_user("Rita", "Meyer", aci, Role.WORKER), aci)
    second = visit(make_user("Paola", "Costa", aci, Role.WORKER), aci)
    record = open_record(rita, "Ousmane", "Diop", date(1979, 5, 20))
    note_state(rita, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(rita, record, "Un toit et un travail")
    return Yard(rita, second, record)


def test_soixante_mois_avec_le_programme_et_soixante_et_un_jamais(yard: Yard) -> None:
    refused_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY_ONE, MEMBERS).sees(
        "60 mois au plus"
    )
    alone = {**MEMBERS, "Programmes dont l’employeur est membre": ("Premières heures",)}
    refused_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, alone)
    usual = refused_work(
        yard.rita, yard.record, "CDDI", START, date(2028, 12, 22), {"Heures par semaine": "26"}
    )
    usual.sees("24 mois")
    page = note_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, MEMBERS)
    yard.rita.open(page).sees("CDDI Convergence", "22 novembre 2031")


def test_le_logement_se_stabilise_avant_le_projet_et_rien_n_empeche_le_travail(yard: Yard) -> None:
    """Le frein dit, avec un partenaire ; le contrat signé quand même ; levé avec ses mots."""
    entry: Told = {"Entrée le": START, "Sans domicile stable": ("Oui",)}
    asked = enrol(yard.rita, yard.record, "Convergence", entry, 422)
    asked.sees("Dites si la structure est membre du programme.")
    asked.tick("Dites si la structure est membre")
    asked.fill("Pourquoi continuer", "L’adhésion est signée").press("Enregistrer")
    asked.sees("Convergence", "Étape")
    note_barrier(
        yard.second, yard.record, "Logement",
        {"Pour la personne": ("C’est très lourd pour moi",), "Avec ses mots": "Je dors en foyer."},
    )  # fmt: skip
    note_work(yard.rita, yard.record, "CDDI Convergence", START, SIXTY, MEMBERS)
    paola = yard.second.open(yard.record).follow("Freins").follow("Agir (Logement")
    paola.fill("Quoi ?", "Dossier de pension de famille").fill("Avec quel partenaire ?", "Le Toit")
    paola.press("Enregistrer").sees("Le Toit").follow("Il est levé (Logement")
    paola.fill("Comment la personne l’a dit", "J’ai mes clés.").press("Enregistrer")
    paola.sees("« J’ai mes clés. »")
    note_wish(yard.rita, yard.record, "Métier ou travail", "Réparer des vélos")
    yard.rita.open(yard.record).sees("Réparer des vélos", "CDDI Convergence")
