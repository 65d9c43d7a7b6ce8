"""Ce qui ne sort pas : la note de travail d’une équipe, et le volet sensible par défaut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from tests.cast import Cast
from tests.stories.conftest import Visit
from tests.stories.steps import (
    enter_with_card,
    give_agreement_on_paper,
    open_record,
    print_card,
    propose,
    tell,
)
from tests.stories.visitor import Visitor

TEAM = "On se demande si l’atelier lui plaît encore."
SHARED = "Yanis a tenu la journée entière."
HEALTH = "éviter de porter plus de dix kilos"
ALL = (
    "Situation administrative",
    "Projet et souhaits",
    "Parcours",
    "Compétences",
    "Progrès",
    "Ce qui m’aide au travail",
    "Freins",
    "Documents",
)


@dataclass
class Yanis:
    mona: Visitor
    claire: Visitor
    record: str


@pytest.fixture
def yanis(town: Cast, visit: Visit) -> Yanis:
    """L’ESAT écrit une note d’équipe, une note partagée, et une conséquence de santé."""
    mona = visit(town.mona, town.esat)
    record = open_record(mona, "Yanis", "Colin", date(1990, 2, 1))
    for text, audience in ((TEAM, "note de travail"), (SHARED, "note partagée")):
        mona.open(record).follow("Écrire une note").fill("Votre note", text)
        mona.choose("Pour qui ?", audience).press("Enregistrer la note").sees(text)
    tell(mona, record, "Conséquences de la santé au travail", HEALTH, choice=False)
    return Yanis(mona, visit(town.claire, town.geiq), record)


def agree(yanis: Yanis, organisation: str = "GEIQ", purpose: str = "suivre le parcours") -> None:
    propose(yanis.mona, yanis.record, organisation, purpose, *ALL)
    give_agreement_on_paper(yanis.mona, "n° 5").sees(organisation)


def test_la_note_de_travail_ne_quitte_pas_l_equipe(yanis: Yanis, town: Cast, visit: Visit) -> None:
    """Le collègue de l’ESAT la lit ; le GEIQ, qui a tous les volets ordinaires, jamais."""
    agree(yanis)
    visit(town.bruno, town.esat).open(yanis.record).follow("Notes").sees(TEAM, SHARED)
    for page in ("", "notes/", "parcours/", "progres/", "imprimer/", "faits/", "partage/"):
        yanis.claire.open(yanis.record + page).does_not_see(TEAM, HEALTH)
    yanis.claire.open(yanis.record).follow("Notes").sees(SHARED)


def test_la_note_de_travail_n_est_ni_dans_l_apercu_ni_dans_l_espace_de_la_personne(
    yanis: Yanis,
) -> None:
    """« Voir ce que le GEIQ verra » ne la montre pas ; l’espace de Yanis non plus."""
    propose(yanis.mona, yanis.record, "GEIQ", "suivre le parcours", *ALL)
    yanis.mona.choose("Comment l’accord", "Sur papier").press("Continuer : lire avec la personne")
    yanis.mona.follow("Voir ce que GEIQ Propreté du Val verra").sees("Aperçu avant accord")
    yanis.mona.does_not_see(TEAM, HEALTH)
    number, pictures = print_card(yanis.mona, yanis.record)
    own = enter_with_card("Yanis", number, pictures).follow("Mon parcours").sees(SHARED)
    for page in ("/mon-espace/", "/mon-espace/parcours/", "/mon-espace/qui-a-lu/"):
        own.open(page).does_not_see(TEAM)


def test_le_tuteur_ne_lit_ni_note_de_travail_ni_volet_sensible(yanis: Yanis) -> None:
    """Même avec tous les volets ordinaires, son lien s’arrête là."""
    agree(yanis, "Netclair", "accueillir au travail")
    yanis.mona.follow("Donner un lien à un tuteur").fill("Prénom et nom du tuteur", "Hugo Lambert")
    yanis.mona.press("Créer le lien et le code")
    link = yanis.mona.code_on_screen(r"https?://[^/]+(/lien/\S+)")
    code = yanis.mona.code_on_screen(r"Le code, à donner à part ([\d ]{6,7})")
    tutor = Visitor(Client(), "Hugo").open(link).fill("Le code à 6 chiffres", code)
    tutor.press("Entrer").sees("Yanis C").does_not_see(TEAM, HEALTH, "Conséquences de la santé")


def test_le_volet_sensible_n_est_jamais_coche_d_avance(yanis: Yanis) -> None:
    """Il faut le cocher, puis que la personne l’ait dit en toutes lettres : deux gestes."""
    propose(yanis.mona, yanis.record, "GEIQ", "suivre le parcours", "Parcours")
    sensitive = "Partager aussi le volet sensible"
    assert not yanis.mona.is_ticked(sensitive)
    yanis.mona.tick(sensitive).choose("Comment l’accord", "Sur papier")
    yanis.mona.press("Continuer : lire avec la personne", 422).sees("volet sensible")
    yanis.claire.open(yanis.record, 404)
    yanis.mona.tick("La personne a dit en toutes lettres")
    yanis.mona.press("Continuer : lire avec la personne").sees("Ce qui est très personnel")
    yanis.mona.fill("Référence du papier signé", "n° 6").press("Enregistrer l’accord")
    yanis.claire.open(yanis.record).follow("Ce qui a été dit").sees(HEALTH)
