"""S22 — Compétences d’abord : qui n’entre pas en insertion est orienté ailleurs, sans être jugé."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.organisations.models import Organisation
from passerelles.organisations.rules.roles import Role
from passerelles.people.models import Person
from tests.cast import make_person, make_user
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
from tests.stories.conftest import Visit
from tests.stories.visitor import Visitor

pytestmark = pytest.mark.django_db

TODAY = "2026-11-23"
PERSON: Document = {"birth_date": "1994-04-02", "diploma_level": "higher", "situations": []}
SIAE = ("aci", "ei", "ai", "etti")


def eligibility(kind: str, **more: Any) -> Document:
    act = {"kind": "eligibility", "programme": "iae", "employer_kind": kind, "author": "employer"}
    return {**act, "decided_on": TODAY, "had_pass_before": False, **more}


def enrolment(programme: str, *judgments: str) -> Document:
    act = {"kind": "enrolment", "programme": programme, "entered_on": TODAY}
    return {**act, "judgments": list(judgments), "acknowledgements": ["cv_shared"]}


def seeker(**more: Any) -> Document:
    place = {"commune": COMMUNES["Dunkerque"][0], "reach_km": 15, "wishes": ["nettoyage"]}
    return {**PERSON, **place, "status": "without_employment", **more}


@pytest.fixture
def coast() -> dict[str, Organisation]:
    make_coast()
    return {
        "network": published("Coup de Pouce du Port", "association", "Dunkerque", "parrainage"),
        "aci": published("Jardins du Marais", "aci", "Dunkerque", "maraîchage"),
        "company": published("Netclair", "company", "Grande-Synthe", "nettoyage"),
        "training": published("Formation des Dunes", "training", "Bergues", "propreté"),
        "service": published("France Travail du Port", "france_travail", "Dunkerque"),
    }


@pytest.mark.parametrize(("kind", "needed"), [("aci", 3), ("ei", 3), ("ai", 2), ("etti", 2)])
def test_aucun_critere_rempli_l_insertion_est_refusee_et_dit_combien_il_en_faut(
    kind: str, needed: int
) -> None:
    said = ask(TODAY, eligibility(kind), PERSON)
    refusal = said.refuses("IAE-01", "0 critère", f"au moins {needed}")
    assert said.computed["eligible"] is False
    assert said.computed["criteria_met"] == []
    assert "prescription" in refusal["opens"]
    assert "prescripteur habilité" in refusal["remedy"]


def test_un_prescripteur_peut_encore_ouvrir_la_porte() -> None:
    """Le refus n’est pas un jugement : un diagnostic suffit, sans aucun critère."""
    by_prescriber = eligibility("aci", author="prescriber", author_kind="mission_locale")
    said = ask(TODAY, {**by_prescriber, "diagnosed_on": "2026-11-20"}, PERSON).allows()
    said.says("IAE-01", "aucun critère n’est exigé")


@pytest.mark.parametrize(
    ("programme", "judgment"),
    [("linkedout", "far_from_work"), ("tech_your_job", ""), ("2asd", "far_from_work")],
)
def test_d_autres_programmes_lui_sont_ouverts(programme: str, judgment: str) -> None:
    said = ask(TODAY, enrolment(programme, *filter(None, [judgment])), PERSON).allows()
    assert said.computed["allowed_moves"]


def test_ceux_qui_ne_le_sont_pas_disent_pourquoi() -> None:
    """Chaque refus a sa raison, et jamais l’origine, le nom ou l’adresse."""
    tapaj = ask(TODAY, enrolment("tapaj"), PERSON)
    assert "jusqu’à 25 ans" in tapaj.of("block", "PROG-02")[0]["message"]
    tremplin = ask(TODAY, {**enrolment("cdd_tremplin", "adequacy"), "place_kind": "ea"}, PERSON)
    assert tremplin.of("block", "PROG-02")[0]["opens"] == ["rqth"]
    unsaid = ask(TODAY, enrolment("linkedout"), PERSON)
    refusal = unsaid.refuses("PROG-02", "éloignée de l’emploi et veut être accompagnée")
    assert "seule une décision humaine l’ouvre" in refusal["remedy"]


def test_la_premiere_route_passe_par_un_reseau_d_entraide(coast: dict[str, Organisation]) -> None:
    """Type LinkedOut ou Mozaïk : ouvert sans condition de statut, près de chez soi."""
    found = routes(TODAY, seeker(), "ordinary_job")
    route = found.through("employment_network")
    assert route["number"] == 1
    network = step_of(route, "employment_network")
    assert (network["state"], network["needs"]) == ("open", [])
    assert "sans condition de statut" in " ".join(network["advice"])
    assert "mise en relation avec des employeurs" in network["gives"]
    assert network["places"]["nearest"][0]["name"] == "Coup de Pouce du Port"


def test_les_portes_de_l_insertion_restent_ecrites_avec_leur_raison(
    coast: dict[str, Organisation],
) -> None:
    found = routes(TODAY, seeker(), "ordinary_job")
    # Une porte est sur une route, après le diagnostic d’un prescripteur, ou fermée avec sa raison.
    on_routes = {bridge for line in found.lines for bridge in line}
    closed = {one["bridge"]: one for one in found.data["closed"]}
    for kind in SIAE:
        if f"to_{kind}" in on_routes:
            assert found.through("prescriber_diagnosis", f"to_{kind}")
            continue
        door = closed[f"to_{kind}"]
        assert "prescription" in [opener["code"] for opener in door["opens"]]
        assert door["reasons"][0]["rule"] == "IAE-01"


def shape(found: Any) -> list[tuple[Any, ...]]:
    return [
        (line, route["state"], route["arrives_on"], route["measures"])
        for line, route in zip(found.lines, found.routes, strict=True)
    ]


def test_l_age_ne_change_une_route_que_par_une_condition_ecrite(
    coast: dict[str, Organisation],
) -> None:
    """À 57 ans, le CDI inclusion s’ouvre : la porte qui change cite sa règle."""
    older = routes(TODAY, seeker(birth_date="1968-05-05"), "ordinary_job", limit=6)
    step = step_of(older.through("to_inclusion_cdi"), "to_inclusion_cdi")
    assert "IAE-14" in step["rules"]
    younger = routes(TODAY, seeker(), "ordinary_job", limit=6)
    assert all("to_inclusion_cdi" not in line for line in younger.lines)


@pytest.mark.parametrize("born", ["1977-05-05", "1980-12-31", "1990-01-01", "1999-07-14"])
def test_un_autre_age_dans_les_memes_conditions_ne_change_pas_l_ordre(
    coast: dict[str, Organisation], born: str
) -> None:
    """De 27 à 49 ans, aucune condition légale ne change : mêmes routes, mêmes jours, même ordre."""
    usual = routes(TODAY, seeker(birth_date="1985-05-05"), "ordinary_job", limit=6)
    assert len(usual.routes) >= 3
    other = routes(TODAY, seeker(birth_date=born), "ordinary_job", limit=6)
    assert shape(other) == shape(usual)


def test_une_autre_commune_a_meme_distance_ne_change_pas_l_ordre(
    coast: dict[str, Organisation],
) -> None:
    """Ce qui compte est la distance des lieux, jamais l’adresse elle-même."""
    home = routes(TODAY, seeker(reach_km=30), "ordinary_job", limit=6)
    neighbour = seeker(commune=COMMUNES["Grande-Synthe"][0], reach_km=30)
    assert routes(TODAY, neighbour, "ordinary_job", limit=6).lines == home.lines
    nowhere = seeker(commune=None, reach_km=None)
    lines = routes(TODAY, nowhere, "ordinary_job", limit=6).lines
    assert lines[0] == home.lines[0]


def test_un_nom_un_genre_ou_une_origine_ne_peuvent_meme_pas_etre_demandes(
    client: Client,
) -> None:
    """La question n’a pas de place pour eux : elle est refusée, et dit où."""
    for field in ("name", "first_name", "gender", "nationality", "address"):
        asked = {"person": {**seeker(), field: "x"}, "goal": "ordinary_job"}
        answer = client.post("/api/v1/routes", asked, content_type="application/json")
        assert answer.status_code == 422
        assert f"person.{field}" in [error["path"] for error in answer.json()["errors"]]


def test_un_autre_prenom_dans_le_dossier_donne_la_meme_page(
    coast: dict[str, Organisation], visit: Visit
) -> None:
    """Deux dossiers que tout rapproche, sauf le nom : les mêmes routes, au mot près."""
    aci = coast["aci"]
    samir = make_user("Samir", "Haddad", aci, Role.WORKER)
    worker = visit(samir, aci)

    def read(first_name: str, last_name: str) -> str:
        record = make_person(
            first_name,
            last_name,
            aci,
            by=samir,
            birth_date=PERSON["birth_date"],
            commune_id=COMMUNES["Dunkerque"][0],
        )
        return map_of(worker, record)

    assert read("Aminata", "Diarra") == read("Paul", "Lefort")


def map_of(worker: Visitor, record: Person) -> str:
    page = worker.open(f"/dossier/{record.id}/passerelles/")
    page.fill("Où en est la personne", "Sans emploi").fill("Vers quoi ?", "Emploi en entreprise")
    page.press("Voir les routes").sees("Route 1", "Route 2")
    first = page.text.index("Route 1")
    return page.text[first : page.text.index("Passerelles fermées", first)]


def test_les_memes_reponses_par_la_commande(
    coast: dict[str, Organisation], tmp_path: Path, capsys: Any
) -> None:
    question = (TODAY, eligibility("ei"), PERSON)
    assert ask_by_command(tmp_path, capsys, *question).data == ask(*question).data
    asked = (TODAY, seeker(), "ordinary_job")
    assert routes_by_command(tmp_path, capsys, *asked).data == routes(*asked).data


def test_les_programmes_ouverts_a_tous_se_lisent_sans_compte() -> None:
    page = Visitor(Client(), "une bénévole").open("/programmes/").follow("LinkedOut")
    page.sees("Aucune condition calculée", "Un coach bénévole")
    page.sees("Le CV n’est partagé qu’avec l’accord de la personne, retirable à tout moment")
