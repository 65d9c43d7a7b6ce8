"""S2 au dossier — Colibri en maison d’accueil : les gestes s’apprennent, s’observent, s’essaient."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

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
    note_act,
    note_work,
)
from tests.stories.steps import note_state, open_record
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db
TASKS = ("Petits-déjeuners", "Lingerie", "Bionettoyage", "Aide aux soins", "Sorties")
LEVELS = "Je découvre | On me montre | Avec de l’aide | Seul | Je peux montrer"


def test_les_gestes_appris_du_personnel_menent_a_d_autres_etablissements_puis_a_l_emploi(
    cast: Cast, visit: Visit, later: Later
) -> None:
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Chantier des Peupliers", "aci", **published)
    lise = visit(make_user("Lise", "Marchand", aci, Role.WORKER, Role.MANAGER), aci)
    hugues = visit(make_user("Hugues", "Petit", aci, Role.SUPERVISOR), aci)
    # Le cadre de l’activité : les gestes de la maison d’accueil, dits par son personnel.
    lise.open("/organisation/observation/nouveau/").fill("Nom de ce cadre", "Maison d’accueil")
    lise.fill("Les axes", "Lingerie | Est-ce que je sais ?").press("Enregistrer", 422)
    lise.sees("il faut 7 parties").fill(
        "Les axes",
        "\n".join(f"{task} | Est-ce que je sais le faire ? | {LEVELS}" for task in TASKS),
    )
    lise.press("Enregistrer").sees("Maison d’accueil")
    record = open_record(lise, "Sabrina", "Adam", date(1988, 4, 6))
    note_state(lise, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(lise, record, "Travailler auprès de personnes")
    hours: Told = {"Heures par semaine": "26"}
    contract = note_work(lise, record, "CDDI", date(2026, 9, 1), date(2027, 8, 31), hours)
    entry: Told = {"Entrée le": date(2026, 11, 23), "La personne commence par": "Maison d’accueil"}
    page = enrol(lise, record, "Colibri", entry).sees("Maison d’accueil : apprendre").url
    note_act(hugues, record, "Co-tutorat en situation de travail", {"Combien de minutes ?": "120"})
    for day, level in ((date(2026, 11, 23), "On me montre"), (date(2027, 2, 15), "Seul")):
        if day > date(2026, 11, 23):
            later(day)
        hugues.open(record + "progres/ajouter/").fill("Bionettoyage", level)
        hugues.fill("Lingerie", level).press("Enregistrer").sees("Bionettoyage")
    yes: Told = {
        "Qu’est-ce qui est décidé ?": ("Oui, le passage est ouvert",),
        "Qui a décidé ?": "Sabrina et l’encadrement",
    }
    for gate, step in (
        ("Gestes appris", "encadrement de proximité"),
        ("Prêt à essayer ailleurs", "immer"),
    ):
        assert not lise.open(page).has_link(f"Entrer dans l’étape (Maison d’accueil : {step}")
        decide(lise, page, gate, yes)
        lise.open(page).follow(f"Entrer dans l’étape (Maison d’accueil : {step}")
        lise.press("Enregistrer")
    # Deux autres établissements, dont un d’une autre association.
    for place, start, end in (
        ("Foyer des Tilleuls", date(2027, 2, 15), date(2027, 2, 26)),
        ("Résidence du Lac", date(2027, 3, 1), date(2027, 3, 12)),
    ):
        trial: Told = {
            "Objet de l’immersion": ("Découvrir un métier",),
            "Nom du lieu, s’il n’est pas dans la liste": place,
            "Sorte de lieu": "ESMS",
            "Sorte de prescripteur": "ACI",
            "Heures par semaine": "26",
        }
        note_work(lise, record, "PMSMP", start, end, trial)
    later(date(2027, 3, 15))
    decide(lise, page, "Recrutement après les immersions", yes)
    lise.open(page).follow("Entrer dans l’étape (Emploi").press("Enregistrer")
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(lise, contract, date(2027, 3, 14), "La personne passe à l’étape", leaving)
    lise.open(record).follow("Travail").sees("emploi durable", "Foyer des Tilleuls", "Résidence")


def test_le_taux_de_l_annee_se_lit_avec_sa_definition_et_son_epoque() -> None:
    """85 % est un chiffre d’époque : la page le dit, et donne le calcul."""
    page = Visitor(Client(), "une directrice").open("/programmes/").follow("Colibri")
    page.sees("85 %", "sorties par une sortie positive", "chiffre d’époque")
