"""S3 au dossier — Gaëlle : du chantier à l’ESAT qui l’embauche ; trois résultats sont écrits."""

from __future__ import annotations

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
    say_how_it_went,
    say_how_it_went_oneself,
    set_objective,
)
from tests.stories.steps import (
    agree_for_us,
    enter_with_card,
    give_agreement_on_paper,
    note_state,
    open_record,
    print_card,
    propose,
)

pytestmark = pytest.mark.django_db
TRIAL: Told = {
    "Objet de l’immersion": ("Confirmer un projet",),
    "Où la personne travaille-t-elle ?": "ESAT L’Atelier du Pont",
    "Sorte de prescripteur": "ACI",
    "Heures par semaine": "26",
}


def test_de_l_immersion_au_cdi_dans_l_esat(town: Cast, visit: Visit, later: Later) -> None:
    """Le titre attend l’immersion ; l’embauche est un contrat ordinaire de l’ESAT."""
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Chantier du Lavoir", "aci", **published)
    iris = visit(make_user("Iris", "Jolivet", aci, Role.WORKER), aci)
    mona = visit(town.mona, town.esat)
    record = open_record(iris, "Gaëlle", "Picard", date(1990, 2, 11))
    note_state(iris, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(iris, record, "Encadrer un atelier")
    hours: Told = {"Heures par semaine": "26"}
    contract = note_work(iris, record, "CDDI", date(2026, 1, 12), date(2027, 6, 30), hours)
    set_objective(iris, record, "Devenir monitrice d’atelier", "dit par la personne")
    agree_for_us(iris, record, "classeur 4, n° 1", "Parcours", "Projet", "Situation", "Progrès")
    propose(
        iris,
        record,
        "ESAT L’Atelier",
        "suivre le parcours ensemble",
        "Parcours",
        "Projet",
        "Progrès",
    )
    mona.open(record, 404)
    give_agreement_on_paper(iris, "classeur 4, n° 2")
    mona.open(record).follow("Engagements").sees("Devenir monitrice d’atelier")
    entry: Told = {
        "Entrée le": date(2026, 11, 23),
        "La personne commence par": "ESAT : immersion",
    }
    page = enrol(iris, record, "Colibri", entry).sees("ESAT : immersion pour confirmer").url
    too_long = refused_work(iris, record, "PMSMP", date(2026, 11, 23), date(2026, 12, 23), TRIAL)
    too_long.sees("1 mois")
    trial = note_work(iris, record, "PMSMP", date(2026, 11, 23), date(2026, 12, 4), TRIAL)
    card = print_card(iris, record)
    assert not iris.open(page).has_link("Entrer dans l’étape (ESAT : préparation")
    later(date(2026, 12, 7))
    yes: Told = {
        "Qu’est-ce qui est décidé ?": ("Oui, le passage est ouvert",),
        "Qui a décidé ?": "Gaëlle, le chantier et l’ESAT",
    }
    decide(iris, page, "Projet confirmé par l’immersion", yes)
    iris.open(page).follow("Entrer dans l’étape (ESAT : préparation").press("Enregistrer")
    later(date(2027, 4, 12))
    decide(iris, page, "Recrutement en ESAT", {**yes, "Qui a décidé ?": "Gaëlle et l’ESAT"})
    iris.open(page).follow("Entrer dans l’étape (Emploi").press("Enregistrer")
    job: Told = {"Heures par semaine": "35", "Son nom, s’il n’est pas dans la liste": "",
                 "Employeur": "ESAT L’Atelier du Pont"}  # fmt: skip
    note_work(mona, record, "CDI", date(2027, 4, 12), told=job)
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(iris, contract, date(2027, 4, 11), "La personne passe à l’étape", leaving)
    # Trois résultats : la personne en CDI, l’ESAT qui recrute, le chantier qui atteint son but.
    say_how_it_went_oneself(enter_with_card("Gaëlle", *card), trial, "J’ai mon CDI.")
    say_how_it_went(mona, trial, "Le lieu d’accueil", "Recrutement réussi")
    say_how_it_went(iris, trial, "La structure qui accompagne", "Objectif atteint")
    for reader in (iris, mona):
        reader.open(trial).sees(
            "« J’ai mon CDI. »", "« Recrutement réussi »", "« Objectif atteint »"
        )
    iris.open(record).follow("Engagements").follow("Dire où il en est (Devenir monitrice")
    iris.choose("Où en est-il ?", "Atteint").press("Enregistrer").sees("Atteint")
    iris.open(page).follow("Sortir du programme")
    iris.choose("Vers quoi la personne va-t-elle ?", "En emploi")
    iris.fill("Raison", "Embauchée par l’ESAT").press("Enregistrer").sees("En emploi")
    iris.open(record).follow("Travail").sees("CDI — ESAT L’Atelier du Pont", "emploi durable")
