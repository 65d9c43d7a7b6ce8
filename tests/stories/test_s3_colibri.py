"""S3 — Colibri, version ESAT : du chantier à l’emploi de moniteur, par l’immersion et le titre."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.stories.asking import (
    COMMUNES,
    Document,
    ask,
    ask_by_command,
    make_coast,
    published,
    routes,
    step_of,
)
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db

TODAY = "2026-11-23"
PERSON: Document = {
    "birth_date": "1990-02-11",
    "diploma_level": "cap",
    "status": "aci_employee",
    "situations": [{"kind": "iae_pass", "from": "2026-01-12"}],
}
IMMERSION = {"phase": "esat_immersion", "start": "2026-10-05", "end": "2026-10-16"}
CONFIRMED = {"gate": "project_confirmed", "decided_on": "2026-10-20"}


def enrolment(*phases: Document, **more: Any) -> Document:
    act = {"kind": "enrolment", "programme": "colibri", "entered_on": "2026-10-05"}
    return {**act, "place_kind": "aci", "phases": list(phases), **more}


def immersion(**more: Any) -> Document:
    act = {"kind": "immersion", "type": "pmsmp", "purposes": ["confirm"], "prescriber_kind": "aci"}
    days = {"start": "2026-10-05", "end": "2026-10-16", "days": 10, "weekly_hours": 26}
    contract = {"contract_start": "2026-01-12", "contract_end": "2026-12-31"}
    return {**act, **days, **contract, "host": "esat", "host_kind": "esat", **more}


def test_le_programme_est_porte_par_un_chantier_et_l_immersion_s_ouvre_d_emblee() -> None:
    said = ask(TODAY, enrolment(), PERSON).allows()
    assert "esat_immersion" in said.computed["allowed_moves"]
    refusal = ask(TODAY, {**enrolment(), "place_kind": "ei"}, PERSON).refuses("PROG-02", "ACI")
    assert "Orientez la personne" in refusal["remedy"]


def test_l_immersion_a_l_esat_se_fait_pendant_le_contrat_d_insertion() -> None:
    said = ask("2026-10-05", immersion(), PERSON).allows()
    said.says("PMSMP-02", "Prescription pour les personnes que la structure accompagne")
    assert said.computed["pmsmp_days_in_contract"] == 10
    ask("2026-10-05", immersion(end="2026-11-05"), PERSON).refuses("PMSMP-03", "1 mois")


def test_le_titre_attend_que_l_immersion_ait_confirme_le_projet() -> None:
    act = enrolment(IMMERSION, move_to="title")
    refusal = ask(TODAY, act, PERSON).refuses("PROG-03", "Projet confirmé par l’immersion")
    assert refusal["opens"] == ["gate:project_confirmed"]
    assert "la personne, le chantier et l’établissement" in refusal["remedy"]
    ask(TODAY, {**act, "decisions": [CONFIRMED]}, PERSON).allows()
    not_yet = {**act, "decisions": [{**CONFIRMED, "passed": False}]}
    ask(TODAY, not_yet, PERSON).refuses("PROG-03", "décision de ne pas passer encore")


def test_le_recrutement_en_esat_se_decide_entre_la_personne_et_l_esat() -> None:
    """Une seule décision manque à qui est sur cette voie : celle de l’ESAT."""
    title = {"phase": "title", "start": "2026-10-21"}
    act = enrolment(IMMERSION, title, decisions=[CONFIRMED], move_to="hired")
    refusal = ask(TODAY, act, PERSON).refuses("PROG-03", "Recrutement en ESAT")
    assert refusal["opens"] == ["gate:recruited_in_esat"]
    decided = {"gate": "recruited_in_esat", "decided_on": "2026-11-20"}
    said = ask(TODAY, {**act, "decisions": [CONFIRMED, decided]}, PERSON).allows()
    said.says("PROG-03", "Recrutement en ESAT : décidé le 20/11/2026.")


def test_on_ne_passe_pas_du_chantier_au_recrutement_sans_rien_essayer() -> None:
    """Les deux voies sont dites, chacune avec ce qui la précède."""
    said = ask(TODAY, enrolment(move_to="hired"), PERSON)
    assert said.verdict == "refused"
    opens = {code for finding in said.of("block", "PROG-03") for code in finding["opens"]}
    assert {"phase:title", "phase:immersions", "gate:recruited_in_esat"} <= opens


def test_le_cdi_a_l_esat_est_un_contrat_ordinaire_et_la_sortie_du_chantier_est_durable() -> None:
    """Trois résultats : la personne en CDI, l’ESAT qui recrute, le chantier dont l’objectif est atteint."""
    act = {"kind": "contract", "type": "cdi", "employer_kind": "esat", "weekly_hours": 35}
    hired = ask("2026-12-01", {**act, "start": "2026-12-01"}, PERSON).allows()
    assert hired.computed["exit_effect"] == "durable"
    exit_ = {"kind": "exit", "place_kind": "aci", "left_on": "2026-11-22", "presence_months": 10}
    said = ask(TODAY, {**exit_, "contract_type": "cdi"}, PERSON).allows()
    assert said.computed["exit_category"] == "durable"
    assert said.computed["exit_dynamic"] is True
    soon = ask(TODAY, {**exit_, "contract_type": "cdi", "presence_months": 2}, PERSON)
    assert soon.computed["exit_counted"] is False  # présence de moins de trois mois


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    act = enrolment(IMMERSION, move_to="title")
    by_command = ask_by_command(tmp_path, capsys, TODAY, act, PERSON)
    assert by_command.data == ask(TODAY, act, PERSON).data


def test_la_page_du_programme_montre_la_voie_de_l_esat_et_les_trois_resultats() -> None:
    page = Visitor(Client(), "une cheffe d’atelier").open("/programmes/").follow("Colibri")
    page.sees("ESAT : immersion pour confirmer le projet", "la personne et l’ESAT")
    page.sees("la personne, le chantier et l’établissement ont chacun noté leur résultat")


def test_la_route_passe_par_l_immersion_a_l_esat_le_plus_proche() -> None:
    """Depuis le chantier : se former, essayer à l’ESAT voisin, puis signer un CDI."""
    make_coast()
    published("ESAT du Phare", "esat", "Gravelines", "restauration")
    published("Formation des Dunes", "training", "Bergues", "restauration")
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 30, "wishes": ["restauration"]}
    found = routes(TODAY, {**PERSON, **place}, "ordinary_job", limit=6)
    route = found.through("pmsmp_in_contract", "insertion_to_open_ended")
    trial = step_of(route, "pmsmp_in_contract")
    assert trial["state"] == "open"
    nearest = trial["places"]["nearest"][0]
    assert (nearest["name"], nearest["kind"], nearest["matches"]) == ("ESAT du Phare", "esat", True)
    assert 15 < nearest["km"] <= 30
    signing = step_of(route, "insertion_to_open_ended")
    assert signing["from"] >= trial["to"]
    assert "IAE-17" in signing["rules"]
