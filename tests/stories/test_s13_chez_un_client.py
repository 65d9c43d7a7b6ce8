"""S13 — Latifa, salariée d’une entreprise adaptée : chez un client, suivie deux ans, puis embauchée."""

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
    note_act,
    note_work,
    plan_meeting,
    refused_work,
    set_objective,
    tell_meeting,
)
from tests.stories.steps import enter_with_card, note_state, open_record, print_card
from tests.stories.visitor import Visitor

CLIENT = "Clinique des Quais"
TODAY = date(2026, 11, 23)
LENT: Told = {
    "Accord de la personne": ("Oui",),
    "Sans but lucratif": ("Oui",),
    "Date de signature": date(2026, 11, 20),
    "Nom du lieu, s’il n’est pas dans la liste": CLIENT,
    "Sorte de lieu": "Entreprise",
}
MONTHS = ("22 décembre 2026", "22 février 2027", "22 mai 2027", "22 novembre 2027",
          "22 mai 2028", "22 novembre 2028")  # fmt: skip


@dataclass
class Workshop:
    nora: Visitor  # chargée d’accompagnement
    ivan: Visitor  # encadrant
    record: str
    contract: str


@pytest.fixture
def workshop(cast: Cast, visit: Visit) -> Workshop:
    """Latifa a un CDI à l’entreprise adaptée ; sa RQTH vaut le jour de la signature."""
    published: dict[str, Any] = {"published_at": clock.now()}
    ea = make_organisation("Flandre Propreté", "ea", **published)
    nora = visit(make_user("Nora", "Leclerc", ea, Role.WORKER), ea)
    ivan = visit(make_user("Ivan", "Novak", ea, Role.SUPERVISOR), ea)
    record = open_record(nora, "Latifa", "Brun", date(1984, 2, 17))
    note_state(nora, record, "RQTH", "obtenu", date(2024, 9, 2))
    begin_path(nora, record, "Vers un employeur ordinaire")
    told: Told = {"Heures par semaine": "35", "Date de signature": date(2025, 1, 3)}
    contract = note_work(nora, record, "CDI en EA", date(2025, 1, 6), told=told)
    return Workshop(nora, ivan, record, contract)


def placed(workshop: Workshop) -> str:
    return note_work(
        workshop.nora,
        workshop.record,
        "Mise à disposition par une EA",
        TODAY,
        date(2027, 11, 22),
        LENT,
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Accord de la personne", "il manque « accord écrit de la personne »"),
        ("Sans but lucratif", "but lucratif »"),
    ],
)
def test_sans_son_accord_ou_avec_un_profit_rien_ne_s_ecrit_sans_raison(
    workshop: Workshop, question: str, words: str
) -> None:
    told: Told = {**LENT, question: ("Non",)}
    page = refused_work(
        workshop.nora, workshop.record, "Mise à disposition par une EA", TODAY,
        date(2027, 11, 22), told,
    )  # fmt: skip
    page.sees(words, "Cochez que vous l’avez lu, et dites pourquoi.")
    assert page.value_of("Nom du lieu") == CLIENT
    workshop.nora.open(workshop.record).follow("Travail").does_not_see(CLIENT)


def test_chez_le_client_elle_reste_salariee_de_l_entreprise_adaptee(workshop: Workshop) -> None:
    """Le prêt n’est pas une sortie : le CDI continue, à côté."""
    page = placed(workshop)
    workshop.nora.open(page).sees("Mise à disposition par une EA", CLIENT, "Flandre Propreté")
    listed = workshop.nora.open(workshop.record).follow("Travail")
    listed.sees("CDI en EA", "Aucune sortie notée.")
    workshop.ivan.open(workshop.record).sees(CLIENT)


def test_le_poste_est_amenage_le_besoin_est_dit_jamais_le_diagnostic(workshop: Workshop) -> None:
    placed(workshop)
    nora = workshop.nora.open(workshop.record).follow("Travail").follow("Noter un besoin")
    nora.sees("Le besoin, jamais le diagnostic").fill("Qu’est-ce qui gêne au poste ?", "Porter")
    nora.fill("Solution", "Un chariot à hauteur réglable").fill("Qui finance ?", "Agefiph")
    nora.press("Enregistrer").sees("Porter", "Financé par : Agefiph", "à mettre en place")
    nora.follow("C’est en place (Porter)").fill("Ce qui a été fait", "Chariot livré")
    nora.press("Enregistrer").sees("en place", "Chariot livré")
    nora.does_not_see("à mettre en place")


def test_l_equipe_du_client_est_sensibilisee_et_c_est_compte(workshop: Workshop) -> None:
    """Un acte pour l’entreprise, dans l’entreprise, sans nom de salarié."""
    placed(workshop)
    told: Told = {
        "Pour qui ?": ("L’entreprise",),
        "Où ?": ("Dans l’entreprise",),
        "Quelle entreprise ?": CLIENT,
        "Combien de minutes ?": "90",
        "En quelques mots": "Accueil, pauses, consignes écrites.",
    }
    page = note_act(workshop.ivan, workshop.record, "Appui à l’entreprise, sensibilisation", told)
    page.sees("Appui à l’entreprise, sensibilisation", "pour l’entreprise", "1 h 30", CLIENT)


