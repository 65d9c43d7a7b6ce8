"""The law over HTTP: no account, nothing kept, mistakes in French, never a failure."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from passerelles.journal.models import JournalEntry
from passerelles.law.asking import question_schema
from passerelles.law.work_kinds import work_kinds
from passerelles.rulebook.api import pace
from passerelles.web.api import ADDRESSES, BODY_BYTES, AddressThrottle
from tests.access.test_silence import written  # noqa: F401 — the console as it is written

pytestmark = pytest.mark.django_db
CHECK, RULES = "/api/v1/law/check", "/api/v1/law/rules"
CDDI = {
    "at": "2026-11-22",
    "act": {"kind": "contract", "type": "cddi", "employer_kind": "ei", "weekly_hours": 40},
}


@pytest.fixture(autouse=True)
def _new_minute() -> None:
    pace.forget()


def _ask(client: Client, body: Any, **extra: Any) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(CHECK, text, content_type="application/json", **extra)


def test_a_question_is_answered_without_account_cookie_or_trace(client: Client) -> None:
    lines = JournalEntry.objects.count()
    response = _ask(client, CDDI)
    assert response.status_code == 200
    answer = response.json()
    assert answer["verdict"] == "refused"
    assert set(answer) == {"at", "verdict", "findings", "computed", "checked", "parameters"}
    reason = answer["findings"][0]
    assert (reason["rule"], reason["severity"]) == ("IAE-09", "block")
    assert reason["parameters"][0]["value"] == 35
    assert set(reason["parameters"][0]) >= {"from", "to", "source", "confidence", "owner"}
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert JournalEntry.objects.count() == lines


def test_the_answer_is_the_one_of_the_command(client: Client) -> None:
    from passerelles.law.answering import check
    from passerelles.law.answers import answer_data
    from passerelles.law.reading import read_data

    assert _ask(client, CDDI).json() == json.loads(json.dumps(answer_data(check(read_data(CDDI)))))


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"at": "2026-11-22", "act": {"kind": "contract", "type": "?"}}, "act.type", "un de ces"),
        ({"act": {"kind": "suspension", "start": "demain"}}, "act.start", "une date"),
        ({"act": CDDI["act"], "qui": 1}, "qui", "ce nom n’existe pas"),
        ("{", "", "un document JSON valide"),
        (b"\xff\xfe\x00", "", "un document JSON valide"),
        ("[]", "", "un objet entre accolades"),
        ("", "", "un document JSON valide"),
        ("[" * 60_000, "", "un document JSON valide"),
    ],
)
def test_what_does_not_fit_is_said_in_french_with_its_place(
    client: Client, body: Any, path: str, expected: str
) -> None:
    response = _ask(client, body)
    assert response.status_code == 422
    first = response.json()["errors"][0]
    assert first["path"] == path
    assert first["expected"].startswith(expected)


def test_a_body_that_is_too_long_is_refused(client: Client) -> None:
    response = _ask(client, b" " * (BODY_BYTES + 1))
    assert response.status_code == 413
    assert response.json() == {
        "errors": [{"path": "", "expected": "un document de 64 Kio au plus"}]
    }


def test_an_address_that_asks_too_often_waits_and_others_do_not(client: Client) -> None:
    statuses = [client.get("/api/v1/law/schema").status_code for _ in range(pace.tries)]
    assert set(statuses) == {200}
    response = _ask(client, CDDI)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "recommencez dans" in response.json()["errors"][0]["expected"]
    assert _ask(client, CDDI, REMOTE_ADDR="203.0.113.9").status_code == 200


def _request(address: str) -> Any:
    from django.test import RequestFactory

    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_the_pace_counts_a_window_a_network_and_holds_a_bounded_memory() -> None:
    moment = [0.0]
    throttle = AddressThrottle(2, clock=lambda: moment[0])
    same_network = [_request(f"2001:db8:1:2::{number}") for number in (1, 2, 3)]
    assert [throttle.allow_request(r) for r in same_network] == [True, True, False]
    assert throttle.allow_request(_request("2001:db8:1:3::1"))
    moment[0] = 60.0
    assert throttle.allow_request(same_network[0])
    for number in range(ADDRESSES + 50):
        throttle.allow_request(_request(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"))
    assert len(throttle._counts) <= ADDRESSES + 1
    assert not throttle.allow_request(_request("198.51.100.7"))


def test_rules_of_a_day_with_search_and_family(client: Client) -> None:
    listed = client.get(RULES, {"at": "2026-11-22", "family": "iae", "q": "cdd insertion"}).json()
    assert "IAE-09" in [rule["id"] for rule in listed["rules"]]
    assert {rule["family"] for rule in listed["rules"]} == {"IAE"}
    assert listed["count"] == len(listed["rules"])
    rule = next(rule for rule in listed["rules"] if rule["id"] == "IAE-09")
    assert rule["confidence_label"] == "vérifié"
    assert client.get(RULES, {"q": "licorne"}).json()["rules"] == []


@pytest.mark.parametrize(
    ("asked", "path"),
    [({"at": "hier"}, "at"), ({"at": "1500-01-01"}, "at"), ({"family": "XYZ"}, "family"),
     ({"q": "x" * 500}, "q")],
)  # fmt: skip
def test_a_parameter_that_does_not_fit_is_said_in_french(
    client: Client, asked: dict[str, str], path: str
) -> None:
    response = client.get(RULES, asked)
    assert response.status_code == 422
    (mistake,) = response.json()["errors"]
    assert mistake["path"] == path
    assert mistake["expected"] != "une valeur de la bonne forme"


def test_the_schema_and_the_description_hold_together(client: Client) -> None:
    assert client.get("/api/v1/law/schema").json() == question_schema()
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {CHECK, RULES, "/api/v1/law/schema"} <= set(described["paths"])
    parts = described["components"]["schemas"]
    assert "Question" in parts
    for reference in _references(described):
        assert reference.removeprefix("#/components/schemas/") in parts, reference


def test_the_schema_names_the_codes_that_are_read_and_no_other(client: Client) -> None:
    acts = {"Contract": "contract", "Immersion": "immersion", "Assignment": "assignment"}
    for name, kind in acts.items():
        codes = question_schema()["$defs"][name]["properties"]["type"]["enum"]
        assert codes
        for code in codes:
            pace.forget()
            assert _ask(client, {"act": {"kind": kind, "type": code}}).status_code == 200, code
        assert _ask(client, {"act": {"kind": kind, "type": "autre"}}).status_code == 422
    assert {
        c for n in acts for c in question_schema()["$defs"][n]["properties"]["type"]["enum"]
    } == set(work_kinds())


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        own += [v for v in node.get("mapping", {}).values() if str(v).startswith("#")]
        return own + [r for value in node.values() for r in _references(value)]
    return [r for item in node for r in _references(item)] if isinstance(node, list) else []


def test_the_reference_page_says_every_operation_and_every_act(client: Client) -> None:
    page = client.get("/api/").content.decode()
    for words in (CHECK, RULES, "openapi.json", "Contract", "Oeth"):
        assert words in page
    shapes = re.findall(r'href="(/api/objets/\w+/)"', page)
    assert len(shapes) > 20
    for url in shapes:
        assert client.get(url).status_code == 200, url
    contract = client.get("/api/objets/Contract/").content.decode()
    assert "weekly_hours" in contract
    assert "cddi" in contract
    assert "/api/objets/Derogation/" in contract
    assert client.get("/api/objets/Mariage/").status_code == 404


def test_what_was_asked_never_reaches_the_logs(
    client: Client,
    written: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marker = "Zébulon-Quatrefages"
    _ask(client, {"act": {**CDDI["act"], "employer": marker}})
    _ask(client, f'{{"act": "{marker}"')
    _ask(client, {"act": {"kind": marker}, marker: 1})

    def broken(*args: Any) -> Any:
        raise RuntimeError(marker)

    monkeypatch.setattr("passerelles.rulebook.api.check", broken)
    response = _ask(client, {"act": {**CDDI["act"], "employer": marker}})
    assert response.status_code == 500
    assert "réessayez plus tard" in response.json()["errors"][0]["expected"]
    assert marker not in response.content.decode()
    assert "RuntimeError" in written.getvalue()
    assert marker not in written.getvalue()
