"""S6 — TAPAJ, trois phases : l’âge, la paie du jour, l’assiduité que des gens décident."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.people.models import Person, Situation
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_person, make_user
from tests.stories.asking import (
    COMMUNES,
    Document,
    Said,
    ask,
    ask_by_command,
    make_coast,
    published,
    routes,
    step_of,
)
from tests.stories.conftest import Visit
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db

TODAY = "2026-11-23"
ASSIDUOUS = {"gate": "assiduity", "decided_on": "2026-11-20"}


def young(age: int, *situations: str) -> Document:
    """Une personne de cet âge aujourd’hui, qui a vécu à la rue si rien d’autre n’est dit."""
    told = situations or ("street_life", "addiction")
    born = f"{2026 - age}-03-15"
    return {"birth_date": born, "situations": [{"kind": kind} for kind in told]}


def enrolment(**more: Any) -> Document:
    return {"kind": "enrolment", "programme": "tapaj", "entered_on": TODAY, **more}


def first_phase(*sessions: Document, **more: Any) -> Document:
    told = {"entered_on": "2026-10-05", "phases": [{"phase": "p1", "start": "2026-10-05"}]}
    return enrolment(**{**told, "sessions": list(sessions), **more})


def second_phase(**more: Any) -> Document:
    phases = [
        {"phase": "p1", "start": "2026-08-05", "end": "2026-10-04"},
        {"phase": "p2", "start": "2026-10-05"},
    ]
    decided = [{"gate": "assiduity", "decided_on": "2026-10-01"}, *more.pop("decisions", [])]
    return enrolment(**{"entered_on": "2026-08-05", "phases": phases, "decisions": decided, **more})


def needs_of(said: Said, phase: str) -> list[str]:
    found = [move["needs"] for move in said.computed["refused_moves"] if move["phase"] == phase]
    assert found, said.computed["refused_moves"]
    needs: list[str] = found[0]
    return needs


@pytest.mark.parametrize("age", [18, 22, 25])
def test_de_18_a_25_ans_l_entree_est_ouverte(age: int) -> None:
    said = ask(TODAY, enrolment(), young(age)).allows()
    assert said.computed["allowed_moves"] == ["p1"]


def test_a_17_ans_c_est_trop_tot_et_le_jour_ou_c_est_possible_est_dit() -> None:
    refusal = ask(TODAY, enrolment(), young(17)).refuses("PROG-02", "à partir de 18 ans")
    assert refusal["opens_on"] == "2027-03-15"
    assert "15/03/2027" in refusal["remedy"]
    ask("2027-03-15", enrolment(entered_on="2027-03-15"), young(17)).allows()


def test_a_26_ans_c_est_trop_tard_et_un_autre_programme_est_a_chercher() -> None:
    """Le jour même de ses 26 ans ; la veille, on entrait encore."""
    said = ask(TODAY, enrolment(), young(26))
    refusal = said.of("block")[0]
    assert (said.verdict, refusal["rule"]) == ("refused", "PROG-02")
    assert "jusqu’à 25 ans inclus" in refusal["message"]
    assert "autre programme" in refusal["remedy"]
    assert "16 à 25 ans" in said.of("warn", "LOW-01")[0]["message"]
    born = {**young(26), "birth_date": "2000-11-24"}
    ask(TODAY, enrolment(), born).allows()


def test_ni_rue_ni_addiction_le_programme_ne_s_ouvre_pas_et_on_peut_ne_pas_savoir() -> None:
    refused = ask(TODAY, enrolment(), young(22, "rsa")).refuses("PROG-02", "au moins une")
    assert set(refused["opens"]) == {"addiction", "street_life"}
    untold = ask(TODAY, enrolment(), {"birth_date": "2004-03-15"})
    untold.lacks("PROG-02", "situation.addiction", "situation.street_life")
    ask(TODAY, enrolment(), young(22, "street_life")).allows()


def test_phase_1_un_chantier_de_4_heures_a_10_euros_fait_40_euros_la_semaine() -> None:
    act = first_phase({"day": "2026-10-06", "hours": 4})
    said = ask(TODAY, act, young(22)).allows()
    assert said.computed["pay"] == 40
    week = {"monday": "2026-10-05", "sessions": 1, "hours": 4, "pay": 40}
    assert said.computed["weeks"] == [week]
    said.says("PROG-06", "40,00")


def test_phase_1_cinq_presences_sur_six_font_200_euros_et_une_absence_n_est_pas_payee() -> None:
    days = ("2026-10-06", "2026-10-13", "2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10")
    sessions = [{"day": day, "hours": 4, "attended": day != "2026-10-20"} for day in days]
    said = ask(TODAY, first_phase(*sessions), young(22)).allows()
    assert said.computed["pay"] == 200
    assert [week["pay"] for week in said.computed["weeks"]] == [40, 40, None, 40, 40, 40]


def test_phase_1_plus_de_4_heures_ou_deux_chantiers_se_remarquent_sans_rien_fermer() -> None:
    act = first_phase({"day": "2026-10-06", "hours": 5}, {"day": "2026-10-07", "hours": 4})
    said = ask(TODAY, act, young(22))
    assert said.verdict == "warnings"
    told = " ".join(finding["message"] for finding in said.of("warn"))
    assert "5 h" in told
    assert "2 séances, au lieu de 1 au plus" in told


def test_la_phase_2_est_refusee_tant_que_l_equipe_n_a_pas_decide_de_l_assiduite() -> None:
    """Même très présente : le seuil n’est pas écrit, des gens décident, pas le logiciel."""
    days = ("2026-10-06", "2026-10-13", "2026-10-20", "2026-10-27")
    act = first_phase(*({"day": day, "hours": 4} for day in days), move_to="p2", place_kind="ai")
    refusal = ask(TODAY, act, young(22)).refuses("PROG-03", "Assiduité reconnue")
    assert "l’équipe qui accompagne" in refusal["remedy"]
    assert refusal["opens"] == ["gate:assiduity"]
    said = ask(TODAY, {**act, "decisions": [ASSIDUOUS]}, young(22)).allows()
    said.says("PROG-03", "décidé le 20/11/2026")
    assert said.computed["allowed_moves"] == ["p2"]


def test_la_phase_2_fait_trois_chantiers_par_semaine_et_un_de_plus_se_remarque() -> None:
    days = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")
    sessions = [{"day": day, "hours": 4} for day in days]
    three = ask(TODAY, second_phase(sessions=sessions[:3]), young(22)).allows()
    assert [week["sessions"] for week in three.computed["weeks"]] == [3]
    assert three.computed["pay"] is None  # la source ne dit pas la paie de la phase 2
    four = ask(TODAY, second_phase(sessions=sessions), young(22))
    four.warns("PROG-06", "4 séances, au lieu de 3 au plus")


def test_une_decision_de_ne_pas_passer_encore_se_dit_et_se_revoit() -> None:
    act = first_phase(move_to="p2", place_kind="ai")
    shut = {**act, "decisions": [{**ASSIDUOUS, "passed": False}]}
    ask(TODAY, shut, young(22)).refuses("PROG-03", "décision de ne pas passer encore")
    later = {**act, "decisions": [{**ASSIDUOUS, "passed": False}, ASSIDUOUS | {"passed": True}]}
    # Le même jour, deux décisions contraires : la plus prudente compte.
    ask(TODAY, later, young(22)).refuses("PROG-03")
    again = [{**ASSIDUOUS, "passed": False}, {"gate": "assiduity", "decided_on": "2026-11-23"}]
    ask(TODAY, {**act, "decisions": again}, young(22)).allows()


def test_on_ne_saute_pas_la_phase_2() -> None:
    act = first_phase(move_to="p3_cddi", place_kind="ai")
    decided = [{"gate": "to_cddi", "decided_on": "2026-11-20"}]
    said = ask(TODAY, {**act, "decisions": decided}, young(22))
    refusal = said.refuses("PROG-03", "Passez d’abord par « Plusieurs chantiers")
    assert refusal["opens"] == ["phase:p2"]


@pytest.mark.parametrize(
    ("phase", "gate", "place"),
    [("p3_training", "to_training", "training"), ("p3_cddi", "to_cddi", "ai")],
)
def test_la_phase_3_est_une_formation_ou_un_cddi_dans_l_ai(
    phase: str, gate: str, place: str
) -> None:
    """L’une ou l’autre, chacune avec sa décision ; l’autre reste fermée."""
    act = second_phase(move_to=phase, place_kind=place)
    refusal = ask(TODAY, act, young(22)).refuses("PROG-03", "Il manque une décision humaine")
    assert refusal["opens"] == [f"gate:{gate}"]
    decided = second_phase(
        move_to=phase, place_kind=place, decisions=[{"gate": gate, "decided_on": "2026-11-20"}]
    )
    said = ask(TODAY, decided, young(22)).allows()
    assert phase in said.computed["allowed_moves"]
    other = {"p3_training", "p3_cddi"} - {phase}
    assert needs_of(said, other.pop())


def test_en_ai_le_travail_en_entreprise_est_compte_et_le_cddi_fait_20_heures() -> None:
    """480 heures en entreprise sur 24 mois ; un CDDI en AI ne descend pas sous 20 heures."""
    mission = {"kind": "assignment", "type": "ai_provision", "employer_kind": "ai"}
    dates = {"start": TODAY, "end": "2027-02-22", "host_kind": "company", "host": "x"}
    act = {**mission, **dates, "hours": 360, "worked_hours": 120, "agreed_by_person": True}
    person = young(22, "street_life", "iae_pass")
    ask(TODAY, {**act, "worked_hours": 69}, person).allows()
    full = ask(TODAY, act, person)
    assert "préparez la suite" in full.warns("IAE-13", "480 h")["remedy"]
    assert full.computed["enterprise_hours_left"] == 0
    over = ask(TODAY, {**act, "worked_hours": 121}, person).refuses("IAE-13", "480 h", "481 h")
    assert over["opens"] == ["derogation"]
    cddi = {"kind": "contract", "type": "cddi", "employer_kind": "ai", "start": TODAY}
    half_year = {**cddi, "end": "2027-05-22"}
    ask(TODAY, {**half_year, "weekly_hours": 20}, person).allows()
    fewer = ask(TODAY, {**half_year, "weekly_hours": 19}, person)
    assert "qu’en ACI" in fewer.refuses("IAE-09", "20 h")["remedy"]


def test_des_freins_ouverts_n_empechent_aucun_passage() -> None:
    act = first_phase(move_to="p2", place_kind="ai", decisions=[ASSIDUOUS], open_barriers=4)
    ask(TODAY, act, young(22)).allows().says("PROG-08", "4 freins ouverts")


def test_la_meme_reponse_par_la_commande(tmp_path: Path, capsys: Any) -> None:
    by_command = ask_by_command(tmp_path, capsys, TODAY, enrolment(), young(26))
    assert by_command.data == ask(TODAY, enrolment(), young(26)).data


def test_la_page_du_programme_dit_les_memes_choses_a_tout_le_monde() -> None:
    page = Visitor(Client(), "une éducatrice").open("/programmes/").follow("TAPAJ")
    page.sees("18", "25", "4 h", "10", "Assiduité reconnue", "l’équipe qui accompagne")
    page.sees("Accompagnement pour lever les freins, obligatoire")


def test_la_raison_sensible_ne_se_montre_pas_a_l_ai_sans_accord(cast: Cast, visit: Visit) -> None:
    """L’AI voit le parcours et la situation ; ni la page, ni ses questions ne parlent d’addiction."""
    ai = published_anywhere("Interm’Entraide")
    noe = make_person("Noé", "Barbier", cast.esat, by=cast.mona, birth_date=date(2004, 3, 15))
    make_agreement(noe, ai, Volet.IDENTITY, Volet.PATH, Volet.SITUATION)
    hold(noe, cast, "addiction", Volet.SENSITIVE)
    lena = visit(make_user("Léna", "Faure", ai, Role.WORKER), ai)
    lena.open(f"/dossier/{noe.id}/passerelles/").fill("Où en est la personne", "Sans emploi")
    lena.fill("Vers quoi ?", "structure d’insertion").press("Voir les routes")
    lena.sees("Route 1").does_not_see("J’ai une addiction", "Conduite addictive : oui")
    assert 'name="situation_addiction"' not in lena.client.get(lena.url).content.decode()
    before = lena.text
    Situation.unscoped.all().delete()
    lena.open(f"/dossier/{noe.id}/passerelles/").fill("Où en est la personne", "Sans emploi")
    lena.fill("Vers quoi ?", "structure d’insertion").press("Voir les routes")
    assert lena.text == before  # ce qui est au dossier, et ne lui est pas partagé, ne change rien


def published_anywhere(name: str) -> Organisation:
    make_coast()
    return published(name, "ai", "Dunkerque", "ménage")


def hold(person: Person, cast: Cast, kind: str, volet: Volet) -> None:
    Situation.unscoped.create(
        person=person,
        organisation=cast.esat,
        author=cast.mona,
        kind=kind,
        state="obtained",
        state_on=clock.today(),
        volet=volet,
    )


def test_une_route_passe_par_tapaj_puis_l_ai_et_nomme_la_plus_proche() -> None:
    make_coast()
    published("Interm’Entraide", "ai", "Dunkerque", "ménage")
    published("Grande Dune Services", "ai", "Gravelines", "ménage")
    person = {**young(22), "commune": COMMUNES["Dunkerque"][0], "reach_km": 10}
    asked = {**person, "status": "without_employment", "diploma_level": "none"}
    found = routes(TODAY, asked, "ai_employee")
    route = found.through("tapaj", "to_ai")
    assert step_of(route, "tapaj")["state"] == "open"
    places = step_of(route, "to_ai")["places"]
    assert [place["name"] for place in places["nearest"]] == ["Interm’Entraide"]
    late = routes(TODAY, {**asked, "birth_date": "2000-03-15"}, "ai_employee")
    assert all("tapaj" not in line for line in late.lines)
    assert "jusqu’à 25 ans" in late.closed("tapaj")["reasons"][0]["message"]
