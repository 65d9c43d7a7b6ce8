"""S1 — David, 46 ans : de l’allocation de solidarité au contrat en entreprise adaptée."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.organisations.rules.roles import Role
from tests.cast import Cast, make_organisation, make_user
from tests.stories.conftest import Visit
from tests.stories.steps import (
    add_stage,
    give_agreement_on_screen,
    note_state,
    note_wish,
    open_record,
    propose,
    tell,
)
from tests.stories.visitor import Visitor

PARTS = ("Situation administrative", "Projet et souhaits", "Parcours")


@dataclass
class David:
    samir: Visitor  # CIP du chantier d’insertion
    nora: Visitor  # chargée d’accompagnement de l’entreprise adaptée
    record: str


@pytest.fixture
def david(cast: Cast, visit: Visit) -> David:
    """Le chantier ouvre le dossier de David : ASS, sans diplôme."""
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Jardins du Marais", "aci", **published)
    ea = make_organisation("Flandre Propreté", "ea", **published)
    samir = visit(make_user("Samir", "Haddad", aci, Role.WORKER), aci)
    nora = visit(make_user("Nora", "Leclerc", ea, Role.WORKER), ea)
    record = open_record(samir, "David", "Vasseur", date(1980, 6, 12))
    note_state(samir, record, "ASS", "obtenu", date(2025, 9, 1))
    tell(samir, record, "Niveau de diplôme", "Sans diplôme")
    samir.open(record).follow("Parcours").follow("Commencer un parcours")
    samir.fill("Vers quoi ?", "Retrouver un travail").press("Enregistrer")
    return David(samir, nora, record)


def test_etape_1_david_46_ans_allocataire_de_l_ass_sans_diplome(david: David) -> None:
    """Dit une fois, lisible d’un coup d’œil ; la RQTH n’est ni oui ni non : elle n’est pas là."""
    david.samir.open(david.record).sees("David V", "46 ans", "Sans diplôme")
    david.samir.follow("Situation administrative").sees("ASS", "obtenu", "Samir H")
    assert david.samir.has_link("RQTH")  # proposée à noter, pas supposée


def test_etape_3_le_dossier_mdph_avance_et_son_histoire_reste(david: David) -> None:
    """À constituer, déposé, obtenue : chaque état garde sa date et qui l’a noté."""
    samir = david.samir
    note_state(samir, david.record, "RQTH", "à constituer", date(2026, 2, 2))
    samir.open("/personnes/").sees("David Vasseur")
    note_state(samir, david.record, "RQTH", "déposé", date(2026, 3, 16))
    note_state(samir, david.record, "RQTH", "obtenu", date(2026, 9, 7))
    shown = samir.text
    history = ["2 février 2026", "16 mars 2026", "7 septembre 2026"]
    short = ["02/02/2026", "16/03/2026", "07/09/2026"]
    table = shown[shown.rindex("Voir en tableau (RQTH)") :]
    found = [
        table.find(a) if a in table else table.find(b) for a, b in zip(history, short, strict=True)
    ]
    assert -1 not in found, table
    samir.sees("à constituer", "déposé", "obtenu")


def test_etape_3_revenir_en_arriere_demande_pourquoi_et_garde_ce_qui_est_tape(
    david: David,
) -> None:
    """Une date qui précède l’état actuel n’est pas interdite : elle se justifie."""
    samir = david.samir
    note_state(samir, david.record, "RQTH", "obtenu", date(2026, 9, 7))
    samir.follow("Noter un changement (RQTH)").choose("Où en est-on ?", "déposé")
    samir.fill_date("Depuis quel jour ?", date(2026, 3, 16)).press("Enregistrer", 422)
    samir.sees("Cette date précède celle de l’état actuel")
    assert samir.is_ticked("déposé", "Où en est-on ?")
    samir.fill("Pourquoi cette correction ?", "Erreur de saisie.").press("Enregistrer")
    samir.sees("déposé", "obtenu", "Erreur de saisie.")


def test_etape_4_agent_d_entretien_s_ajoute_et_ne_remplace_rien(david: David) -> None:
    """Le nouvel objectif vient à côté du premier souhait, qui reste écrit."""
    note_wish(david.samir, david.record, "Centre d’intérêt", "Être dehors, avec les plantes")
    note_wish(david.samir, david.record, "Métier ou travail", "Agent d’entretien, ça me va")
    for page in (david.record, david.record + "souhaits/"):
        david.samir.open(page).sees("Agent d’entretien, ça me va", "Être dehors, avec les plantes")


def test_etape_8_l_ea_voit_la_synthese_apres_l_accord_et_lit_sans_ecrire(david: David) -> None:
    """Avant l’accord, rien n’existe ; après, elle lit ce qui est partagé, et rien de plus."""
    note_state(david.samir, david.record, "RQTH", "obtenu", date(2026, 9, 7))
    note_wish(david.samir, david.record, "Métier ou travail", "Agent d’entretien, ça me va")
    david.nora.open(david.record, 404)
    david.nora.open("/personnes/").does_not_see("Vasseur")
    propose(david.samir, david.record, "Flandre Propreté", "étudier une orientation", *PARTS)
    give_agreement_on_screen(david.samir, "Léonie Marchal").sees("Flandre Propreté")
    david.nora.open("/personnes/").follow("David Vasseur")
    david.nora.sees("Agent d’entretien, ça me va", "Retrouver un travail", "accord de David")
    david.nora.does_not_see("Sans diplôme", "Ajouter une observation", "Écrire une note")
    david.nora.follow("Situation administrative").sees("RQTH", "obtenu")
    assert not david.nora.has_link("Noter un changement")
    david.nora.open(david.record + "progres/ajouter/", 404)


def test_etape_8_une_seule_ligne_de_temps_dans_l_ordre(david: David) -> None:
    """Noté dans le désordre, lu dans l’ordre, du contrat d’insertion à l’entreprise adaptée."""
    stages = [
        ("Contrat d’insertion", "Ouvrier de production", date(2026, 1, 12)),
        ("Formation", "Parcours compétences Propreté", date(2026, 6, 1)),
        ("Immersion", "Immersion au service nettoyage", date(2026, 10, 5)),
        ("Contrat en entreprise", "Agent d’entretien", date(2026, 11, 16)),
    ]
    for kind, title, day in (stages[2], stages[0], stages[3], stages[1]):
        add_stage(david.samir, david.record, kind, title, "Autre", day)
    for page in (david.record, david.record + "parcours/", david.record + "imprimer/"):
        text = david.samir.open(page).text
        places = [text.index(title) for _, title, _ in stages]
        assert places in (sorted(places), sorted(places, reverse=True)), text
        assert text.count("Retrouver un travail") >= 1
