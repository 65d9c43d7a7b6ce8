"""S10 — EITI : travailler à son compte, deux ans au plus, sans contrat de travail."""

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
ENTERED = "2026-05-25"
DIAGNOSIS = {"duty": "diagnosis", "done_on": "2026-05-10"}
PLANNED = {"duty": "three_sides_planned", "done_on": "2026-06-08"}
PERSON: Document = {
    "birth_date": "1990-05-05",
    "diploma_level": "cap",
    "situations": [{"kind": "self_employed", "from": "2025-01-01"}, {"kind": "rsa"}],
}


def enrolment(**more: Any) -> Document:
    act = {"kind": "enrolment", "programme": "eiti", "entered_on": ENTERED, "place_kind": "eiti"}
    told = {"acknowledgements": ["no_subordination"], "duties": [DIAGNOSIS, PLANNED]}
    return {**act, **told, "phases": [{"phase": "support", "start": ENTERED}], **more}


def support(**more: Any) -> Document:
    act = {"kind": "contract", "type": "eiti_support", "employer_kind": "eiti"}
    return {**act, "start": ENTERED, "end": "2028-05-24", **more}


def duty(said: Any, code: str) -> dict[str, Any]:
    [found] = [one for one in said.computed["duties"] if one["duty"] == code]
    known: dict[str, Any] = found
    return known


def test_le_long_diagnostic_vient_avant_l_entree() -> None:
    done = ask(TODAY, enrolment(), PERSON)
    assert duty(done, "diagnosis")["status"] == "done"
    entering = {"entered_on": TODAY, "phases": [], "duties": []}
    late = ask(TODAY, enrolment(**entering), PERSON)
    assert "Faites le diagnostic" in late.warns("PROG-04", "Long diagnostic")["remedy"]


def test_un_objectif_par_dimension_est_attendu_dans_le_mois_et_ne_ferme_rien() -> None:
    unplanned = enrolment(duties=[DIAGNOSIS])
    month = ask("2026-06-24", unplanned, PERSON).allows()
    month.says("PROG-04", "À faire, au plus tard le 24/06/2026")
    late = ask("2026-06-25", unplanned, PERSON)
    assert "il peut changer" in late.warns("PROG-04", "un objectif pour chaque dim")["remedy"]


def test_l_immatriculation_est_verifiee_au_programme_et_a_l_accompagnement() -> None:
    unregistered = {**PERSON, "situations": [{"kind": "rsa"}]}
    refusal = ask(TODAY, enrolment(), unregistered).refuses("PROG-02", "travailleur indépendant")
    assert refusal["opens"] == ["self_employed"]
    assert "immatriculation de l’activité" in refusal["remedy"]
    again = ask(TODAY, support(), unregistered).refuses("IAE-16", "travailleur indépendant")
    assert again["opens"] == ["self_employed"]
    untold = {"birth_date": "1990-05-05"}
    ask(TODAY, enrolment(), untold).lacks("PROG-02", "situation.self_employed")


def test_les_criteres_d_entree_sont_ceux_d_une_entreprise_d_insertion() -> None:
    """Le RSA suffit ; sans critère, un prescripteur peut valider."""
    act = {"kind": "eligibility", "programme": "iae", "employer_kind": "eiti"}
    asked = {**act, "author": "employer", "decided_on": TODAY, "had_pass_before": False}
    ask(TODAY, asked, PERSON).lacks("IAE-02", "situation.rsa.proof_date")
    proved = {"kind": "rsa", "proof_date": "2026-11-02"}
    told = {**PERSON, "situations": [{"kind": "self_employed"}, proved]}
    ask(TODAY, asked, told).allows().says("IAE-01", "Bénéficiaire du RSA")
    nothing = {**PERSON, "diploma_level": "higher", "situations": [{"kind": "self_employed"}]}
    assert "prescription" in ask(TODAY, asked, nothing).refuses("IAE-01", "3")["opens"]


def test_vingt_quatre_mois_sont_acceptes_et_le_vingt_cinquieme_est_refuse() -> None:
    said = ask(TODAY, enrolment(planned_end="2028-05-24"), PERSON).allows()
    assert (said.computed["latest_end"], said.computed["months_left"]) == ("2028-05-24", 19)
    for day in ("2028-05-25", "2028-06-24"):
        refusal = ask(TODAY, enrolment(planned_end=day), PERSON).refuses("PROG-05", "24 mois")
        assert "Le parcours de la personne, lui, continue" in refusal["remedy"]
    ask(TODAY, support(), PERSON).allows()
    late = ask(TODAY, support(end="2028-06-24"), PERSON).refuses("IAE-16", "24 mois")
    assert "24/05/2028" in late["remedy"]


