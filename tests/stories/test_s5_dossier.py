"""S5 au dossier — Sami quitte l’ESAT peu à peu, et pourra toujours y revenir."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.cast import Cast
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import (
    Told,
    begin_path,
    end_work,
    note_act,
    note_work,
    open_paper,
    refused_work,
    send_paper,
    sign_as_person,
    sign_as_structure,
    sign_by_link,
    tell_all,
)
from tests.stories.steps import enter_with_card, note_state, note_wish, open_record, print_card
from tests.stories.visitor import Visitor

TODAY = date(2026, 11, 23)
PLACE = "Où la personne travaille-t-elle ?"
FIRM = "Netclair"
MENTIONS = (
    "Qui est mis à disposition", "Le travail à faire", "Le lieu", "Les horaires",
    "Ce qui est facturé", "Comment la personne est accompagnée", "Le suivi par la médecine",
    "Ce qui est adapté",
)  # fmt: skip
LENT: Told = {
    "Nom du lieu, s’il n’est pas dans la liste": FIRM,
    "Sorte de lieu": "Entreprise",
    "Accord de la personne": ("Oui",),
    "Sans but lucratif": ("Oui",),
    "Date de signature": date(2026, 11, 16),
    "Mentions du contrat écrit": MENTIONS,
    "Envoi du contrat à la MDPH": date(2026, 11, 20),
}
PART_TIME: Told = {
    "Son nom, s’il n’est pas dans la liste": "Librairie du Port",
    "Sorte d’employeur": "Entreprise",
}
MAD = "Contrat de mise à disposition"


@dataclass
class Walk:
    mona: Visitor  # éducatrice
    bruno: Visitor  # moniteur d’atelier
    record: str
    workshop: str


@pytest.fixture
def walk(town: Cast, visit: Visit) -> Walk:
    """Sami travaille 20 h par semaine à l’ESAT, orienté jusqu’à la fin de 2031."""
    mona, bruno = visit(town.mona, town.esat), visit(town.bruno, town.esat)
    record = open_record(mona, "Sami", "Haddad", date(1995, 5, 2))
    mona.open(record).follow("Situation administrative").follow("Orientation CDAPH")
    mona.choose("Où en est-on ?", "obtenu").fill_date("Depuis quel jour ?", date(2024, 1, 2))
    mona.fill_date("Valable jusqu’au", date(2031, 12, 31)).fill("Précision", "ESAT")
    mona.press("Enregistrer")
    begin_path(mona, record, "Un jour, en entreprise")
    told: Told = {"Heures par semaine": "20", "Date de signature": date(2024, 1, 29)}
    workshop = note_work(mona, record, "Contrat d’accompagnement", date(2024, 2, 1), told=told)
    return Walk(mona, bruno, record, workshop)


def test_du_souhait_a_la_mise_a_disposition_suivie_sur_place(walk: Walk) -> None:
    """Visite, puis en équipe, puis seul ; le moniteur aide Sami et l’entreprise, chez elle."""
    mona, record = walk.mona, walk.record
    note_wish(mona, record, "Métier ou travail", "Nettoyer de grands bureaux")
    visited: Told = {"Nom du lieu": FIRM, "Sorte de lieu": "Entreprise"}
    note_work(mona, record, "Visite", date(2026, 9, 14), date(2026, 9, 14), visited)
    team = note_work(
        mona, record, "Mise à disposition collective", date(2026, 10, 5), date(2027, 1, 4),
        {**LENT, "Date de signature": date(2026, 10, 1),
         "Envoi du contrat à la MDPH": date(2026, 10, 8)},
    )  # fmt: skip
    end_work(mona, team, date(2026, 11, 20), "La personne passe à l’étape suivante")
    longer = refused_work(
        mona, record, "Mise à disposition individuelle", TODAY, date(2028, 11, 23), LENT
    )
    longer.sees("24 mois", "CDAPH", "R344-16")
    alone = refused_work(
        mona, record, "Mise à disposition individuelle", TODAY, date(2028, 11, 22),
        {**LENT, "Accord de la personne": ("Non",)},
    )  # fmt: skip
    alone.sees("Sans l’accord de la personne")
    page = tell_all(alone, {"Accord de la personne": ("Oui",)}).press("Enregistrer").url
    told: Told = {"Pour qui ?": ("La personne et l’entreprise",), "Où ?": ("Dans l’entreprise",),
                  "Quelle entreprise ?": FIRM}  # fmt: skip
    note_act(walk.bruno, record, "Accompagnement en situation de travail", told)
    walk.bruno.sees("pour la personne et l’entreprise", "Dans l’entreprise")
    mona.open(page).sees("Aucun papier n’est préparé.")
    mona.open(record).follow("Parcours").sees("Visite", "Mise à disposition collective", FIRM)
    own = enter_with_card("Sami", *print_card(mona, record)).open("/mon-espace/carnet/")
    own.sees("Visite", "Mise à disposition", FIRM)


def test_la_mise_a_disposition_ne_commence_qu_avec_les_trois_signatures(walk: Walk) -> None:
    """Sami d’abord : sans lui, la page le dit en rouge ; puis l’ESAT et l’entreprise."""
    mona, record = walk.mona, walk.record
    page = note_work(
        mona, record, "Mise à disposition individuelle", date(2026, 12, 7), date(2028, 12, 6), LENT
    )
    mona.open(page).press("Préparer le papier")
    open_paper(mona, record, MAD).follow("Écrire une nouvelle version")
    tell_all(
        mona,
        {
            "Nombre de travailleurs": "1",
            "Lieu de travail": "Zone du Canal",
            "Nature du travail": "Entretien de bureaux",
            "Jours et horaires": "Du lundi au vendredi, 9 h à 13 h",
            "Base de facturation": "À l’heure, sans bénéfice",
            "Accompagnement par l’ESAT": "Bruno passe deux fois par semaine",
            "Surveillance médicale": "Par l’ESAT",
            "Aménagements du poste": "aucun",
            "Qui signe pour l’entreprise d’accueil": "Sonia Tutrice, gérante",
            "Notre structure signe en qualité de": "l’ESAT",
        },
    ).press("Écrire cette version")
    send_paper(mona, record, MAD).sees("Ne commencez pas : tout le monde n’a pas signé.")
    sami = enter_with_card("Sami", *print_card(mona, record))
    sign_as_person(sami, "Travailler dans une entreprise en restant à l’ESAT")
    sign_as_structure(mona, record, MAD)
    mona.open(page).sees("Ne commencez pas : tout le monde n’a pas signé.")
    sign_by_link(mona, record, MAD, "l’entreprise d’accueil", "Sonia")
    mona.open(page).sees("Tous les papiers sont signés.")


def test_le_temps_partage_compte_toutes_les_heures_et_s_arrete_a_35(walk: Walk) -> None:
    mona, record = walk.mona, walk.record
    note_state(mona, record, "Inscription à France Travail", "obtenu", date(2026, 11, 2))
    trial: Told = {
        "Objet de l’immersion": ("Confirmer un projet",),
        "Nom du lieu": "Librairie du Port",
        "Sorte de lieu": "Entreprise",
        "Son nom, s’il n’est pas dans la liste": "France Travail",
        "Sorte de prescripteur": "France Travail",
        "Heures par semaine": "15",
    }
    note_work(mona, record, "PMSMP", TODAY, date(2026, 12, 18), trial)
    beyond = refused_work(
        mona, record, "Temps partagé", date(2027, 1, 4),
        told={**PART_TIME, "Heures par semaine": "16"},
    )  # fmt: skip
    beyond.sees("35 h")
    assert beyond.value_of("Heures par semaine") == "16"
    job = tell_all(beyond, {"Heures par semaine": "15"}).press("Enregistrer").url
    mona.open(job).sees("Temps partagé", "Librairie du Port")
    mona.open(record).follow("Travail").sees("20 h par semaine", "15 h par semaine")


def test_le_plein_temps_ouvre_le_droit_de_revenir_et_le_retour_est_une_etape(
    walk: Walk, later: Later
) -> None:
    """Trente mois plus tard, en une étape, avec sa raison ; le dossier n’a jamais été fermé."""
    mona, record = walk.mona, walk.record
    whole: Told = {**PART_TIME, "Heures par semaine": "35"}
    refused_work(mona, record, "CDI", TODAY, told=whole).sees("35 h par semaine (55 h prévues)")
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
        "Nouveau contrat signé le": date(2026, 11, 20),
        "Début de la convention d’appui": TODAY,
        "Fin de la convention d’appui": date(2027, 11, 22),
    }
    end_work(mona, walk.workshop, date(2026, 11, 22), "La personne passe à l’étape", leaving)
    # The contract proposed at once begins the day after, not the day it was signed.
    assert (mona.value_of("Jour"), mona.value_of("Mois")) == ("23", "11")
    tell_all(mona, whole).press("Enregistrer").sees("C’est noté.")
    mona.open(record).follow("Travail").sees("Revenir", "sans date de fin")
    card = print_card(mona, record)
    later(date(2029, 5, 23))
    back = mona.open(record).follow("Travail").follow("Noter le retour")
    back.sees("6 contacts sont prévus", "ils n’auront plus lieu d’être")
    back.sees("Il n’expire pas dans le dossier", "31/12/2031").press("Noter le retour", 422)
    back.fill("Raison", "Il préfère l’atelier.").tick("CDI").press("Noter le retour")
    listed = mona.open(record).follow("Travail").sees("exercé", "« Il préfère l’atelier. »")
    listed.sees("Contrat d’accompagnement par le travail", "Revenir n’est ni un échec")
    listed.sees("Plus aucun contact n’est à faire.", "Retour le 23/05/2029 : Il préfère l’atelier.")
    mona.open(record).follow("Parcours").sees("CDI", "Contrat d’accompagnement")
    sami = enter_with_card("Sami", *card).open("/mon-espace/")
    sami.does_not_see("échec", "abandon")
