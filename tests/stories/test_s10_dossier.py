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
from tests.stories.record_steps import Told, begin_path, enrol, refused_work, tell_all, work_form
from tests.stories.steps import enter_with_card, note_state, open_record, print_card
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


def test_ni_contrat_ni_horaire_et_vingt_quatre_mois_au_plus(studio: Studio) -> None:
    """Le dernier jour du vingt-quatrième mois est accepté ; le lendemain est refusé."""
    noa = studio.noa
    beyond = enrol(noa, studio.record, "EITI", {**ENTRY, "Fin prévue": date(2028, 11, 23)}, 422)
    beyond.sees("24 mois", "Le parcours de la personne, lui, continue")
    page = enrol(noa, studio.record, "EITI", {**ENTRY, "Fin prévue": date(2028, 11, 22)}).url
    noa.open(page).sees("Pas de contrat de travail", "Ni contrat ni horaire ne s’écrivent")
    assert not noa.has_link("Noter une séance")
    form = work_form(noa, studio.record, "Accompagnement EITI")
    assert not form.has_field("Heures par semaine")


def test_l_entree_ne_cree_ni_contrat_ni_heure_et_un_cddi_y_est_refuse(studio: Studio) -> None:
    """Entrer n’écrit rien dans le travail ; un contrat de travail sous ce programme est refusé."""
    enrol(studio.noa, studio.record, "EITI", ENTRY)
    studio.noa.open(studio.record).follow("Travail").sees("Rien n’est encore noté.")
    told: Told = {"Heures par semaine": "26", "Programme": "EITI"}
    end = date(2027, 5, 22)
    page = refused_work(studio.noa, studio.record, "CDDI", START, end, told)
    page.sees("ce programme ne crée aucun contrat de travail")
    studio.noa.open(studio.record).follow("Travail").sees("Rien n’est encore noté.")


def plan_side(noa: Visitor, plan: str, side: str, words: str) -> Visitor:
    """Un objectif noté depuis le plan : la page revient au plan."""
    noa.open(plan).follow(f"Noter un objectif ({side})").fill("Objectif professionnel", words)
    assert noa.is_ticked(f"EITI — {side}", "Pour quel côté du programme ?")
    noa.choose("D’où vient-il ?", "dit par la personne").press("Enregistrer").sees(words)
    assert noa.url == plan
    return noa


def test_le_plan_se_fait_dimension_par_dimension_et_dit_ce_qui_manque(
    studio: Studio, later: Later
) -> None:
    """À faire tant qu’une dimension n’a rien ; en retard un mois après ; réglé par l’objectif."""
    noa = studio.noa
    enrolment = enrol(noa, studio.record, "EITI", ENTRY).url
    plan = noa.open(enrolment).follow("Plan par dimension").url
    noa.sees("Inclusion", "Entrepreneuriat", "Commercial", "rien encore", "22 décembre 2026")
    noa.open("/a-faire/").sees("un objectif pour chaque dimension")
    plan_side(noa, plan, "Inclusion", "Ouvrir ses droits au RSA et à la prime")
    plan_side(noa, plan, "Entrepreneuriat", "Tenir ses comptes")
    noa.sees("Aucun objectif pour cette dimension.").open("/a-faire/").sees(
        "un objectif pour chaque dimension"
    )
    card = print_card(noa, studio.record)
    later(date(2027, 1, 11))
    noa.open(plan).sees("il manque un objectif", "il ne ferme rien à la personne")
    inaya = enter_with_card("Inaya", *card).open("/mon-espace/plan/")
    inaya.sees("Ma vie", "Tenir ses comptes", "Mes clients", "Rien encore. On en parle ensemble.")
    plan_side(noa, plan, "Commercial", "Trouver trois clientes").does_not_see("rien encore")
    noa.open(enrolment).sees("fait Écrire avec la personne un objectif pour chaque dimension")
    noa.open("/a-faire/").does_not_see("un objectif pour chaque dimension")
    inaya.open("/mon-espace/plan/").sees("Trouver trois clientes").does_not_see("Rien encore")
    noa.open(studio.record).follow("Engagements").sees("EITI — Commercial")
    noa.open(studio.record).follow("Plan").sees("Plan par dimension", "Tenir ses comptes")


def test_un_objectif_abandonne_laisse_sa_dimension_a_reprendre(studio: Studio) -> None:
    """Revu, il garde sa dimension ; abandonné par la personne, il se lit encore et manque."""
    noa = studio.noa
    enrolment = enrol(noa, studio.record, "EITI", ENTRY).url
    plan = noa.open(enrolment).follow("Plan par dimension").url
    plan_side(noa, plan, "Commercial", "Vendre au marché")
    noa.follow("Revoir (Vendre au marché)").fill("Objectif professionnel", "Vendre en ligne")
    noa.press("Enregistrer").open(plan).sees("Vendre en ligne", "Objectifs d’avant")
    noa.follow("Dire où il en est (Vendre en ligne)").choose("Où en est-il ?", "La personne l’ab")
    noa.fill("Un mot", "Pas le temps").press("Enregistrer")
    noa.open(plan).sees("Vendre en ligne — Abandonné par la personne : Pas le temps")
    noa.sees("Aucun objectif pour cette dimension.")


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
    studio.noa.open("/a-faire/").does_not_see("un objectif pour chaque dimension")


def test_le_retour_a_l_emploi_est_l_autre_sortie_et_reste_un_objectif_lisible(
    studio: Studio,
) -> None:
    noa = studio.noa
    enrolment = enrol(noa, studio.record, "EITI", ENTRY).url
    plan = noa.open(enrolment).follow("Plan par dimension").url
    plan_side(noa, plan, "Entrepreneuriat", "Tenir ses comptes")
    noa.open(enrolment).follow("Sortir du programme")
    noa.choose("Vers quoi la personne va-t-elle ?", "En emploi (retour à l’emploi)")
    noa.fill("Raison", "Un CDI de couturière").press("Enregistrer").sees("En emploi (retour")
    noa.open(plan).sees("Tenir ses comptes")
    assert not noa.has_link("Noter un objectif (Inclusion)")
    noa.open(studio.record).follow("Engagements").follow("Noter un objectif")
    assert not noa.has_field("Pour quel côté du programme ?")
