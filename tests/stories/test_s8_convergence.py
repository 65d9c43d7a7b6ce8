"""S8 — Convergence : jusqu’à soixante mois, si la personne et le chantier sont du programme."""

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
SIXTY, SIXTY_AND_A_DAY, SIXTY_ONE = "2031-11-22", "2031-11-23", "2031-12-22"
PERSON: Document = {
    "birth_date": "1985-03-01",
    "situations": [{"kind": "no_fixed_home"}, {"kind": "iae_pass"}],
}


def contract(end: str, **more: Any) -> Document:
    act = {"kind": "contract", "type": "cddi_cvg", "employer_kind": "aci", "start": TODAY}
    member = {"programme": "convergence", "employer_programmes": ["convergence"]}
    return {**act, **member, "weekly_hours": 24, "end": end, **more}


def usual(end: str, **more: Any) -> Document:
    act = {"kind": "contract", "type": "cddi", "employer_kind": "aci", "start": TODAY}
    return {**act, "weekly_hours": 26, "end": end, **more}


def enrolment(end: str, **more: Any) -> Document:
    act = {"kind": "enrolment", "programme": "convergence", "entered_on": TODAY}
    return {**act, "place_kind": "aci", "place_is_member": True, "planned_end": end, **more}


def test_soixante_mois_sont_acceptes_quand_la_personne_et_le_chantier_sont_membres() -> None:
    said = ask(TODAY, contract(SIXTY), PERSON).allows()
    assert said.computed["cddi_months"] == 60
    said.says("LOW-03", "60 mois au plus avec Convergence")


@pytest.mark.parametrize(
    ("end", "words"), [(SIXTY_ONE, "61 mois"), (SIXTY_AND_A_DAY, "60 mois et 1 jour")]
)
def test_soixante_et_un_mois_sont_refuses_au_jour_pres(end: str, words: str) -> None:
    refusal = ask(TODAY, contract(end), PERSON).refuses("LOW-03", words, "60 mois au plus")
    assert "R5132-1-8" in refusal["article"]


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"programme": "phc"}, "La personne n’est pas inscrite"),
        ({"programme": ""}, "La personne n’est pas inscrite"),
        ({"employer_programmes": []}, "Le chantier n’est pas membre"),
        ({"employer_programmes": ["phc"]}, "Le chantier n’est pas membre"),
    ],
)
def test_une_seule_appartenance_ne_suffit_pas(missing: Document, words: str) -> None:
    refusal = ask(TODAY, contract(SIXTY, **missing), PERSON).refuses("LOW-03", words)
    assert refusal["opens"] == ["programme"]
    assert "CDDI classique" in refusal["remedy"]


@pytest.mark.parametrize("unknown", ["programme", "employer_programmes"])
def test_une_appartenance_que_personne_n_a_dite_n_est_pas_supposee(unknown: str) -> None:
    said = ask(TODAY, contract(SIXTY, **{unknown: None}), PERSON)
    said.lacks("LOW-03", f"act.{unknown}")


def test_hors_du_programme_le_vingt_cinquieme_mois_est_refuse_et_demande_une_derogation() -> None:
    """24 mois sont acceptés ; un jour de plus ne l’est qu’avec une prolongation ou une dérogation."""
    ask(TODAY, usual("2028-11-22"), PERSON).allows()
    ask(TODAY, usual("2028-11-23"), PERSON).refuses("IAE-09", "24 mois et 1 jour")
    refusal = ask(TODAY, usual("2028-12-22"), PERSON).refuses(
        "IAE-09", "25 mois", "24 mois au plus"
    )
    assert {"prolongation", "derogation"} <= set(refusal["opens"])
    assert "Convergence" in refusal["remedy"]
    [value] = [row for row in refusal["parameters"] if row["unit"].startswith("mois")]
    assert value["value"] == 24  # une valeur datée, jamais dans le code
    decided = {"type": "individual", "decided_on": "2026-11-20", "end": "2028-12-22"}
    ask(TODAY, usual("2028-12-22", derogation=decided), PERSON).allows()


def test_les_contrats_d_avant_comptent_dans_les_soixante_mois() -> None:
    first = contract("2029-11-22")
    second = contract(SIXTY, start="2029-11-23")
    said = ask("2029-11-23", second, PERSON, first).allows()
    assert said.computed["cddi_months"] == 60
    longer = contract(SIXTY_ONE, start="2029-11-23")
    ask("2029-11-23", longer, PERSON, first).refuses("LOW-03", "61 mois")


