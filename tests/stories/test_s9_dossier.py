"""S9 au dossier — Malik, un CDD Tremplin : RQTH, information reconnue, un rendez-vous par mois."""

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
    end_work,
    enrol,
    fill_work,
    note_act,
    note_work,
    plan_meeting,
    refused_work,
    tell_meeting,
    work_form,
)
from tests.stories.steps import (
    add_stage,
    give_agreement_on_screen,
    note_state,
    open_record,
    propose,
)
from tests.stories.visitor import Visitor

START, END = date(2026, 11, 23), date(2027, 5, 22)
NOTICE = "pas d’embauche à l’issue dans l’EA."
CONTRACT: Told = {
    "Heures par semaine": "26",
    "Date de signature": date(2026, 11, 20),
    "Avertissements reconnus": (NOTICE,),
    "De l’avis de l’équipe : le projet": ("Oui",),
    "Ce qui fait dire cet avis": "La salle de brassage prépare au métier visé.",
}
NOT_JUDGED: Told = {
    label: told for label, told in CONTRACT.items() if not label.startswith(("De l’avis", "Ce qui"))
}


@dataclass
class Malt:
    elsa: Visitor  # encadrement de l’entreprise adaptée
    sonia: Visitor  # CIP à temps partiel, prêtée par une autre structure
    record: str


@pytest.fixture
def malt(cast: Cast, visit: Visit) -> Malt:
    """Cap emploi oriente Malik ; l’entreprise adaptée ouvre son dossier."""
    published: dict[str, Any] = {"published_at": clock.now()}
    ea = make_organisation("Brasserie du Moulin", "ea", **published)
    service = make_organisation("Service Relais", "partner", **published)
    elsa = visit(make_user("Elsa", "Tison", ea, Role.WORKER), ea)
    sonia = visit(make_user("Sonia", "Ferreira", service, Role.WORKER), service)
    record = open_record(elsa, "Malik", "Sow", date(1990, 5, 5))
    note_state(elsa, record, "Suivi Cap emploi", "obtenu", date(2026, 6, 1))
    begin_path(elsa, record, "Un emploi dans une brasserie")
    return Malt(elsa, sonia, record)


def signed(malt: Malt) -> str:
    note_state(malt.elsa, malt.record, "RQTH", "obtenu", date(2025, 3, 3))
    return note_work(malt.elsa, malt.record, "CDD Tremplin", START, END, CONTRACT)


def test_sans_rqth_le_droit_ne_dit_pas_oui_et_dit_ce_qui_manque(malt: Malt) -> None:
    """Refusée : un autre titre peut la remplacer, alors la page demande, et ne devine pas."""
    note_state(malt.elsa, malt.record, "RQTH", "refusé", date(2026, 9, 1))
    page = fill_work(malt.elsa, malt.record, "CDD Tremplin", START, END, CONTRACT)
    page.press("Vérifier").sees("On ne peut pas encore le dire", "Pour aller plus loin, il manque")
    page.does_not_see("RQTH : en cours à la signature.")
    assert page.value_of("Heures par semaine") == "26"
    page.follow("Ce qui touche à ses droits").sees("Autres titres de travailleur handicapé")
    note_state(malt.elsa, malt.record, "RQTH", "déposé", date(2026, 9, 21))
    note_state(malt.elsa, malt.record, "RQTH", "obtenu", date(2026, 11, 2))
    page = fill_work(malt.elsa, malt.record, "CDD Tremplin", START, END, CONTRACT)
    page.press("Vérifier").sees("Possible", "RQTH : en cours à la signature.")
    malt.elsa.open(malt.record).follow("Travail").sees("Rien n’est encore noté.")


TITLES = "Autres titres de travailleur handicapé"


def say_titles(malt: Malt, *titles: str) -> Visitor:
    """Les titres se disent là où se note la RQTH ; la réponse d’avant reste lisible."""
    page = malt.elsa.open(malt.record).follow("Situation administrative").follow(f"({TITLES})")
    return page.choose(TITLES, *titles).press("Enregistrer")


def test_rqth_refusee_et_aucun_autre_titre_le_contrat_est_refuse_avec_ses_remedes(
    malt: Malt,
) -> None:
    note_state(malt.elsa, malt.record, "RQTH", "refusé", date(2026, 9, 1))
    malt.elsa.open(malt.record).follow("Situation administrative").sees("Sans réponse, le droit")
    say_titles(malt, "Aucun autre titre").sees(
        "Aucun autre titre", "Noté le 23 novembre 2026 par Elsa"
    )
    page = refused_work(malt.elsa, malt.record, "CDD Tremplin", START, END, CONTRACT)
    page.sees("Aucune RQTH, ni autre titre admis", "L5213-13-1", "un recours si elle est refusée")
    page.sees("un autre titre de bénéficiaire", "un CDDI en structure d’insertion")
    assert page.value_of("Heures par semaine") == "26"
    malt.elsa.open(malt.record).follow("Travail").sees("Rien n’est encore noté.")
    both = say_titles_refused(malt, "Aucun autre titre", "Carte mobilité inclusion")
    both.sees("ne va pas avec une autre case cochée")
    say_titles(malt, "Carte mobilité inclusion").sees("Carte mobilité inclusion")
    page = fill_work(malt.elsa, malt.record, "CDD Tremplin", START, END, CONTRACT)
    page.press("Vérifier").sees("Possible", "Autre titre de bénéficiaire")
    malt.elsa.open(malt.record).follow("Situation administrative").follow(f"({TITLES})")
    malt.elsa.sees("Réponses gardées", "Aucun autre titre")


