"""S9 — CDD Tremplin : RQTH, information reconnue, un rendez-vous chaque mois."""

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
RQTH = {"kind": "rqth", "from": "2024-01-01"}
NOTICE = "no_hire_at_the_end"


def person(*situations: Document) -> Document:
    held = situations or (RQTH, {"kind": "cap_emploi"})
    return {"birth_date": "1990-05-05", "situations": list(held)}


def contract(**more: Any) -> Document:
    act = {"kind": "contract", "type": "cdd_tremplin", "employer_kind": "ea", "employer": "malt"}
    days = {"start": TODAY, "end": "2027-05-22", "signed_on": "2026-11-20", "weekly_hours": 26}
    told = {"acknowledgements": [NOTICE], "judgments": ["adequacy"]}
    return {**act, **days, **told, **more}


def enrolment(*meetings: str, **more: Any) -> Document:
    """Entrée le 24 août ; les rendez-vous de chaque mois, notés avec leur jour."""
    act = {"kind": "enrolment", "programme": "cdd_tremplin", "entered_on": "2026-08-24"}
    known = {"place_kind": "ea", "prescriber_kind": "cap_emploi", "judgments": ["adequacy"]}
    duties = [{"duty": "monthly_meeting", "done_on": day} for day in meetings]
    phases = [{"phase": "tremplin", "start": "2026-08-24"}]
    told = {"acknowledgements": [NOTICE], "duties": duties, "phases": phases}
    return {**act, **known, **told, **more}


EVERY_MONTH = ("2026-09-10", "2026-10-10", "2026-11-10")


def test_le_contrat_de_six_mois_est_accepte_avec_la_rqth_a_la_signature() -> None:
    said = ask(TODAY, contract(), person()).allows()
    said.says("EA-03", "RQTH : en cours à la signature.")
    assert said.computed["tremplin_last_day"] == "2028-11-22"


def test_sans_rqth_il_est_refuse_et_ce_qui_l_ouvre_est_dit() -> None:
    refusal = ask(TODAY, contract(), person({"kind": "rsa"})).refuses("EA-03", "20/11/2026")
    assert "rqth" in refusal["opens"]
    expired = {"kind": "rqth", "from": "2021-01-01", "to": "2026-11-19"}
    ask(TODAY, contract(), person(expired)).refuses("EA-03")
    ask(TODAY, contract(), {"birth_date": "1990-05-05"}).lacks("EA-03", "situation.rqth")
    in_programme = ask(TODAY, enrolment(*EVERY_MONTH), person({"kind": "rsa"}))
    assert in_programme.refuses("PROG-02", "RQTH")["opens"] == ["rqth"]


def test_pas_d_embauche_a_l_issue_se_reconnait_avant_de_signer() -> None:
    """Au contrat comme à l’entrée dans le programme, en mots simples."""
    unsaid = ask(TODAY, contract(acknowledgements=[]), person())
    notice = unsaid.warns("EA-05", "pas d’embauche à l’issue")
    assert "ne vous embauchera pas" in notice["remedy"]
    ask(TODAY, contract(acknowledgements=None), person()).lacks("EA-05", "act.acknowledgements")
    entering = ask(TODAY, enrolment(*EVERY_MONTH, acknowledgements=[]), person())
    assert "autre entreprise" in entering.warns("PROG-07", "n’embauche pas à sa fin")["remedy"]


def test_l_equipe_juge_que_le_projet_va_avec_les_activites_de_l_ea() -> None:
    """L’adéquation est un avis de gens : sans elle, refus ; non dite, question."""
    refusal = ask(TODAY, enrolment(*EVERY_MONTH, judgments=[]), person()).refuses(
        "PROG-02", "le projet de la personne va avec les activités"
    )
    assert refusal["opens"] == ["judgment:adequacy"]
    ask(TODAY, enrolment(*EVERY_MONTH, judgments=None), person()).lacks("PROG-02", "act.judgments")
    signing = ask(TODAY, contract(judgments=[]), person()).refuses("PROG-02", "les activités")
    assert "le projet ou le poste" in signing["remedy"]
    ask(TODAY, contract(judgments=None), person()).lacks("PROG-02", "act.judgments")


@pytest.mark.parametrize("prescriber", ["cap_emploi", "mission_locale", "france_travail"])
def test_cap_emploi_ou_la_mission_locale_orientent(prescriber: str) -> None:
    ask(TODAY, enrolment(*EVERY_MONTH, prescriber_kind=prescriber), person()).allows()


def test_une_autre_orientation_se_fait_confirmer() -> None:
    other = ask(TODAY, enrolment(*EVERY_MONTH, prescriber_kind="association"), person())
    assert "Faites confirmer" in other.warns("PROG-02")["remedy"]


def test_six_mois_renouveles_une_fois_font_un_an_et_deux_ans_sont_le_plus() -> None:
    first = contract()
    second = contract(start="2027-05-23", end="2027-11-22", signed_on="2027-05-20", renewals=1)
    said = ask("2027-05-23", second, person(), first).allows()
    assert said.computed["tremplin_last_day"] == "2028-11-22"
    whole = {**second, "end": "2028-11-22"}
    assert ask("2027-05-23", whole, person(), first).verdict == "allowed"
    refusal = ask("2027-05-23", {**second, "end": "2028-11-23"}, person(), first).refuses(
        "EA-05", "24 mois, renouvellements compris"
    )
    assert "22/11/2028" in refusal["remedy"]


