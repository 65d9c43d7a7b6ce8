"""The contract of the API: whatever is sent, an answer in the promised shape, never a failure."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.law.asking import question_schema
from passerelles.law.findings import Verdict
from passerelles.planning.api import pace as routes_pace
from passerelles.planning.reading import request_schema
from passerelles.rulebook.api import pace as law_pace
from tests.api.bodies import any_json, of_schema

pytestmark = pytest.mark.django_db
CHECK, ROUTES = "/api/v1/law/check", "/api/v1/routes"

_questions = of_schema(question_schema(), question_schema()["$defs"])
_requests = of_schema(request_schema(), request_schema()["$defs"])
_many = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_some = settings(_many, max_examples=40)


def _post(client: Client, url: str, body: Any) -> Any:
    law_pace.forget()
    routes_pace.forget()
    raw = body if isinstance(body, bytes) else json.dumps(body)
    response = client.post(url, raw, content_type="application/json")
    assert response.status_code in {200, 422}, response.content[:300]
    answer = response.json()
    if response.status_code == 422:
        assert answer["errors"]
        assert all(set(error) == {"path", "expected"} for error in answer["errors"])
        assert all(error["expected"] for error in answer["errors"])
        return None
    return answer


@_many
@given(url=st.sampled_from([CHECK, ROUTES]), body=any_json | st.binary(max_size=200))
def test_anything_is_answered(client: Client, url: str, body: Any) -> None:
    _post(client, url, body)


@_many
@given(question=_questions)
def test_any_question_of_the_schema_is_answered(client: Client, question: Any) -> None:
    answer = _post(client, CHECK, question)
    if answer is None:
        return
    assert answer["verdict"] in set(Verdict)
    for finding in answer["findings"]:
        assert finding["message"]
        assert finding["article"]
        assert finding["missing"] or finding["severity"] != "unknown"


@_some
@given(request=_requests)
def test_any_request_of_routes_is_answered(client: Client, request: Any) -> None:
    answer = _post(client, ROUTES, request)
    if answer is None:
        return
    for route in answer["routes"]:
        assert route["steps"]
        assert all(
            step["state"] in {"open", "open_if", "unknown", "closed"} for step in route["steps"]
        )
    for bridge in answer["closed"]:
        assert bridge["reasons"] or bridge["opens"]