def say_titles_refused(malt: Malt, *titles: str) -> Visitor:
    page = malt.elsa.open(malt.record).follow("Situation administrative").follow(f"({TITLES})")
    return page.choose(TITLES, *titles).press("Enregistrer", 422)


def test_l_information_non_reconnue_demande_une_raison_et_quatre_mois_au_moins(malt: Malt) -> None:
    note_state(malt.elsa, malt.record, "RQTH", "obtenu", date(2025, 3, 3))
    unsaid = {k: v for k, v in CONTRACT.items() if k != "Avertissements reconnus"}
    page = refused_work(malt.elsa, malt.record, "CDD Tremplin", START, END, unsaid)
    page.sees("pas d’embauche à l’issue", "Cochez que vous l’avez lu, et dites pourquoi.")
    short = refused_work(malt.elsa, malt.record, "CDD Tremplin", START, date(2027, 3, 21), CONTRACT)
    short.sees("au moins 4 mois")


def test_l_adequation_du_projet_et_des_activites_est_dite_par_des_gens(malt: Malt) -> None:
    """Non : refus et remède. Pas encore : c’est dit et demandé. Oui : gardé, avec qui et pourquoi."""
    note_state(malt.elsa, malt.record, "RQTH", "obtenu", date(2025, 3, 3))
    told = {**CONTRACT, "De l’avis de l’équipe : le projet": ("Non",)}
    page = refused_work(malt.elsa, malt.record, "CDD Tremplin", START, END, told)
    page.sees("Il faut, de l’avis de l’équipe : le projet de la personne va avec les activités")
    page.sees("Revoyez avec la personne le projet ou le poste")
    page = fill_work(malt.elsa, malt.record, "CDD Tremplin", START, END, NOT_JUDGED)
    page.press("Vérifier").sees("On ne peut pas encore le dire", "Avis de l’équipe sur le projet")
    page.choose("De l’avis de l’équipe : le projet", "Oui").press("Enregistrer", 422)
    page.sees("Il manque ce qui fait dire cet avis.")
    page.fill("Ce qui fait dire cet avis", "Il veut brasser, et ici on brasse.")
    page.press("Vérifier").sees("Possible").press("Enregistrer").sees("C’est noté.")
    page.sees("Oui — « Il veut brasser, et ici on brasse. » — dit par Elsa T. le 23 novembre 2026")
    one = page.url
    page.follow("Corriger").fill("Ce qui fait dire cet avis", "Vu avec lui à l’atelier.")
    page.fill("Raison de la correction", "Relu ensemble").press("Enregistrer")
    page = malt.elsa.open(one).sees("Il veut brasser, et ici on brasse. → Vu avec lui à l’atelier.")


def test_ce_que_l_inscription_au_programme_a_deja_juge_ne_se_redemande_pas(
    malt: Malt, later: Later
) -> None:
    note_state(malt.elsa, malt.record, "RQTH", "obtenu", date(2025, 3, 3))
    entry: Told = {
        "Qui oriente la personne ?": "Cap emploi",
        "De l’avis de l’équipe : le projet": ("Oui",),
    }
    told = "Dit à la personne, qui l’a compris, le"
    enrol(malt.elsa, malt.record, "CDD Tremplin", {**entry, told: date(2026, 11, 20)})
    later(date(2026, 11, 25))
    page = work_form(malt.elsa, malt.record, "CDD Tremplin")
    page.sees("Déjà dit à l’entrée dans le programme par Elsa T., le 23 novembre 2026")
    page = fill_work(malt.elsa, malt.record, "CDD Tremplin", date(2026, 11, 26), END, NOT_JUDGED)
    page.press("Enregistrer").sees("C’est noté.", "Oui — dit par Elsa T. le 23 novembre 2026")
    # Le premier mois passe sans rendez-vous : l’équipe le voit avec ce qu’elle a à faire.
    later(date(2027, 1, 4))
    malt.elsa.open("/a-faire/").sees("Rendez-vous du mois avec la personne", "Malik S")


