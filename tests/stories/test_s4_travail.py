"""S4, le travail de Léa — stage signé avec sa mère, contrat du GEIQ, mise à disposition, embauche."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import Cast
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import (
    Told,
    begin_path,
    end_work,
    note_work,
    open_paper,
    send_paper,
    sign_as_person,
    sign_as_structure,
    sign_by_link,
    tell_all,
)
from tests.stories.steps import (
    agree_for_us,
    enter_with_card,
    give_agreement_on_paper,
    open_record,
    print_card,
    propose,
)
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db
MOTHER = "Sonia Moreau"
STAGE = "Convention de stage"
HOST: Told = {
    "Nom du lieu, s’il n’est pas dans la liste": "Netclair",
    "Sorte de lieu": "Entreprise",
}


def opened_at_the_ime(ines: Visitor, born: date) -> str:
    record = open_record(ines, "Léa", "Moreau", born)
    if ines.has_link("Dire qui signe avec elle"):
        ines.follow("Dire qui signe avec elle : elle est mineure")
        ines.choose("En quelle qualité ?", "Parent").fill("Nom", MOTHER).fill("Lien", "sa mère")
        ines.fill_date("Depuis le", born).press("Enregistrer").sees(MOTHER)
    begin_path(ines, record, "Vers la propreté")
    return record


def test_le_stage_ne_commence_pas_sans_la_signature_de_sa_mere(town: Cast, visit: Visit) -> None:
    """Léa, 17 ans, signe ; l’IME et l’entreprise aussi ; il manque sa mère, et c’est dit."""
    ines = visit(town.ines, town.ime)
    record = opened_at_the_ime(ines, date(2009, 5, 4))
    days: Told = {**HOST, "Heures par semaine": "30"}
    page = note_work(ines, record, "Stage d’IME", date(2026, 12, 7), date(2026, 12, 18), days)
    ines.open(page).press("Préparer le papier")
    open_paper(ines, record, STAGE).follow("Écrire une nouvelle version")
    tell_all(
        ines,
        {
            "L’établissement": "IME Les Tilleuls",
            "Qui suit le stage": "Inès Belkacem",
            "Adresse du lieu": "Zone du Canal",
            "Qui guide sur place": "Hugo Lambert",
            "Jours et horaires": "Du lundi au vendredi, 9 h à 15 h",
            "Ce que le stage doit apprendre": "Nettoyer un bureau",
            "Activités confiées": "Nettoyer, ranger",
            "Assurance": "MAIF n° 12",
            "Qui signe pour l’entreprise d’accueil": "Hugo Lambert, chef d’équipe",
            "Notre structure signe en qualité de": "l’établissement",
        },
    ).press("Écrire cette version")
    send_paper(ines, record, STAGE).sees("Ne commencez pas", MOTHER)
    lea = enter_with_card("Léa", *print_card(ines, record))
    sign_as_person(lea, "Faire un stage dans une entreprise")
    sign_as_structure(ines, record, STAGE)
    sign_by_link(ines, record, STAGE, "l’entreprise d’accueil", "Hugo")
    ines.open(page).sees("Ne commencez pas : tout le monde n’a pas signé.")
    open_paper(ines, record, STAGE).sees("il manque la signature de « le représentant légal »")
    sign_by_link(ines, record, STAGE, "le représentant légal", MOTHER)
    ines.open(page).sees("Tous les papiers sont signés.")


def test_du_geiq_a_l_embauche_chez_l_adherent_puis_une_autre_porte_reste_ouverte(
    town: Cast, visit: Visit, later: Later
) -> None:
    """La sortie est positive ; l’orientation en ESAT peut toujours se demander ; rien n’est perdu."""
    ines, claire = visit(town.ines, town.ime), visit(town.claire, town.geiq)
    record = opened_at_the_ime(ines, date(2006, 5, 4))
    claire.open(record, 404)
    agree_for_us(ines, record, "classeur 2026, n° 11", "Parcours", "Situation", "Progrès")
    propose(ines, record, "GEIQ", "suivre le parcours ensemble", "Parcours", "Situation", "Progrès")
    give_agreement_on_paper(ines, "classeur 2026, n° 12")
    contract = note_work(
        claire, record, "Professionnalisation en GEIQ", date(2026, 11, 23), date(2027, 11, 22),
        {"Heures par semaine": "35", "Date de signature": date(2026, 11, 20)},
    )  # fmt: skip
    lent: Told = {**HOST, "Sans but lucratif": ("Oui",), "Accord de la personne": ("Oui",)}
    note_work(
        claire, record, "Mise à disposition par un GEIQ", date(2026, 11, 23), date(2027, 11, 22),
        lent,
    )  # fmt: skip
    ines.open(record).follow("Parcours").sees("Professionnalisation", "Netclair")
    later(date(2027, 11, 23))
    job: Told = {"Heures par semaine": "35", "Son nom, s’il n’est pas dans la liste": "Netclair",
                 "Sorte d’employeur": "Entreprise"}  # fmt: skip
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Vers quoi ?": "CDI, aidé ou non",
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
    }
    end_work(claire, contract, date(2027, 11, 22), "C’est la date prévue", leaving)
    note_work(claire, record, "CDI", date(2027, 11, 23), told=job)
    claire.open(record).follow("Travail").sees("CDI — Netclair", "emploi durable")
    ines.open(record).follow("Travail").follow("Noter une sortie d’une autre structure")
    ines.fill("Structure quittée", "IME Les Tilleuls").fill_date("Sortie le", date(2026, 11, 22))
    ines.fill("Vers quoi ?", "CDD").press("Enregistrer")
    ines.open(record).follow("Travail").sees("Revenir", "sans date de fin")
