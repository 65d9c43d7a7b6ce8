"""S5 — De l’ESAT au milieu ordinaire, peu à peu, avec le droit de revenir."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.organisations.models import Organisation
from tests.stories.asking import (
    COMMUNES,
    Document,
    ask,
    ask_by_command,
    make_coast,
    published,
    routes,
    routes_by_command,
    step_of,
)
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db

TODAY = "2026-11-23"
ORIENTATION = {"kind": "esat_orientation", "from": "2024-01-01", "to": "2029-12-31"}
MENTIONS = [
    "workers",
    "nature",
    "place",
    "hours",
    "billing",
    "support",
    "medical",
    "adaptations",
]


def worker(*more: Document, **told: Any) -> Document:
    situations = [ORIENTATION, {"kind": "rqth", "from": "2024-01-01"}, *more]
    person = {"birth_date": "1995-04-02", "status": "esat_worker", "situations": situations}
    return {**person, **told}


def assignment(kind: str = "mad_esat_individual", **more: Any) -> Document:
    act = {"kind": "assignment", "type": kind, "employer_kind": "esat", "host_kind": "company"}
    agreed = {"agreed_by_person": True, "non_profit": True, "host": "netclair"}
    days = {"start": TODAY, "end": "2028-11-22", "signed_on": "2026-11-16", "sent_on": "2026-12-01"}
    return {**act, **agreed, **days, "mentions": MENTIONS, **more}


def immersion(**more: Any) -> Document:
    act = {"kind": "immersion", "type": "pmsmp", "purposes": ["confirm"], "host": "netclair"}
    days = {"start": TODAY, "end": "2026-12-22", "days": 20, "weekly_hours": 35}
    return {**act, **days, "host_kind": "company", "prescriber_kind": "france_travail", **more}


def at_esat(hours: float, **more: Any) -> Document:
    act = {"kind": "contract", "type": "cat", "employer_kind": "esat", "employer": "phare"}
    return {**act, "start": "2024-02-01", "weekly_hours": hours, **more}


def shared_time(hours: float, **more: Any) -> Document:
    act = {"kind": "contract", "type": "esat_shared_time", "employer_kind": "company"}
    return {**act, "employer": "netclair", "start": TODAY, "weekly_hours": hours, **more}


@pytest.fixture
def coast() -> dict[str, Organisation]:
    make_coast()
    return {
        "esat": published("ESAT du Phare", "esat", "Gravelines", "restauration"),
        "ea": published("Flandre Propreté", "ea", "Grande-Synthe", "nettoyage"),
        "company": published("Netclair", "company", "Dunkerque", "nettoyage"),
        "service": published("France Travail du Port", "france_travail", "Dunkerque"),
    }


def lives_here(**more: Any) -> Document:
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 15, "wishes": ["nettoyage"]}
    return worker(**place, weekly_hours=[10, 26], **more)


def test_la_mise_a_disposition_collective_puis_individuelle_est_acceptee() -> None:
    """L’individuelle dure deux ans au plus ; la personne est d’accord ; rien n’est vendu d’elle."""
    ask(TODAY, assignment("mad_esat_collective", end="2027-05-22"), worker()).allows()
    said = ask(TODAY, assignment(), worker()).allows()
    assert said.computed["assignment_limit"] == "2028-11-22"


def test_deux_ans_et_un_jour_demandent_l_accord_de_la_cdaph() -> None:
    refusal = ask(TODAY, assignment(end="2028-11-23"), worker()).refuses("ESAT-10", "24 mois")
    assert "R344-16" in refusal["article"]
    assert "CDAPH" in refusal["message"]
    assert refusal["opens"] == ["derogation"]
    agreed = {"type": "cdaph", "decided_on": "2026-11-10"}
    longer = assignment(end="2028-11-23", derogation=agreed)
    ask(TODAY, longer, worker()).allows().says("ESAT-10", "avec l’accord de la CDAPH")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"agreed_by_person": False}, "Sans l’accord de la personne"),
        ({"non_profit": False}, "sans but lucratif"),
    ],
)
def test_sans_accord_ou_avec_un_profit_elle_est_refusee(changed: Document, words: str) -> None:
    ask(TODAY, assignment(**changed), worker()).refuses("ESAT-10", words)


def test_l_accord_que_personne_n_a_dit_n_est_pas_suppose() -> None:
    ask(TODAY, assignment(agreed_by_person=None), worker()).lacks("ESAT-10", "act.agreed_by_person")


def test_le_contrat_ecrit_dit_tout_ce_qu_il_doit() -> None:
    said = ask(TODAY, assignment(mentions=MENTIONS[:-2]), worker())
    finding = said.warns("ESAT-10", "la surveillance médicale", "les adaptations")
    assert finding["remedy"] == "Complétez le contrat avant de le signer."


def test_le_contrat_part_a_la_mdph_sous_quinze_jours() -> None:
    """Signé le 16 novembre, envoyé le 1er décembre : à temps ; le 2, en retard."""
    late = ask(TODAY, assignment(sent_on="2026-12-02"), worker())
    assert "01/12/2026" in late.warns("ESAT-10", "15 jours")["message"]


def test_l_immersion_dure_un_mois_et_se_prescrit() -> None:
    """Prescrite par France Travail ; par l’ESAT, seulement avec une délégation."""
    person = worker({"kind": "france_travail", "from": "2026-11-02"})
    said = ask(TODAY, immersion(), person).allows()
    said.says("PMSMP-07", "L’orientation de la CDAPH n’est pas touchée")
    longer = ask(TODAY, immersion(end="2026-12-23"), person).refuses("PMSMP-03", "1 mois")
    assert "22/12/2026" in longer["remedy"]
    alone = ask(TODAY, immersion(prescriber_kind="esat", delegation=False), person)
    alone.refuses("PMSMP-02")
    ask(TODAY, immersion(prescriber_kind="esat", delegation=True), person).allows()
    ask(TODAY, immersion(prescriber_kind="esat"), person).lacks("PMSMP-02", "act.delegation")


@pytest.mark.parametrize(("esat", "job", "total"), [(18, 17, 35), (20, 10, 30), (17.5, 17.5, 35)])
def test_le_cumul_compte_toutes_les_heures_et_s_arrete_a_35(
    esat: float, job: float, total: float
) -> None:
    said = ask(TODAY, shared_time(job), worker(), at_esat(esat)).allows()
    assert said.computed["total_weekly_hours"] == total


@pytest.mark.parametrize(("esat", "job"), [(18, 17.5), (20, 16), (35, 5)])
def test_plus_de_35_heures_en_tout_sont_refusees(esat: float, job: float) -> None:
    refusal = ask(TODAY, shared_time(job), worker(), at_esat(esat)).refuses("ESAT-09", "35 h")
    assert refusal["article"]


def test_le_cumul_n_est_pas_possible_chez_l_hote_de_la_mise_a_disposition() -> None:
    said = ask(TODAY, shared_time(10), worker(), at_esat(20), assignment(start="2026-01-05"))
    said.refuses("ESAT-09", "Même employeur")
    ended = assignment(start="2026-01-05", end="2026-11-22")
    ask(TODAY, shared_time(10), worker(), at_esat(20), ended).allows()


def test_les_heures_que_personne_n_a_dites_manquent() -> None:
    unsaid = {**at_esat(20), "weekly_hours": None}
    ask(TODAY, shared_time(10), worker(), unsaid).lacks("ESAT-09", "history.weekly_hours")


def test_la_sortie_vers_un_cdi_s_accompagne_un_an_et_trois_au_plus() -> None:
    """Convention d’appui avec l’ESAT ; la place est gardée tant que l’orientation est valable."""
    act = {"kind": "exit", "place_kind": "esat", "left_on": TODAY, "destination": "open_ended"}
    told = {**act, "job_signed_on": TODAY, "written_document_on": "2026-12-10"}
    three_years = {**told, "agreement_start": TODAY, "agreement_end": "2029-11-22"}
    said = ask(TODAY, three_years, worker())
    assert said.verdict in {"allowed", "warnings"}
    assert not said.of("block")
    longer = ask(TODAY, {**three_years, "agreement_end": "2029-11-23"}, worker())
    longer.refuses("ESAT-13", "36 mois au total")
    without = ask(TODAY, told, worker())
    assert any("onvention d’appui" in f["message"] for f in without.of("info", "ESAT-13"))


def test_le_droit_au_retour_est_ouvert_tant_que_l_orientation_est_valable() -> None:
    act = {"kind": "exit", "place_kind": "esat", "left_on": TODAY, "destination": "open_ended"}
    ended = {**act, "job_signed_on": TODAY, "job_ended_on": "2029-05-23"}
    back = ask("2029-05-23", ended, worker())
    assert any("31/12/2029" in finding["message"] for finding in back.of("info", "ESAT-14"))
    late = ask("2030-01-15", {**ended, "job_ended_on": "2030-01-15"}, worker())
    assert late.of("warn", "ESAT-14")


def test_la_route_va_par_l_immersion_puis_le_temps_partage(coast: dict[str, Organisation]) -> None:
    """Inscription, immersion, un peu d’ESAT et un peu d’entreprise, puis le contrat."""
    found = routes(TODAY, lives_here(), "open_ended_contract")
    route = found.through("register_france_travail", "pmsmp_esat_worker", "esat_shared_time")
    assert route["number"] <= 3
    trial = step_of(route, "pmsmp_esat_worker")
    registered = step_of(route, "register_france_travail")
    need = trial["needs"][0]
    assert (need["code"], need["step"]) == ("france_travail", registered["number"])
    assert trial["right_of_return"] == "La place à l’ESAT est gardée."
    shared = step_of(route, "esat_shared_time")
    assert shared["from"] >= trial["to"]
    assert "ESAT-09" in shared["rules"]
    assert shared["length"].endswith("35 h par semaine au plus en tout")
    assert "l’ESAT" in shared["signatories"]
    names = [place["name"] for place in trial["places"]["nearest"]]
    assert names[0] in {"Netclair", "Flandre Propreté"}


def test_le_contrat_a_plein_temps_garde_le_droit_de_revenir(coast: dict[str, Organisation]) -> None:
    """Après le temps partagé, le CDI : convention d’appui, et retour tant que l’orientation vaut."""
    part_time = lives_here(status="esat_and_ordinary")
    step = step_of(
        routes(TODAY, part_time, "open_ended").through("esat_to_ordinary"), "esat_to_ordinary"
    )
    assert step["state"] == "open"
    assert {"ESAT-13", "ESAT-14"} <= set(step["rules"])
    assert step["right_of_return"].startswith("Retour à l’ESAT d’origine")
    assert any("Convention d’appui" in paper for paper in step["documents"])
    assert step["places"]["beyond"] or step["places"]["nearest"]


def test_le_carnet_se_met_a_jour_chaque_annee() -> None:
    """365 jours : à jour ; un de plus : l’entretien annuel est à faire."""
    review = {"kind": "review", "subject": "esat_worker", "place_kind": "esat"}
    ask(TODAY, {**review, "record_updated_on": "2025-11-23"}, worker()).allows()
    late = ask(TODAY, {**review, "record_updated_on": "2025-11-22"}, worker())
    assert "R243-13-2" in late.warns("ESAT-15", "carnet")["article"]


def test_le_retour_est_une_route_ouverte_et_se_ferme_avec_l_orientation(
    coast: dict[str, Organisation],
) -> None:
    """Trente mois plus tard, le retour est direct ; l’orientation finie, elle se redemande."""
    asked = lives_here(status="open_ended")
    back = routes("2029-05-23", asked, "esat")
    assert back.lines[0] == ["return_to_esat"]
    step = step_of(back.routes[0], "return_to_esat")
    assert (step["state"], step["from"], step["rules"]) == ("open", "2029-05-23", ["ESAT-14"])
    assert "ESAT d’origine, ou à défaut ESAT partenaire" in step["right_of_return"]
    late = routes("2030-01-15", asked, "esat")
    assert all(line[0] != "return_to_esat" for line in late.lines)
    again = late.through("request_esat_orientation")
    assert again["state"] == "open_if"


def test_les_memes_reponses_par_la_commande(
    coast: dict[str, Organisation], tmp_path: Path, capsys: Any
) -> None:
    question = (TODAY, shared_time(17.5), worker(), at_esat(18))
    assert ask_by_command(tmp_path, capsys, *question).data == ask(*question).data
    asked = (TODAY, lives_here(), "esat_and_ordinary")
    assert routes_by_command(tmp_path, capsys, *asked).data == routes(*asked).data


def test_le_droit_de_ce_jour_se_lit_sur_la_page_publique() -> None:
    """La règle du cumul, avec son article et ses 35 heures."""
    page = Visitor(Client(), "une monitrice").open("/droit/ESAT-09/")
    page.sees("35", "temps partiel", "CASF")
