"""S7 — Premières heures en chantier : de 4 à 20 heures par semaine, puis le contrat ordinaire."""

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
    "birth_date": "1986-03-15",
    "situations": [{"kind": "street_life"}, {"kind": "iae_pass"}],
}
DEROGATION = {"type": "collective", "decided_on": "2026-11-20", "end": "2027-05-22"}


def contract(hours: float, **more: Any) -> Document:
    act = {"kind": "contract", "type": "cddi_phc", "employer_kind": "aci", "start": TODAY}
    place = {"programme": "phc", "employer_programmes": ["phc"], "derogation": DEROGATION}
    return {**act, **place, "end": "2027-05-22", "weekly_hours": hours, **more}


def enrolment(**more: Any) -> Document:
    act = {"kind": "enrolment", "programme": "phc", "entered_on": "2026-05-25"}
    known = {"place_kind": "aci", "derogation_on": "2026-05-20", "weekly_hours": 20}
    phases = [{"phase": "first_hours", "start": "2026-05-25"}]
    return {**act, **known, "phases": phases, **more}


@pytest.mark.parametrize("hours", [1, 4, 8, 16, 20])
def test_de_4_a_20_heures_le_contrat_est_accepte(hours: int) -> None:
    ask(TODAY, contract(hours), PERSON).allows()


@pytest.mark.parametrize(("hours", "words"), [(0, "au moins 1 h"), (21, "au plus 20 h")])
def test_0_et_21_heures_sont_refusees(hours: int, words: str) -> None:
    """Le contrat comme l’inscription au programme, avec l’article."""
    refusal = ask(TODAY, contract(hours), PERSON).refuses("LOW-02", words)
    assert "L5132-15-1" in refusal["article"]
    act = enrolment(entered_on=TODAY, phases=[], weekly_hours=hours)
    in_programme = ask(TODAY, act, PERSON).refuses("LOW-02", words)
    assert "L5132-15-1" in in_programme["article"]


@pytest.mark.parametrize(("hours", "accepted"), [(0.5, False), (20.5, False), (1.5, True)])
def test_les_demi_heures_comptent(hours: float, accepted: bool) -> None:
    said = ask(TODAY, contract(hours), PERSON)
    assert said.verdict == ("allowed" if accepted else "refused")


def test_les_heures_montent_contrat_apres_contrat_et_les_mois_s_ajoutent() -> None:
    """4, 8, 16 puis 20 heures : chaque avenant accepté ; six mois en tout."""
    steps = [("2026-05-25", "2026-06-24", 4), ("2026-06-25", "2026-08-24", 8)]
    steps += [("2026-08-25", "2026-10-24", 16)]
    before = [
        contract(hours, start=start, end=end, employer="marais")
        for start, end, hours in [(s, e, h) for s, e, h in steps]
    ]
    last = contract(20, start="2026-10-25", end="2027-03-24", employer="marais")
    said = ask("2026-10-25", last, PERSON, *before).allows()
    assert said.computed["cddi_months"] == 10


def test_moins_de_20_heures_hors_du_programme_demande_une_derogation() -> None:
    """Un CDDI classique de 8 heures : refusé, et la dérogation est ce qui l’ouvrirait."""
    usual = {**contract(8), "type": "cddi", "derogation": None, "programme": None}
    refusal = ask(TODAY, usual, PERSON).refuses("IAE-10", "Moins de 20 h")
    assert "derogation" in refusal["opens"]
    assert "Premières heures en chantier" in refusal["remedy"]


def test_la_reference_de_la_derogation_se_joint_au_contrat() -> None:
    said = ask(TODAY, {**contract(8), "derogation": None}, PERSON)
    assert "référence de la dérogation" in said.warns("LOW-02")["message"]


