"""Routes asked by file, by command and over HTTP: mistakes with their path, nothing kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.journal.models import JournalEntry
from passerelles.law.person import Status
from passerelles.law.reading import NotADocument
from passerelles.planning.answering import answer_routes
from passerelles.planning.answers import routes_data
from passerelles.planning.api import pace
from passerelles.planning.reading import read_request, request_schema
from passerelles.planning.rules.routes import Goal, Priority
from passerelles.territories.models import Commune
from tests.cli.test_commands import run
from tests.planning.scenes import AT, make_territory

ROUTES = "/api/v1/routes"
ASKED: dict[str, Any] = {
    "at": "2026-11-22",
    "person": {
        "birth_date": "1980-03-05",
        "diploma_level": "none",
        "commune": "59183",
        "reach_km": 25,
        "status": "without_employment",
        "situations": [{"kind": "ass", "from": "2025-01-01", "to": None}],
        "wishes": ["K2204", "nettoyage"],
        "weekly_hours": [20, 35],
    },
    "goal": "open_ended_contract",
}


@pytest.fixture(autouse=True)
def _new_minute() -> None:
    pace.forget()


def _read(**changes: Any) -> Any:
    return read_request(json.dumps({**ASKED, **changes}), today=date(2026, 1, 1))


def _mistakes(**changes: Any) -> dict[str, str]:
    with pytest.raises(NotADocument) as refused:
        _read(**changes)
    return {mistake.path: mistake.expected for mistake in refused.value.mistakes}


def test_the_request_of_the_documentation_is_read() -> None:
    request = _read()
    assert (request.at, request.goal, request.limit) == (AT, Goal.OPEN_ENDED_CONTRACT, 3)
    assert request.order[0] is Priority.SUPPORT
    assert set(request.order) == set(Priority)
    first = _read(priorities=["near", "soon"]).order
    assert first[:2] == (Priority.NEAR, Priority.SOON)
    assert len(first) == len(Priority)


def test_a_goal_is_a_word_or_a_status_and_the_day_may_be_left_out() -> None:
    assert _read(goal="ea_employee").goal is Status.EA_EMPLOYEE
    assert _read(goal="open_ended").goal is Status.OPEN_ENDED
    without = {name: value for name, value in ASKED.items() if name != "at"}
    assert read_request(json.dumps(without), today=AT).at == AT
    assert read_request(json.dumps(ASKED), today=AT, at=date(2027, 1, 1)).at == date(2027, 1, 1)


def test_each_mistake_has_its_path() -> None:
    person = ASKED["person"]
    assert "open_ended_contract" in _mistakes(goal="cdi")["goal"]
    assert _mistakes(limit=7) == {"limit": "au plus 6"}
    assert "person.status" in _mistakes(person={**person, "status": None})
    assert "person.status" in _mistakes(person={**person, "status": "idle"})
    assert "person.commune" in _mistakes(person={**person, "commune": "Dunkerque"})
    assert "person.birth_date" in _mistakes(person={**person, "birth_date": "1980"})
    assert "person.weekly_hours" in _mistakes(person={**person, "weekly_hours": [35, 20]})
    assert "priorities" in _mistakes(priorities=["near", "near"])
    assert "priorities.0" in _mistakes(priorities=["cheap"])
    assert _mistakes(name="Une personne") == {"name": "ce nom n’existe pas à cet endroit"}
    assert "person.situations.0.kind" in _mistakes(
        person={**person, "situations": [{"kind": "nir"}]}
    )


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*ASKED, *ASKED["person"], "limit"]), inner, max_size=5
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused_in_words(data: Any) -> None:
    said = None
    try:
        read_request(json.dumps(data), today=AT)
    except NotADocument as refused:
        said = refused.mistakes
    assert said is None or (said and all(mistake.expected for mistake in said))


def test_the_schema_names_the_goals_and_asks_for_a_status() -> None:
    schema = request_schema()
    assert "open_ended_contract" in schema["properties"]["goal"]["enum"]
    assert "status" in schema["$defs"]["RoutePerson"]["required"]
    json.dumps(schema)


@pytest.mark.django_db
class TestOverHttp:
    def _ask(self, client: Client, body: Any) -> Any:
        return client.post(ROUTES, json.dumps(body), content_type="application/json")

    def test_routes_are_answered_without_account_cookie_or_trace(self, client: Client) -> None:
        make_territory()
        lines = JournalEntry.objects.count()
        response = self._ask(client, ASKED)
        assert response.status_code == 200
        answer = response.json()
        assert len(answer["routes"]) == 3
        step = answer["routes"][0]["steps"][0]
        assert {"from", "to", "state", "needs", "articles", "signatories", "places"} <= set(step)
        assert answer["closed"]
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert JournalEntry.objects.count() == lines
        assert answer == json.loads(json.dumps(routes_data(answer_routes(_read()))))

    def test_an_unknown_commune_is_said_with_its_path(self, client: Client) -> None:
        person = {**ASKED["person"], "commune": "59999"}
        response = self._ask(client, {**ASKED, "person": person})
        assert response.status_code == 422
        (error,) = response.json()["errors"]
        assert error["path"] == "person.commune"
        assert "59999" in error["expected"]

    def test_too_many_are_told_to_wait(self, client: Client) -> None:
        refused = [self._ask(client, {}).status_code for _ in range(pace.tries + 1)]
        assert refused[:-1] == [422] * pace.tries
        assert refused[-1] == 429

    def test_the_description_knows_them(self, client: Client) -> None:
        described = client.get("/api/v1/openapi.json").json()
        assert "post" in described["paths"][ROUTES]
        assert "RouteRequest" in described["components"]["schemas"]
        for reference in _references(described):
            assert reference.rpartition("/")[2] in described["components"]["schemas"]


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for inner in value.values() for found in _references(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in _references(inner)]
    return []


@pytest.mark.django_db
class TestCommand:
    def test_words_for_people_and_json_for_programs(self, capsys: Any, tmp_path: Any) -> None:
        make_territory()
        file = tmp_path / "demande.json"
        file.write_text(json.dumps(ASKED))
        status, out, _ = run(capsys, "route", str(file))
        assert status == 0
        assert "Itinéraire 1 :" in out
        assert "Passerelles fermées, et ce qui les ouvrirait" in out
        assert "signent :" in out
        status, out, _ = run(capsys, "route", str(file), "--json")
        assert status == 0
        assert json.loads(out)["goal"] == "open_ended_contract"
        status, out, _ = run(capsys, "route", str(file), "--json", "--at", "2027-03-01")
        assert json.loads(out)["at"] == "2027-03-01"

    def test_what_does_not_fit_leaves_with_status_two(self, capsys: Any, tmp_path: Any) -> None:
        file = tmp_path / "demande.json"
        file.write_text(json.dumps({**ASKED, "goal": "riche"}))
        status, _, err = run(capsys, "route", str(file))
        assert status == 2
        assert "goal : un de ces buts" in err
        Commune.objects.all().delete()
        file.write_text(json.dumps(ASKED))
        status, _, err = run(capsys, "route", str(file))
        assert status == 2
        assert "person.commune" in err
        assert run(capsys, "route", str(tmp_path / "absent.json"))[0] == 2