def test_les_freins_ouverts_au_sixieme_mois_alertent_et_ne_refusent_jamais() -> None:
    """Du cinquième au sixième mois, à faire ; passé ce mois, en retard ; rien ne se ferme."""
    before = ask("2026-10-24", enrolment(open_barriers=2), PERSON).allows()
    assert duty(before, "barriers_reviewed")["status"] == "upcoming"
    during = ask(TODAY, enrolment(open_barriers=2), PERSON).allows()
    assert duty(during, "barriers_reviewed")["due_on"] == "2026-11-24"
    during.says("PROG-04", "À faire, au plus tard le 24/11/2026")
    during.says("PROG-08", "2 freins ouverts")
    after = ask("2026-11-25", enrolment(open_barriers=2), PERSON)
    alert = after.warns("PROG-04", "En retard depuis le 24/11/2026")
    assert "rien n’est fermé à la personne" in alert["remedy"]
    moving_on = enrolment(open_barriers=9, planned_end="2028-05-24")
    assert ask("2027-05-25", moving_on, PERSON).verdict == "warnings"
    reviewed = [DIAGNOSIS, PLANNED, {"duty": "barriers_reviewed", "done_on": "2026-11-10"}]
    ask("2026-11-25", enrolment(open_barriers=2, duties=reviewed), PERSON).allows()


def test_aucun_contrat_de_travail_ni_horaire_n_est_cree() -> None:
    ask(TODAY, support(), PERSON).allows().says("IAE-16", "Aucun contrat de travail n’est créé")
    refusal = ask(TODAY, support(weekly_hours=20), PERSON).refuses("IAE-16", "aucun horaire")
    assert "ce n’est pas un contrat de travail" in refusal["remedy"]
    hours = {"day": "2026-06-02", "hours": 7}
    told = ask(TODAY, enrolment(sessions=[hours]), PERSON)
    assert told.computed["pay"] is None


def test_l_absence_de_subordination_se_dit_a_l_entree() -> None:
    unsaid = ask(TODAY, enrolment(acknowledgements=[]), PERSON)
    assert "je choisis mes clients" in unsaid.warns("PROG-07", "contrat de travail")["remedy"]


@pytest.mark.parametrize(
    ("destination", "category", "dynamic"),
    [("business", "durable", True), ("open_ended", "durable", True), ("unknown", "other", False)],
)
def test_activite_perennisee_et_retour_a_l_emploi_sont_deux_sorties_durables(
    destination: str, category: str, dynamic: bool
) -> None:
    exit_ = {"kind": "exit", "place_kind": "eiti", "left_on": "2026-11-20", "hours": 500}
    said = ask(TODAY, {**exit_, "destination": destination, "presence_months": 18}, PERSON).allows()
    assert said.computed["exit_category"] == category
    assert said.computed["exit_dynamic"] is dynamic


def test_apres_le_terme_de_l_experimentation_il_faut_verifier() -> None:
    last = support(start="2026-12-22", end="2027-12-21")
    ask("2026-12-22", last, PERSON).allows()
    late = ask("2026-12-23", {**last, "start": "2026-12-23"}, PERSON)
    assert "DDETS" in late.warns("IAE-16", "22/12/2026")["remedy"]


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, TODAY, support(weekly_hours=20), PERSON)
    assert by_command.data == ask(TODAY, support(weekly_hours=20), PERSON).data


def test_la_page_du_programme_montre_les_trois_dimensions_et_les_deux_taux() -> None:
    page = Visitor(Client(), "un conseiller").open("/programmes/").follow("EITI")
    page.sees("Inclusion", "Entrepreneuriat", "Commercial", "Pas de contrat de travail")
    page.sees("24 mois", "55 %", "35 %", "la base (structures ou personnes) n’est pas dite")


def test_la_route_declare_l_activite_puis_entre_en_eiti_avant_le_terme() -> None:
    make_coast()
    published("À Mon Compte", "eiti", "Lille", "livraison à vélo")
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 15, "status": "without_employment"}
    told = {**PERSON, **place, "situations": [{"kind": "rsa"}]}
    found = routes(TODAY, told, "own_business")
    route = found.through("register_business", "to_eiti", "eiti_to_self_employed")
    entry = step_of(route, "to_eiti")
    assert (entry["state"], entry["needs"][0]["code"]) == ("open_if", "self_employed")
    assert entry["length"].endswith("24 mois au plus ; aucun contrat de travail")
    assert entry["places"]["beyond"]["name"] == "À Mon Compte"
    assert entry["places"]["beyond"]["km"] > 50
    late = routes("2026-12-23", told, "own_business")
    assert all("to_eiti" not in line for line in late.lines)
    opens = late.closed("to_eiti")["opens"]
    assert any("22/12/2026" in opener["text"] for opener in opens)