def test_la_bascule_vers_le_contrat_ordinaire_se_decide_avec_la_personne() -> None:
    """Sans décision, refusée ; avec, acceptée, quels que soient les freins encore ouverts."""
    act = enrolment(move_to="usual_contract")
    said = ask(TODAY, act, PERSON)
    refusal = said.refuses("PROG-03", "Bascule vers le contrat ordinaire")
    assert refusal["opens"] == ["gate:switch"]
    assert "la personne et l’équipe du chantier" in refusal["remedy"]
    assert "confiance" not in refusal["message"]  # la confiance se dit, elle ne décide rien
    duty = {"duty": "hours_plan", "done_on": "2026-06-01"}
    decided = {**act, "decisions": [{"gate": "switch", "decided_on": "2026-11-20"}]}
    open_now = ask(TODAY, {**decided, "duties": [duty], "open_barriers": 3}, PERSON).allows()
    assert open_now.computed["allowed_moves"] == ["usual_contract"]
    open_now.says("PROG-08", "3 freins ouverts")


def test_apres_la_bascule_le_cddi_est_de_20_heures_et_compte_depuis_le_debut() -> None:
    """Vingt-quatre mois en tout, premières heures comprises."""
    first = contract(16, start="2026-05-25", end="2026-11-22", employer="marais")
    usual = {"kind": "contract", "type": "cddi", "employer_kind": "aci", "employer": "marais"}
    act = {**usual, "start": TODAY, "end": "2028-05-24", "weekly_hours": 26}
    said = ask(TODAY, act, PERSON, first).allows()
    assert said.computed["cddi_months"] == 24
    longer = ask(TODAY, {**act, "end": "2028-05-25"}, PERSON, first)
    longer.refuses("IAE-09", "24 mois et 1 jour")


def test_ecrire_la_progression_des_heures_est_un_devoir_date() -> None:
    late = ask(TODAY, enrolment(), PERSON)
    duty = late.warns("PROG-04", "En retard depuis le 24/06/2026")
    assert "combien d’heures" in duty["remedy"]
    statuses = {one["duty"]: one["status"] for one in late.computed["duties"]}
    assert statuses["hours_plan"] == "overdue"
    assert statuses["confidence"] == "to_settle"


def test_le_taux_de_bascule_se_lit_avec_sa_definition_sur_la_page_du_programme() -> None:
    """La part de 70 % est un chiffre d’époque : la page le dit et donne le calcul."""
    page = Visitor(Client(), "un CIP").open("/programmes/").follow("Premières heures en chantier")
    page.sees("20 h", "Personnes passées au contrat ordinaire", "personnes entrées et sorties")
    page.sees("70 %", "Chiffre d’époque")


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, TODAY, contract(21), PERSON)
    assert by_command.data == ask(TODAY, contract(21), PERSON).data


def test_la_route_ouvre_les_premieres_heures_a_qui_ne_peut_en_faire_que_huit() -> None:
    """8 heures par semaine au plus : la porte est celle des premières heures, près de chez soi."""
    make_coast()
    published("Jardins du Marais", "aci", "Dunkerque", "maraîchage")
    person = {**PERSON, "situations": [{"kind": "street_life"}, {"kind": "rsa"}]}
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 10, "diploma_level": "none"}
    asked = {**person, **place, "status": "without_employment", "weekly_hours": [4, 8]}
    found = routes(TODAY, asked, "aci_employee", priorities=["hours"])
    first = step_of(found.through("to_aci_few_hours"), "to_aci_few_hours")
    assert found.lines[0] == ["to_aci_few_hours"]
    assert first["state"] == "open_if"
    assert [need["code"] for need in first["needs"]] == ["derogation"]
    assert first["places"]["nearest"][0]["name"] == "Jardins du Marais"
    assert "LOW-02" in first["rules"]
    housed = {**asked, "situations": [{"kind": "rsa"}]}
    closed = routes(TODAY, housed, "aci_employee", priorities=["hours"]).closed("to_aci_few_hours")
    assert "parcours de rue" in closed["opens"][0]["text"]