def test_six_mois_renouveles_une_fois_et_jamais_au_dela_de_deux_ans(
    malt: Malt, later: Later
) -> None:
    page = signed(malt)
    later(date(2027, 5, 17))
    malt.elsa.open(page).follow("Renouveler").fill_date("Nouveau dernier jour", date(2028, 11, 23))
    malt.elsa.fill("Raison", "Le projet avance").press("Enregistrer", 422)
    malt.elsa.sees("24 mois, renouvellements compris")
    malt.elsa.open(page).follow("Renouveler").fill_date("Nouveau dernier jour", date(2027, 11, 22))
    malt.elsa.fill("Raison", "Le projet avance").press("Enregistrer")
    malt.elsa.open(page).sees("22/05/2027 → 22/11/2027", "Le projet avance")
    # Une fois est l’usage ; la loi, elle, ne compte que les mois : 24, renouvellements compris.
    later(date(2027, 11, 15))
    malt.elsa.open(page).follow("Renouveler").fill_date("Nouveau dernier jour", date(2028, 11, 23))
    malt.elsa.fill("Raison", "Finir ensemble").press("Enregistrer", 422).sees("24 mois")
    malt.elsa.open(page).follow("Renouveler").fill_date("Nouveau dernier jour", date(2028, 11, 22))
    malt.elsa.fill("Raison", "Finir ensemble").press("Enregistrer")
    malt.elsa.open(page).sees("22/11/2027 → 22/11/2028")


def test_un_mois_sans_rendez_vous_se_voit(malt: Malt, later: Later) -> None:
    """Le programme demande un rendez-vous par mois ; la CIP prêtée le tient, avec l’accord."""
    signed(malt)
    propose(
        malt.elsa, malt.record, "Service Relais", "suivre le parcours ensemble",
        "Situation administrative", "Projet et souhaits", "Parcours",
    )  # fmt: skip
    malt.sonia.open(malt.record, 404)
    give_agreement_on_screen(malt.elsa, "Léonie Marchal")
    elsa = malt.elsa.open(malt.record).follow("Rendez-vous").follow("Fixer un rythme")
    elsa.fill("Qui le demande ?", "CDD Tremplin").fill_date("À partir du", START)
    elsa.press("Enregistrer").sees("Un rendez-vous chaque mois")
    interview: Told = {"De quoi on parle": "Simulation d’entretien"}
    plan_meeting(
        malt.elsa, malt.record, "Rendez-vous individuel", date(2026, 12, 10), "9:30", interview
    )
    later(date(2026, 12, 11))
    told: Told = {
        "La personne (Malik)": ("Présent",),
        "Ce que dit la personne (M": "J’ai bafouillé au début.",
        "En quelques lignes": "Deux simulations d’entretien.",
    }
    tell_meeting(malt.elsa, malt.record, told).does_not_see("Aucun rendez-vous du")
    malt.sonia.open(malt.record).follow("Rendez-vous").sees("Deux simulations d’entretien.")
    later(date(2027, 2, 2))
    malt.elsa.open(malt.record).follow("Rendez-vous").sees("Aucun rendez-vous du")
    malt.elsa.open("/a-faire/").sees("Malik S")


def test_stage_formation_puis_un_emploi_ailleurs(malt: Malt, later: Later) -> None:
    """L’essai suspend le contrat ; il reprend ; la sortie est un emploi ailleurs."""
    page = signed(malt)
    later(date(2027, 1, 11))
    trial: Told = {
        "Objet de l’immersion": ("Commencer un recrutement",),
        "Nom du lieu, s’il n’est pas dans la liste": "Grande Brasserie",
        "Sorte de lieu": "Entreprise",
        "Son nom, s’il n’est pas dans la liste": "Cap emploi du Port",
        "Sorte de prescripteur": "Cap emploi",
        "Heures par semaine": "26",
    }
    note_work(malt.elsa, malt.record, "PMSMP", date(2027, 1, 11), date(2027, 2, 5), trial)
    malt.elsa.open(page).follow("Suspendre").fill("Raison", "Immersion à la Grande Brasserie")
    malt.elsa.press("Enregistrer")
    malt.elsa.open(page).sees("Suspendu", "Immersion à la Grande Brasserie")
    note_act(malt.elsa, malt.record, "Recherche d’emploi", {"En quelques mots": "CV refait."})
    for sort, title in (("Stage", "Stage en brasserie"), ("Formation", "Hygiène alimentaire")):
        add_stage(malt.elsa, malt.record, sort, title, "Brasserie du Moulin", date(2027, 1, 11))
    later(date(2027, 2, 8))
    malt.elsa.open(page).follow("Reprendre").fill("Raison", "Fin de l’immersion")
    malt.elsa.press("Enregistrer")
    malt.elsa.open(page).sees("En cours")
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDD",
        "Si c’est un contrat, lequel ?": "Contrat à durée déterminée :",
        "Durée du nouveau contrat": "8",
    }
    later(date(2027, 5, 24))
    end_work(malt.elsa, page, END, "C’est la date prévue", leaving)
    malt.elsa.open(malt.record).follow("Travail").sees("Sorties et suivi", "Brasserie du Moulin")
    malt.elsa.sees("emploi durable", "comptée")
