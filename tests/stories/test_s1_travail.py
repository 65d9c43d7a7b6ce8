"""S1, le travail de David — contrat d’insertion, formation, immersion, puis CDI en entreprise adaptée."""

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
    end_work,
    fill_work,
    note_work,
    say_how_it_went,
    say_how_it_went_oneself,
    tell_all,
)
from tests.stories.steps import (
    agree_for_us,
    enter_with_card,
    give_agreement_on_screen,
    note_state,
    open_record,
    print_card,
    propose,
)

pytestmark = pytest.mark.django_db


def test_un_seul_dossier_du_chantier_au_contrat_de_l_entreprise_adaptee(
    cast: Cast, visit: Visit, later: Later
) -> None:
    """La RQTH vaut à la signature ; le CDDI finit ; la sortie compte ; les nouvelles sont prévues."""
    published: dict[str, Any] = {"published_at": clock.now()}
    aci = make_organisation("Jardins du Marais", "aci", **published)
    ea = make_organisation("Flandre Propreté", "ea", **published)
    samir = visit(make_user("Samir", "Haddad", aci, Role.WORKER), aci)
    nora = visit(make_user("Nora", "Leclerc", ea, Role.WORKER), ea)
    record = open_record(samir, "David", "Vasseur", date(1980, 6, 12))
    note_state(samir, record, "ASS", "obtenu", date(2025, 9, 1))
    begin_path(samir, record, "Retrouver un travail").sees("Référent : Samir H")
    hours: Told = {"Heures par semaine": "26"}
    contract = note_work(samir, record, "CDDI", date(2026, 1, 12), date(2026, 12, 31), hours)
    note_state(samir, record, "RQTH", "déposé", date(2026, 3, 16))
    parts = ("Situation administrative", "Projet et souhaits", "Parcours", "Progrès")
    agree_for_us(samir, record, "classeur 1, n° 3", *parts)
    propose(
        samir, record, "Flandre Propreté", "suivre le parcours ensemble",
        *parts,
    )  # fmt: skip
    nora.open(record, 404)
    give_agreement_on_screen(samir, "Léonie Marchal")
    trial: Told = {
        "Objet de l’immersion": ("Confirmer un projet",),
        "Où la personne travaille-t-elle ?": "Flandre Propreté",
        "Sorte de prescripteur": "ACI",
        "Heures par semaine": "26",
    }
    page = note_work(samir, record, "PMSMP", date(2026, 11, 23), date(2026, 12, 4), trial)
    card = print_card(samir, record)
    job: Told = {"Heures par semaine": "35", "Date de signature": date(2026, 12, 4)}
    fill_work(nora, record, "CDI en EA", date(2026, 12, 14), None, job).press("Vérifier")
    nora.does_not_see("RQTH : en cours à la signature.")
    note_state(samir, record, "RQTH", "obtenu", date(2026, 11, 19))
    later(date(2026, 12, 14))
    # L’immersion évaluée des deux côtés : aucun avis n’écrase l’autre.
    say_how_it_went(nora, page, "Le lieu d’accueil", "Soigneux, à l’heure")
    say_how_it_went_oneself(enter_with_card("David", *card), page, "L’équipe m’a aidé.")
    samir.open(page).sees("« Soigneux, à l’heure »", "« L’équipe m’a aidé. »")
    fill_work(nora, record, "CDI en EA", date(2026, 12, 14), None, job).press("Vérifier")
    nora.sees("RQTH : en cours à la signature.")
    tell_all(nora, {}).press("Enregistrer").sees("C’est noté.")
    leaving: Told = {
        "La personne quitte-t-elle la structure ?": ("Oui, elle part",),
        "Si c’est un contrat, lequel ?": "Contrat à durée indéterminée en entreprise adaptée",
    }
    end_work(samir, contract, date(2026, 12, 13), "La personne passe à l’étape", leaving)
    listed = samir.open(record).follow("Travail")
    listed.sees("emploi durable", "comptée", "Prendre des nouvelles", "CDI en EA")
    text = nora.open(record).follow("Parcours").text
    places = [text.rindex(name) for name in ("CDDI", "PMSMP", "CDI en EA")]
    assert places in (sorted(places), sorted(places, reverse=True)), text
