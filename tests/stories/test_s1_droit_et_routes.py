"""S1 — David, 46 ans : le droit de chaque étape, et sa route parmi les premières."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.people.models import Situation
from passerelles.sharing.rules.volets import Volet
from tests.cast import make_person, make_user
from tests.stories.asking import (
    COMMUNES,
    Document,
    Found,
    Said,
    ask,
    ask_by_command,
    make_coast,
    published,
    routes,
    routes_by_command,
    step_of,
)
from tests.stories.conftest import Visit

pytestmark = pytest.mark.django_db

HIRED, SIGNED = "2026-11-16", "2026-11-10"
ROUTE_OF_THE_SOURCE = (
    "to_aci",
    "request_rqth",
    "training_in_contract",
    "pmsmp_in_contract",
    "to_ea",
)


def david(*situations: Document, **more: Any) -> Document:
    ass = {"kind": "ass", "from": "2025-09-01", "proof_date": "2026-01-05"}
    told = {"birth_date": "1980-06-12", "diploma_level": "none", **more}
    return {**told, "situations": [ass, *situations]}


def eligibility(**more: Any) -> Document:
    act = {"kind": "eligibility", "programme": "iae", "employer_kind": "aci", "author": "employer"}
    return {**act, "decided_on": "2026-01-12", "had_pass_before": False, **more}


def ea_contract(person: Document) -> Said:
    act = {"kind": "contract", "type": "ea_cdi", "employer_kind": "ea", "weekly_hours": 30}
    return ask(HIRED, {**act, "start": HIRED, "signed_on": SIGNED}, person)


@pytest.fixture
def coast() -> dict[str, Organisation]:
    """Autour de Dunkerque : deux chantiers, une formation, deux EA, dont une qui nettoie."""
    make_coast()
    return {
        "aci": published("Jardins du Marais", "aci", "Dunkerque", "maraîchage"),
        "other_aci": published("Beffroi Insertion", "aci", "Bergues", "espaces verts"),
        "training": published("Formation des Dunes", "training", "Bergues", "propreté"),
        "ea": published("Flandre Propreté", "ea", "Grande-Synthe", "nettoyage"),
        "other_ea": published("Dunes Services", "ea", "Dunkerque", "blanchisserie"),
        "mdph": published("MDPH du Littoral", "mdph", "Lille"),
        "hidden": published("Ménage Invisible", "ea", "Dunkerque", "nettoyage", published_at=None),
    }


def job_seeker() -> Document:
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 15}
    return david(status="without_employment", wishes=["nettoyage"], **place)


def test_etape_1_l_ass_rend_eligible_le_jeune_peu_qualifie_n_est_pas_rempli() -> None:
    """46 ans, ASS : le critère de niveau 1 suffit ; « jeune » et « RQTH » ne sont pas remplis."""
    said = ask("2026-01-12", eligibility(), david()).allows()
    said.says("IAE-01", "Allocataire de l’ASS : critère de niveau 1, il suffit.")
    assert said.computed["eligible"] is True
    assert {"ass", "low_diploma"} <= set(said.computed["criteria_met"])
    assert {"young", "disabled_worker"} <= set(said.computed["criteria_unmet"])
    assert said.computed["criteria_unknown"] == []
    reason = said.of("info", "IAE-01")[0]
    assert "L5132-3" in reason["article"]


def test_etape_1_sans_l_ass_un_seul_critere_ne_suffit_pas_et_ce_qui_ouvre_est_dit() -> None:
    """Sans minimum social : refusé, avec ce qu’il faudrait ; un prescripteur peut valider."""
    alone = {**david(), "situations": []}
    refusal = ask("2026-01-12", eligibility(), alone).refuses("IAE-01", "1 critère de niveau 2")
    assert {"prescription", "ass", "rsa", "aah"} <= set(refusal["opens"])
    assert "prescripteur habilité" in refusal["remedy"]
    validated = eligibility(author="prescriber", author_kind="cap_emploi")
    ask("2026-01-12", {**validated, "diagnosed_on": "2026-01-08"}, alone).allows()


def test_etape_1_ce_qui_n_a_pas_ete_dit_n_est_ni_oui_ni_non() -> None:
    """On ne sait rien de ses situations : la réponse nomme ce qui manque."""
    said = ask("2026-01-12", eligibility(), {"birth_date": "1980-06-12"})
    assert said.verdict == "unknown"
    assert {"situation.ass", "situation.rsa", "situation.aah"} <= set(said.missing)


def test_etape_2_le_cddi_dure_quatre_mois_au_moins_et_vingt_heures() -> None:
    """Contrat d’ouvrier de production : accepté ; trop court ou trop peu d’heures, refusé."""
    act = {"kind": "contract", "type": "cddi", "employer_kind": "aci", "start": "2026-01-12"}
    year = {**act, "end": "2026-11-15", "weekly_hours": 26}
    assert ask("2026-01-12", year, david()).allows().computed["cddi_months"] == 10
    ask("2026-01-12", {**year, "end": "2026-05-11"}, david()).allows()
    ask("2026-01-12", {**year, "end": "2026-05-10"}, david()).refuses("IAE-09", "4 mois")
    fewer = ask("2026-01-12", {**year, "weekly_hours": 19}, david()).refuses("IAE-10", "20 h")
    assert "derogation" in fewer["opens"]


def test_etape_6_l_immersion_a_l_ea_se_fait_pendant_le_contrat() -> None:
    """Un mois au plus, un seul objet, un quart du contrat au plus."""
    act = {"kind": "immersion", "type": "pmsmp", "purposes": ["confirm"], "prescriber_kind": "aci"}
    dates = {"start": "2026-10-05", "end": "2026-10-16", "days": 10}
    contract = {"contract_start": "2026-01-12", "contract_end": "2026-11-15"}
    at_ea = {**act, **dates, **contract, "host": "ea", "host_kind": "ea", "weekly_hours": 26}
    said = ask("2026-10-05", at_ea, david()).allows()
    assert said.computed["pmsmp_days_in_contract"] == 10
    longer = ask("2026-10-05", {**at_ea, "end": "2026-11-05"}, david())
    longer.refuses("PMSMP-03", "1 mois")
    two = ask("2026-10-05", {**at_ea, "purposes": ["confirm", "recruit"]}, david())
    two.refuses("PMSMP-01", "un seul objet")


@pytest.mark.parametrize(
    "rqth",
    [
        pytest.param([], id="jamais demandée"),
        pytest.param([{"kind": "rqth", "from": "2026-11-11"}], id="obtenue le lendemain"),
        pytest.param([{"kind": "rqth", "from": "2021-11-10", "to": "2026-11-09"}], id="finie"),
    ],
)
def test_etape_7_le_contrat_de_l_ea_est_refuse_sans_rqth_a_la_signature(
    rqth: list[Document],
) -> None:
    refusal = ea_contract(david(*rqth)).refuses("EA-03", "10/11/2026")
    assert "L5213-13-1" in refusal["article"]
    assert "rqth" in refusal["opens"]
    assert "RQTH obtenue" in refusal["remedy"]


@pytest.mark.parametrize("until", ["2026-11-10", None])
def test_etape_7_il_est_accepte_avec_la_rqth_valable_le_jour_de_la_signature(
    until: str | None,
) -> None:
    """Le dernier jour de la RQTH compte encore."""
    rqth = {"kind": "rqth", "from": "2026-09-07", "to": until}
    ea_contract(david(rqth)).allows().says("EA-03", "RQTH : en cours à la signature.")


def test_etape_7_si_personne_n_a_dit_pour_la_rqth_le_contrat_l_attend() -> None:
    ea_contract({"birth_date": "1980-06-12"}).lacks("EA-03", "situation.rqth")


def test_etape_7_la_sortie_du_chantier_en_cdi_est_durable_et_dynamique() -> None:
    exit_ = {"kind": "exit", "place_kind": "aci", "left_on": "2026-11-15", "presence_months": 10}
    said = ask(HIRED, {**exit_, "contract_type": "ea_cdi"}, david()).allows()
    said.says("IAE-17", "Sortie classée : emploi durable.")
    assert said.computed["exit_counted"] is True
    assert said.computed["exit_category"] == "durable"
    assert said.computed["exit_dynamic"] is True


def test_les_memes_reponses_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, "2026-01-12", eligibility(), david())
    assert by_command.data == ask("2026-01-12", eligibility(), david()).data


def _is_the_route_of_the_source(found: Found, coast: dict[str, Organisation]) -> None:
    route = found.through(*ROUTE_OF_THE_SOURCE)
    assert route["number"] <= 3
    assert [step["bridge"] for step in route["steps"]] == list(ROUTE_OF_THE_SOURCE)
    assert route["stations"][-1] == "ea_employee"
    rqth, signing = step_of(route, "request_rqth"), step_of(route, "to_ea")
    assert signing["state"] == "open_if"
    need = signing["needs"][0]
    assert (need["code"], need["step"]) == ("rqth", rqth["number"])
    assert signing["from"] >= rqth["to"]
    assert "EA-03" in signing["rules"]
    assert "RQTH ou autre titre de bénéficiaire de l’obligation d’emploi" in signing["documents"]
    assert "la CDAPH" in " ".join(rqth["deciders"])


def test_la_route_de_david_est_parmi_les_trois_premieres(coast: dict[str, Organisation]) -> None:
    """ACI, RQTH, formation, immersion, EA : dans cet ordre, avec ce qu’il faut à chaque étape."""
    found = routes("2026-01-05", job_seeker(), "open_ended_contract")
    _is_the_route_of_the_source(found, coast)
    contract = step_of(found.through(*ROUTE_OF_THE_SOURCE), "to_aci")
    assert contract["state"] == "open"
    told = [reason["message"] for reason in contract["reasons"]]
    assert "Allocataire de l’ASS : critère de niveau 1, il suffit." in told


def test_sa_route_nomme_les_lieux_publies_les_plus_proches_avec_la_distance(
    coast: dict[str, Organisation],
) -> None:
    """Ce qu’il veut faire d’abord, puis le plus près ; jamais une fiche qui n’est pas publiée."""
    found = routes("2026-01-05", job_seeker(), "open_ended_contract")
    route = found.through(*ROUTE_OF_THE_SOURCE)
    aci = step_of(route, "to_aci")["places"]["nearest"]
    assert [place["name"] for place in aci] == ["Jardins du Marais", "Beffroi Insertion"]
    assert aci[0]["km"] < aci[1]["km"] <= 15
    ea = step_of(route, "to_ea")["places"]
    assert [(place["name"], place["matches"]) for place in ea["nearest"]] == [
        ("Flandre Propreté", True),
        ("Dunes Services", False),
    ]
    assert ea["nearest"][0]["organisation"] == str(coast["ea"].pk)
    mdph = step_of(route, "request_rqth")["places"]
    assert (mdph["within_reach"], mdph["beyond"]["name"]) == (0, "MDPH du Littoral")
    assert mdph["beyond"]["km"] > 15
    assert "Ménage Invisible" not in str(found.data)


def test_avant_la_rqth_les_portes_de_l_ea_sont_fermees_et_disent_ce_qui_les_ouvre(
    coast: dict[str, Organisation],
) -> None:
    closed = routes("2026-01-05", job_seeker(), "open_ended_contract").closed("to_ea_tremplin")
    assert [opener["code"] for opener in closed["opens"]] == ["rqth"]
    assert "RQTH obtenue" in closed["opens"][0]["text"]
    assert closed["reasons"][0]["rule"] == "EA-03"
    young = routes("2026-01-05", job_seeker(), "open_ended_contract").closed("tapaj")
    assert "jusqu’à 25 ans" in young["reasons"][0]["message"]


def test_la_rqth_obtenue_la_route_n_en_demande_plus(coast: dict[str, Organisation]) -> None:
    """Au chantier, RQTH en main : formation, immersion, EA, et la signature est ouverte."""
    now = {**job_seeker(), "status": "aci_employee"}
    now["situations"] = [*now["situations"], {"kind": "rqth", "from": "2026-09-07"}]
    found = routes("2026-09-14", now, "adapted_company")
    route = found.through("training_in_contract", "pmsmp_in_contract", "to_ea")
    assert all("request_rqth" not in line for line in found.lines)
    assert step_of(route, "to_ea")["state"] == "open"


def test_la_meme_route_par_la_commande(
    coast: dict[str, Organisation], tmp_path: Path, capsys: Any
) -> None:
    asked = ("2026-01-05", job_seeker(), "open_ended_contract")
    found = routes_by_command(tmp_path, capsys, *asked)
    _is_the_route_of_the_source(found, coast)
    assert found.data == routes(*asked).data


def test_son_conseiller_lit_la_meme_route_dans_le_dossier(
    coast: dict[str, Organisation], visit: Visit
) -> None:
    """« Passerelles possibles » : la route, ce qu’il faut, les articles, les lieux ; rien de gardé."""
    aci = coast["aci"]
    samir = make_user("Samir", "Haddad", aci, Role.WORKER)
    commune = COMMUNES["Dunkerque"][0]
    record = make_person(
        "David", "Vasseur", aci, by=samir, birth_date=date(1980, 6, 12), commune_id=commune
    )
    written: dict[str, Any] = {"person": record, "organisation": aci, "author": samir}
    obtained = {"state": "obtained", "state_on": date(2025, 9, 1), "volet": Volet.SITUATION}
    Situation.unscoped.create(kind="ass", **obtained, **written)
    page = visit(samir, aci).open(f"/dossier/{record.id}/passerelles/")
    page.fill("Où en est la personne", "Sans emploi")
    page.fill("Jusqu’où elle peut aller", "15").fill("Ce qu’elle veut faire", "nettoyage")
    page.fill("Ce qui compte le plus", "bien accompagné d’abord").press("Voir les routes")
    page.sees("Allocataire de l’ASS : critère de niveau 1", "CDDI en atelier et chantier")
    page.sees("Route 1", "Demande de RQTH", "CDI en entreprise adaptée", "Flandre Propreté")
    page.sees("activité souhaitée", "Code du travail, L5213-13-1", "Passerelles fermées")
    page.does_not_see("Ménage Invisible")
