"""S4, étape 7b — Yanis a un CDI, ça ne va pas : une médiation, puis un retour, trente mois après."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tests.cast import Cast
from tests.stories.conftest import Later, Visit
from tests.stories.record_steps import Told, begin_path, end_work, note_work
from tests.stories.steps import (
    agree_for_us,
    enter_with_card,
    give_agreement_on_paper,
    note_state,
    open_record,
    print_card,
    propose,
)
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db
HIRED = date(2026, 11, 23)
JOB: Told = {
    "Heures par semaine": "35",
    "Son nom, s’il n’est pas dans la liste": "Netclair",
    "Sorte d’employeur": "Entreprise",
}
LEAVING: Told = {
    "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
    "Vers quoi ?": "CDI, aidé ou non",
    "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée :",
}


@dataclass
class Hired:
    mona: Visitor  # éducatrice à l’ESAT
    record: str
    job: str
    card: tuple[str, list[str]]


def hire(worker: Visitor, record: str) -> str:
    page = note_work(worker, record, "CDI", HIRED, told=JOB)
    worker.open(page).follow("Préparer l’intégration")
    worker.fill("Qui accueille", "Hugo L., chef d’équipe").press("Enregistrer")
    worker.sees("Visite des lieux", "Hugo L.")
    return page


@pytest.fixture
def yanis(town: Cast, visit: Visit) -> Hired:
    """De l’ESAT au CDI ; la sortie est positive, l’intégration est préparée."""
    mona = visit(town.mona, town.esat)
    record = open_record(mona, "Yanis", "Colin", date(1990, 2, 1))
    note_state(mona, record, "Orientation", "obtenu", date(2025, 1, 6))
    begin_path(mona, record, "Travailler en entreprise")
    esat = note_work(mona, record, "Contrat d’accompagnement par le travail", date(2025, 2, 3),
                     told={"Heures par semaine": "35"})  # fmt: skip
    end_work(mona, esat, date(2026, 11, 22), "La personne passe à l’étape suivante", LEAVING)
    job = hire(mona, record)
    return Hired(mona, record, job, print_card(mona, record))


def says_not_well(hired: Hired, words: str) -> Visitor:
    """La personne le dit elle-même, dans son espace."""
    person = enter_with_card("Yanis", *hired.card).open("/mon-espace/travail/")
    person.follow("Je dis comment ça va au travail").choose("Comment ça va", "Ça ne va pas")
    return person.fill("J’explique, si je veux", words).press("Je le dis")


def test_ca_ne_va_pas_previent_celle_qui_suit_et_personne_d_autre(
    yanis: Hired, town: Cast, visit: Visit
) -> None:
    """L’alerte est en tête de sa liste ; un partenaire sans accord sur les progrès ne la lit pas."""
    agree_for_us(yanis.mona, yanis.record, "classeur n° 3", "Parcours", "Progrès")
    propose(yanis.mona, yanis.record, "GEIQ", "suivre le parcours ensemble", "Parcours")
    give_agreement_on_paper(yanis.mona, "classeur n° 4")
    says_not_well(yanis, "Je suis trop seul.")
    yanis.mona.open("/a-faire/").sees("la personne attend une suite", "demande une suite")
    yanis.mona.open(yanis.job).sees("« Je suis trop seul. »", "Médiation ou retour")
    geiq = visit(town.claire, town.geiq)
    geiq.open("/a-faire/").does_not_see("attend une suite")
    geiq.open(yanis.job).sees("Netclair").does_not_see("trop seul", "Médiation ou retour")
    visit(town.zoe, town.stranger).open(yanis.job, 404)


def test_une_mediation_a_un_jour_et_devient_la_prochaine_etape(yanis: Hired, later: Later) -> None:
    """Rien ne s’arrête seul : le contrat continue ; sans jour, la page le redemande."""
    says_not_well(yanis, "Je suis trop seul.")
    mona = yanis.mona.open("/a-faire/").follow("Médiation ou retour")
    mona.choose("Que fait-on ?", "Une médiation").fill("Avec qui", "Hugo, Yanis et moi")
    mona.press("Enregistrer", 422)
    assert mona.value_of("Avec qui") == "Hugo, Yanis et moi"
    mona.fill_date("Quel jour", date(2026, 11, 30)).press("Enregistrer")
    mona.open(yanis.job).sees("Une médiation", "Hugo, Yanis et moi", "en cours")
    mona.open(yanis.record).follow("Parcours").sees("30 novembre 2026")
    mona.open("/a-faire/").does_not_see("attend une suite")
    later(date(2026, 12, 1))
    says_not_well(yanis, "Rien n’a changé.")
    yanis.mona.open("/a-faire/").sees("attend une suite")


def test_trente_mois_apres_le_retour_se_note_en_un_geste_et_rien_n_est_perdu(
    yanis: Hired, later: Later
) -> None:
    """De l’alerte au retour, une seule page ; la sortie reste positive, le dossier continue."""
    later(date(2029, 5, 23))
    says_not_well(yanis, "Je veux revenir.")
    mona = yanis.mona.open("/a-faire/").follow("Médiation ou retour")
    mona.choose("Que fait-on ?", "Un retour").fill("Avec qui", "Yanis le demande")
    mona.press("Enregistrer").sees("Il n’expire pas dans le dossier", "ni un échec")
    mona.fill_date("De retour le", date(2029, 5, 23)).fill("Raison", "Il préfère l’atelier")
    mona.tick("CDI — Netclair").press("Noter le retour")
    work = mona.open(yanis.record).follow("Travail")
    work.sees(
        "exercé", "Retour dans l’ESAT d’origine", "« Il préfère l’atelier »", "CDI — Netclair"
    )


def test_depuis_l_ime_le_retour_est_la_demande_d_une_orientation_en_esat(
    town: Cast, visit: Visit, later: Later
) -> None:
    """Léa venait de l’IME : aucun ESAT où revenir, la demande à la MDPH devient une étape."""
    ines = visit(town.ines, town.ime)
    record = open_record(ines, "Léa", "Moreau", date(2006, 5, 4))
    begin_path(ines, record, "Vers la propreté")
    ines.open(record).follow("Travail").follow("Noter une sortie d’une autre structure")
    ines.fill("Structure quittée", "IME Les Tilleuls").fill_date("Sortie le", date(2026, 11, 22))
    ines.fill("Vers quoi ?", "CDI").press("Enregistrer")
    job = hire(ines, record)
    lea = Hired(ines, record, job, print_card(ines, record))
    later(date(2029, 5, 23))
    person = enter_with_card("Léa", *lea.card).open("/mon-espace/travail/")
    person.follow("Je dis comment ça va au travail").choose("Comment ça va", "Ça ne va pas")
    person.press("Je le dis")
    ines.open("/a-faire/").follow("Médiation ou retour").choose("Que fait-on ?", "Un retour")
    ines.fill("Avec qui", "Léa, sa mère et moi").press("Enregistrer")
    ines.sees("Demande d’orientation en ESAT à la MDPH")
    ines.fill_date("De retour le", date(2029, 5, 23)).fill("Raison", "Elle le demande")
    ines.press("Noter le retour")
    ines.open(record).follow("Parcours").sees("Demande d’orientation en ESAT à la MDPH")
    ines.open(record).follow("Travail").sees("exercé", "n’est ni un échec")