def test_les_nouvelles_se_prevoient_sur_vingt_quatre_mois_chez_le_client(
    workshop: Workshop, later: Later
) -> None:
    """Des points pour elle et pour le client, du premier jour aux deux ans ; l’oublié se voit."""
    page = note_work(
        workshop.nora, workshop.record, "Mise à disposition par une EA",
        TODAY, date(2028, 11, 22), LENT,
    )  # fmt: skip
    nora = workshop.nora.open(page).follow("Préparer l’intégration")
    nora.fill("Qui accueille la personne", "Sonia T., cadre de santé")
    moments = ("Après un mois", "Après six mois", "Après un an", "Après dix-huit mois",
               "Après deux ans")  # fmt: skip
    nora.choose("Quand demander à la personne", *moments)
    nora.choose("Quand demander à l’entreprise", *moments).press("Enregistrer")
    nora.sees("23 décembre 2026", "23 mai 2027", "23 novembre 2027", "23 mai 2028")
    nora.sees("22 novembre 2028", "l’entreprise", "la personne")
    later(date(2027, 1, 11))
    nora.open("/a-faire/").sees("Latifa B", "comment ça va, pour l’entreprise ?")
    nora.open(page).sees("date passée").follow("Noter la réponse (l’entreprise")
    nora.choose("Comment ça va au travail ?", "bien").fill("Recueilli auprès de", "Sonia T.")
    nora.press("Enregistrer").sees("Sonia T.")
    nora.follow("Noter la réponse (la personne").choose("Comment ça va au travail ?", "bien")
    nora.press("Enregistrer").does_not_see("date passée")


def test_partir_ou_rester_se_parle_avant_de_se_decider(workshop: Workshop, later: Later) -> None:
    """La passerelle inverse : ce qu’elle en dit est écrit, elle le relit, et elle peut rester."""
    placed(workshop)
    about: Told = {"De quoi on parle": "Partir, rester, revenir"}
    day = date(2027, 2, 8)
    plan_meeting(workshop.nora, workshop.record, "Rendez-vous individuel", day, "10:00", about)
    card = print_card(workshop.nora, workshop.record)
    later(date(2027, 2, 9))
    told: Told = {
        "La personne (Latifa)": ("Présent",),
        "Ce que dit la personne (L": "J’ai peur de perdre ma place.",
        "Ce qui est décidé": "Rien ne presse : on en reparle en mai.",
    }
    tell_meeting(workshop.nora, workshop.record, told).sees("« J’ai peur de perdre ma place. »")
    set_objective(workshop.nora, workshop.record, "Rester à la clinique", "dit par la personne")
    latifa = enter_with_card("Latifa", *card).open("/mon-espace/rendez-vous/")
    latifa.sees("J’ai dit :", "J’ai peur de perdre ma place.", "Rien ne presse")


def hired(workshop: Workshop) -> Visitor:
    page = placed(workshop)
    job: Told = {"Heures par semaine": "35", "Son nom, s’il n’est pas dans la liste": CLIENT,
                 "Sorte d’employeur": "Entreprise"}  # fmt: skip
    end_work(workshop.nora, page, date(2026, 11, 23), "La personne passe à l’étape suivante")
    note_work(workshop.nora, workshop.record, "CDI", TODAY, told=job)
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(workshop.nora, workshop.contract, date(2026, 11, 22), "La personne passe à", leaving)
    return workshop.nora.open(workshop.record).follow("Travail")


def test_l_embauche_ouvre_deux_ans_de_nouvelles(workshop: Workshop) -> None:
    hired(workshop).sees("vers : CDI", *(f"prévu {day}" for day in MONTHS))


def test_un_contact_oublie_se_voit_et_se_rattrape(workshop: Workshop, later: Later) -> None:
    """Date passée : dit sur la page et dans ce qu’il y a à faire ; « on ne sait pas » se répond."""
    hired(workshop)
    later(date(2027, 1, 4))
    workshop.nora.open("/a-faire/").sees("Latifa B")
    nora = workshop.nora.open(workshop.record).follow("Travail").sees("à faire, date passée")
    nora.follow("Noter les nouvelles (22 décembre 2026)")
    nora.choose("La personne est-elle toujours en emploi ?", "On ne sait pas")
    nora.press("Enregistrer").sees("toujours en emploi : On ne sait pas")
    nora.does_not_see("à faire, date passée")
    later(date(2027, 2, 23))
    nora.open(workshop.record).follow("Travail").follow("Noter les nouvelles (22 février 2027)")
    nora.choose("La personne est-elle toujours en emploi ?", "Oui")
    nora.fill("En quelques mots", "Elle forme une collègue.").press("Enregistrer")
    nora.sees("toujours en emploi : Oui", "« Elle forme une collègue. »")


def test_un_contact_ne_se_note_pas_avant_le_jour(workshop: Workshop) -> None:
    nora = hired(workshop).follow("Noter les nouvelles (22 décembre 2026)")
    nora.fill_date("Contact du", date(2026, 12, 22))
    nora.choose("La personne est-elle toujours en emploi ?", "Oui").press("Enregistrer", 422)
    assert nora.is_ticked("Oui", "La personne est-elle toujours en emploi ?")