def test_le_pass_se_prolonge_d_un_an_a_la_fois_pour_le_meme_motif() -> None:
    act = {"kind": "prolongation", "employer_kind": "aci", "author": "prescriber"}
    known = {"reason": "convergence", "programme": "convergence", "days_already_granted": 0}
    member = {"employer_programmes": ["convergence"], "report_and_interview": True}
    days = {"requested_on": "2028-11-01", "start": "2028-11-23", "end": "2029-11-22"}
    held = {"pass_start": TODAY, "pass_end": "2028-11-22"}
    asked = {**act, **known, **member, **days, **held}
    said = ask("2028-11-01", asked, PERSON).allows()
    assert said.computed["pass_end"] == "2029-11-22"
    longer = ask("2028-11-01", {**asked, "end": "2029-11-24"}, PERSON)
    assert longer.verdict == "refused"
    assert longer.of("block", "IAE-08")
    outside = ask("2028-11-01", {**asked, "employer_programmes": []}, PERSON)
    assert outside.verdict == "refused"


def test_l_inscription_suit_la_meme_limite_et_dit_jusqu_a_quand() -> None:
    said = ask(TODAY, enrolment(SIXTY), PERSON).allows()
    assert (said.computed["latest_end"], said.computed["months_left"]) == (SIXTY, 60)
    refusal = ask(TODAY, enrolment(SIXTY_ONE), PERSON).refuses("LOW-03", "60 mois")
    assert "Le parcours de la personne, lui, continue" in refusal["remedy"]


def test_un_chantier_qui_n_est_pas_membre_s_arrete_a_24_mois_et_peut_adherer() -> None:
    said = ask(TODAY, enrolment(SIXTY, place_is_member=False), PERSON)
    assert said.verdict == "refused"
    assert {finding["rule"] for finding in said.of("block")} == {"PROG-02", "LOW-03"}
    assert all(finding["opens"] == ["membership"] for finding in said.of("block"))
    assert said.computed["latest_end"] == "2028-11-22"
    unsaid = ask(TODAY, enrolment(SIXTY, place_is_member=None), PERSON)
    assert unsaid.verdict == "unknown"
    assert set(unsaid.missing) == {"act.place_is_member"}


@pytest.mark.parametrize("housing", ["no_fixed_home", "street_life"])
def test_un_logement_instable_et_des_freins_ouverts_ne_bloquent_pas_le_travail(
    housing: str,
) -> None:
    """Le logement est ce qui donne droit au programme, jamais ce qui ferme une porte."""
    person = {**PERSON, "situations": [{"kind": housing}, {"kind": "iae_pass"}]}
    said = ask(TODAY, enrolment("2028-11-22", open_barriers=4), person).allows()
    said.says("PROG-08", "cela n’empêche ni l’entrée")
    duties = {duty["duty"]: duty for duty in said.computed["duties"]}
    assert duties["network"]["due_on"] == "2027-02-22"  # présenter les partenaires : trois mois
    assert duties["housing"]["status"] == "to_settle"


def test_le_logement_devenu_stable_ne_retire_rien_a_qui_est_entre_sans() -> None:
    """La condition se lit le jour de l’entrée."""
    stable = {**PERSON, "situations": [{"kind": "no_fixed_home", "to": "2027-03-01"}]}
    phases = [{"phase": "supported", "start": TODAY}]
    ask("2027-06-01", enrolment(SIXTY, phases=phases, duties=[MET]), stable).allows()


MET = {"duty": "network", "done_on": "2027-01-12"}


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, TODAY, contract(SIXTY_ONE), PERSON)
    assert by_command.data == ask(TODAY, contract(SIXTY_ONE), PERSON).data


def test_la_page_du_programme_dit_qui_y_a_droit_et_pour_combien_de_temps() -> None:
    page = Visitor(Client(), "une CIP").open("/programmes/").follow("Convergence")
    page.sees("60 mois", "membre", "logement", "Le réseau de partenaires du programme")


def test_la_route_vers_le_chantier_convergence_s_ouvre_a_qui_n_a_pas_de_logement() -> None:
    make_coast()
    published("Jardins du Marais", "aci", "Dunkerque", "maraîchage")
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 10, "diploma_level": "none"}
    told = {**PERSON, "situations": [{"kind": "no_fixed_home"}, {"kind": "rsa"}]}
    asked = {**told, **place, "status": "without_employment"}
    found = routes(TODAY, asked, "aci_employee", limit=6)
    bridges = {bridge for line in found.lines for bridge in line}
    assert "to_aci" in bridges
    housed = {**asked, "situations": [{"kind": "rsa"}]}
    closed = routes(TODAY, housed, "aci_employee").closed("to_aci_convergence")
    assert "Sans domicile stable" in closed["opens"][0]["text"]
    assert step_of(found.routes[0], found.lines[0][-1])["places"]["within_reach"] == 1