def test_si_l_employeur_du_premier_contrat_n_est_pas_dit_le_total_ne_se_devine_pas() -> None:
    """Les deux contrats ensemble dépassent 24 mois : il faut dire si c’est la même EA."""
    first = contract(end="2027-11-22", employer=None)
    second = contract(start="2027-11-23", end="2028-12-22", signed_on="2027-11-20", renewals=1)
    ask("2027-11-23", second, person(), first).lacks("EA-05", "history.employer")
    unsaid = ask(
        "2027-11-23", {**second, "employer": None}, person(), {**first, "employer": "malt"}
    )
    unsaid.lacks("EA-05", "act.employer")
    short = {**second, "end": "2028-05-22"}
    ask("2027-11-23", short, person(), first).allows()  # la réponse n’en dépend pas
    other = ask("2027-11-23", second, person(), {**first, "employer": "autre"})
    other.allows()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"end": "2027-03-21"}, "au moins 4 mois"),
        ({"end": "2028-11-23"}, "24 mois"),
        ({"weekly_hours": 19}, "au moins 20 h"),
    ],
)
def test_trop_court_trop_long_ou_trop_peu_d_heures_est_refuse(
    changed: Document, words: str
) -> None:
    refusal = ask(TODAY, contract(**changed), person()).refuses("EA-05", words)
    assert "L5213-13-2" in refusal["article"]
    ask(TODAY, contract(end="2027-03-22"), person()).allows()


def test_le_rendez_vous_se_tient_chaque_mois_et_un_mois_sans_alerte_l_equipe() -> None:
    """Une alerte, jamais un refus : la personne ne perd rien."""
    up_to_date = ask(TODAY, enrolment(*EVERY_MONTH), person()).allows()
    statuses = [duty["status"] for duty in up_to_date.computed["duties"]]
    assert statuses == ["done", "done", "done", "upcoming"]
    late = ask(TODAY, enrolment("2026-09-10"), person())
    alert = late.warns("PROG-04", "En retard depuis le 23/10/2026", "Rendez-vous du mois")
    assert alert["remedy"] == "Fixez un rendez-vous cette semaine."
    statuses = [duty["status"] for duty in late.computed["duties"]]
    assert statuses == ["done", "overdue", "due", "upcoming"]


def test_deux_rendez_vous_le_meme_mois_ne_rattrapent_pas_le_mois_sans() -> None:
    """En retard tant qu’aucun autre n’a eu lieu ; ensuite, le mois manqué reste écrit."""
    twice = ("2026-09-10", "2026-09-20")
    ask("2026-10-24", enrolment(*twice), person()).warns("PROG-04", "depuis le 23/10/2026")
    after = ask(TODAY, enrolment(*twice, "2026-11-10"), person()).allows()
    assert [duty["status"] for duty in after.computed["duties"]][:3] == ["done", "missed", "done"]


def test_le_programme_dure_six_mois_conseilles_et_deux_ans_au_plus() -> None:
    advised = ask(TODAY, enrolment(*EVERY_MONTH, planned_end="2027-02-23"), person()).allows()
    assert advised.computed["latest_end"] == "2028-08-23"
    longer = ask(TODAY, enrolment(*EVERY_MONTH, planned_end="2028-08-23"), person()).allows()
    longer.says("EA-05", "Au-delà de la durée conseillée (6 mois")
    beyond = ask(TODAY, enrolment(*EVERY_MONTH, planned_end="2028-08-24"), person())
    assert "Le parcours de la personne, lui, continue" in beyond.refuses("EA-05")["remedy"]


def test_la_sortie_vers_un_cdi_ailleurs_est_durable() -> None:
    exit_ = {"kind": "exit", "place_kind": "ea", "left_on": "2026-11-20", "hours": 600}
    said = ask(TODAY, {**exit_, "contract_type": "cdi", "presence_months": 6}, person()).allows()
    assert said.computed["exit_category"] == "durable"


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, TODAY, enrolment("2026-09-10"), person())
    assert by_command.data == ask(TODAY, enrolment("2026-09-10"), person()).data


def test_la_page_du_programme_dit_l_information_et_la_base_du_taux() -> None:
    page = Visitor(Client(), "une CIP").open("/programmes/").follow("CDD Tremplin")
    page.sees("n’embauche pas à sa fin", "Chaque mois", "6 mois", "24 mois")
    page.sees("Conseiller détaché à temps partiel, selon une convention")
    page.sees("simulation d’entretien, stage, immersion, formation")
    page.sees("les contrats en cours ne sont pas comptés", "8 sorties positives sur 10")


def test_la_route_demande_la_rqth_puis_signe_a_l_ea_la_plus_proche() -> None:
    make_coast()
    published("Flandre Propreté", "ea", "Grande-Synthe", "nettoyage")
    published("Netclair", "company", "Dunkerque", "nettoyage")
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 15, "status": "without_employment"}
    told = {**person({"kind": "cap_emploi"}, {"kind": "rsa"}), **place, "diploma_level": "cap"}
    found = routes(TODAY, told, "ea_tremplin")
    route = found.through("request_rqth", "to_ea_tremplin")
    signing = step_of(route, "to_ea_tremplin")
    assert (signing["state"], signing["needs"][0]["code"]) == ("open_if", "rqth")
    assert signing["places"]["nearest"][0]["name"] == "Flandre Propreté"
    held = routes(TODAY, {**told, **person(), **place}, "ea_tremplin")
    assert held.lines[0][-1] == "to_ea_tremplin"
    assert all("request_rqth" not in line for line in held.lines)
