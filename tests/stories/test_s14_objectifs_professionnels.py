"""S14 — Yann : plusieurs objectifs, une immersion malgré deux freins, une embauche suivie longtemps."""

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
    note_barrier,
    note_work,
    refused_work,
    set_objective,
)
from tests.stories.steps import note_state, open_record
from tests.stories.visitor import Visitor

TODAY = date(2026, 11, 23)
TRIAL: Told = {
    "Objet de l’immersion": ("Commencer un recrutement",),
    "Nom du lieu, s’il n’est pas dans la liste": "Menuiserie Fontaine",
    "Sorte de lieu": "Entreprise",
    "Son nom, s’il n’est pas dans la liste": "France Travail",
    "Sorte de prescripteur": "France Travail",
    "Heures par semaine": "26",
}


@dataclass
class Yard:
    alice: Visitor  # CIP
    denis: Visitor  # encadrant technique
    record: str
    work: str


@pytest.fixture
def yard(cast: Cast, visit: Visit) -> Yard:
    """Yann n’a ni logement stable ni voiture : deux freins, notés avec ses mots."""
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Recyclerie du Plateau", "aci", **published)
    alice = visit(make_user("Alice", "Pons", aci, Role.WORKER), aci)
    denis = visit(make_user("Denis", "Gallo", aci, Role.SUPERVISOR), aci)
    record = open_record(alice, "Yann", "Le Goff", date(1989, 9, 9))
    note_state(alice, record, "RSA", "obtenu", date(2025, 10, 1))
    begin_path(alice, record, "Travailler le bois")
    work = note_work(
        alice, record, "CDDI", date(2026, 3, 2), date(2027, 3, 1), {"Heures par semaine": "26"}
    )
    for barrier, words in (("Logement", "Je dors chez des amis."), ("Mobilité", "Pas de voiture.")):
        note_barrier(alice, record, barrier, {"Avec ses mots": words})
    return Yard(alice, denis, record, work)


def test_plusieurs_objectifs_a_la_fois_de_lui_et_de_l_equipe(yard: Yard) -> None:
    """Concrets, chacun avec son origine ; l’un ne chasse pas l’autre."""
    set_objective(yard.alice, yard.record, "Poser un parquet seul", "dit par la personne")
    more: Told = {"Métier": "menuisier", "Pour quand ?": date(2027, 2, 1)}
    set_objective(yard.denis, yard.record, "Lire un plan", "proposé par un professionnel", more)
    page = yard.alice.open(yard.record).follow("Engagements")
    page.sees("Poser un parquet seul", "dit par la personne", "Lire un plan")
    page.sees("proposé par un professionnel", "menuisier", "pour le 1er février 2027")


def test_un_objectif_se_revoit_se_prouve_et_l_ancien_reste_lisible(yard: Yard) -> None:
    set_objective(yard.alice, yard.record, "Poser un parquet seul", "dit par la personne")
    alice = yard.alice.open(yard.record).follow("Engagements")
    alice.follow("Revoir (Poser un parquet seul)")
    assert alice.value_of("Objectif professionnel") == "Poser un parquet seul"
    alice.fill("Objectif professionnel", "Poser un escalier").press("Enregistrer")
    alice.sees("avant : « Poser un parquet seul »").follow("Ajouter une preuve (Poser un escalier)")
    alice.fill("Qu’est-ce qui montre", "Un limon tracé sans aide").press("Enregistrer")
    alice.sees("Un limon tracé sans aide").follow("Dire où il en est (Poser un escalier)")
    alice.choose("Où en est-il ?", "Atteint").press("Enregistrer").sees("Atteint")
    alice.open(yard.record).follow("Engagements").sees("Poser un parquet seul", "Revu")


def test_un_objectif_sans_origine_est_refuse_et_reste_ecrit(yard: Yard) -> None:
    alice = yard.alice.open(yard.record).follow("Engagements").follow("Noter un objectif")
    alice.fill("Objectif professionnel", "Lire un plan").press("Enregistrer", 422)
    assert alice.value_of("Objectif professionnel") == "Lire un plan"


def test_une_piste_du_reseau_de_l_encadrant_mene_a_l_embauche_et_se_compte(yard: Yard) -> None:
    """N’importe qui de l’équipe la note ; son origine suit jusqu’au résultat."""
    denis = yard.denis.open("/agenda/").follow("Pistes d’entreprise").follow("Noter une piste")
    denis.fill("Quelle entreprise ?", "Menuiserie Fontaine, 06 00 00 00 01")
    denis.choose("D’où vient cette piste ?", "Réseau personnel d’un membre de l’équipe")
    denis.fill("Qui la connaît dans l’équipe ?", "Denis").press("Enregistrer", 422)
    denis.fill("Quelle entreprise ?", "Menuiserie Fontaine").press("Enregistrer")
    denis.sees("Menuiserie Fontaine", "connue de Denis")
    set_objective(yard.alice, yard.record, "Poser un parquet seul", "dit par la personne")
    alice = yard.alice.open(yard.record).follow("Plan et horaires").follow("Suivre une piste")
    alice.fill("Quelle piste ?", "Menuiserie Fontaine")
    alice.fill("Pour quel objectif ?", "Poser un parquet seul").press("Enregistrer")
    alice.sees("Menuiserie Fontaine").follow("Dire où on en est (Menuiserie Fontaine")
    alice.choose("Où en est-on ?", "Embauche").press("Enregistrer").sees("Embauche")
    counted = yard.alice.open("/pistes/")
    counted.sees("Réseau personnel d’un membre de l’équipe 1 1 1")


def test_deux_freins_ouverts_n_empechent_pas_l_immersion(yard: Yard) -> None:
    """Ils sont rappelés, jamais comptés comme un refus."""
    yard.alice.open(yard.record).follow("Freins").sees(
        "2 freins présents en même temps. Aucun n’empêche une étape."
    )
    page = note_work(yard.denis, yard.record, "PMSMP", TODAY, date(2026, 12, 18), TRIAL)
    yard.denis.open(page).sees("PMSMP — Menuiserie Fontaine")
    yard.alice.open(yard.record).follow("Freins").sees("2 freins présents en même temps.")


def test_ce_que_le_droit_refuse_reste_refuse(yard: Yard) -> None:
    """Un mois au plus : c’est la loi qui borne l’immersion, pas les freins."""
    page = refused_work(yard.denis, yard.record, "PMSMP", TODAY, date(2026, 12, 31), TRIAL)
    page.sees("1 mois").does_not_see("Logement", "Mobilité")


def test_l_embauche_est_suivie_longtemps(yard: Yard, later: Later) -> None:
    """Vingt-quatre mois de nouvelles ; la dernière se note encore."""
    job: Told = {"Heures par semaine": "35", "Sorte d’employeur": "Entreprise",
                 "Son nom, s’il n’est pas dans la liste": "Menuiserie Fontaine"}  # fmt: skip
    note_work(yard.denis, yard.record, "CDI", TODAY, told=job)
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(yard.alice, yard.work, date(2026, 11, 22), "La personne passe à l’étape", leaving)
    listed = yard.alice.open(yard.record).follow("Travail").sees("emploi durable", "comptée")
    listed.sees("prévu 22 novembre 2028")
    later(date(2028, 11, 27))
    last = yard.alice.open(yard.record).follow("Travail").sees("à faire, date passée")
    last.follow("Noter les nouvelles (22 novembre 2028)")
    last.choose("La personne est-elle toujours en emploi ?", "Oui")
    last.choose("Comment ça va au travail ?", "bien").press("Enregistrer")
    last.sees("toujours en emploi : Oui")
