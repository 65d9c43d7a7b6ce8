"""Nothing tells whether somebody is known elsewhere: same status, body, size and SQL.

Times are compared by ``benchmarks/oracle_timing.py``; here, the work itself is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from passerelles.people.models import Person
from tests.cast import Cast, make_person

NEW = "/personnes/nouvelle/"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def masked(answer: HttpResponse, *typed: str) -> str:
    """The whole answer, headers included, without what differs from one request to the next."""
    headers = "\n".join(f"{key}: {value}" for key, value in sorted(answer.items()))
    text = f"{answer.status_code}\n{headers}\n{answer.content.decode()}"
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "CSRF", text)
    text = re.sub(UUID, "UUID", text)
    text = re.sub(r"X-Request-Id: .*", "X-Request-Id", text, flags=re.IGNORECASE)
    for word in typed:
        text = text.replace(word, "x" * 6)
    return text


def shape_of_queries(run: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What was asked of the database, less the values."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        result = run()
    shapes = []
    for query in captured.captured_queries:
        sql = re.sub(r"'(?:[^']|'')*'", "?", query["sql"])
        sql = re.sub(r"\b[0-9a-f]{32}\b|\b\d+(\.\d+)?\b", "?", sql)
        shapes.append(re.sub(r"s\d+_x\d+|\bs\?_x\?|\"s[^\"]+\"", "savepoint", sql))
    return result, shapes


def open_record(client: Client, identity: dict[str, Any], first: str, last: str) -> Any:
    typed = {
        **identity,
        "first_name": first,
        "last_name": last,
        "birth_date_day": "14",
        "birth_date_month": "3",
        "birth_date_year": "2009",
    }
    return client.post(NEW, typed)


def test_opening_the_record_of_somebody_known_elsewhere_answers_like_for_anybody_else(
    cast: Cast, zoe: Client, identity: dict[str, Any]
) -> None:
    open_record(zoe, identity, "Zélie", "Amorce")  # the first request warms caches
    Person.unscoped.filter(last_name="Amorce").update(birth_date="1950-01-01")
    miss, miss_sql = shape_of_queries(lambda: open_record(zoe, identity, "Noé", "Qarchanq"))
    Person.unscoped.filter(last_name="Qarchanq").update(birth_date="1951-01-01")
    hit, hit_sql = shape_of_queries(lambda: open_record(zoe, identity, "Léa", "Marchand"))
    assert masked(hit) == masked(miss)
    assert hit_sql == miss_sql


def test_the_page_after_opening_is_the_same_byte_for_byte(
    cast: Cast, zoe: Client, identity: dict[str, Any]
) -> None:
    answers = {}
    for first, last in (("Noé", "Marchanq"), ("Léa", "Marchand")):
        answer = open_record(zoe, identity, first, last)
        told = answer.context["told_apart"] if answer.context else ""
        if told:
            answer = open_record(zoe, {**identity, "told_apart": told}, first, last)
        page = zoe.get(answer["Location"])
        answers[first] = masked(page, first, last)
    assert answers["Noé"] == answers["Léa"]


def test_searching_somebody_known_elsewhere_asks_the_database_the_same(
    cast: Cast, zoe: Client
) -> None:
    make_person("Anatole", "Vivien", cast.stranger)

    def look_for(text: str) -> Any:
        zoe.post("/personnes/", {"text": text})
        return zoe.get("/personnes/")

    look_for("Amorce Zélie")
    miss, miss_sql = shape_of_queries(lambda: look_for("Noé Qarchanq"))
    hit, hit_sql = shape_of_queries(lambda: look_for("Léa Marchand"))
    assert masked(hit, "Léa Marchand") == masked(miss, "Noé Qarchanq")
    assert hit_sql == miss_sql


def test_a_task_is_queued_for_every_record_opened(
    cast: Cast, zoe: Client, identity: dict[str, Any]
) -> None:
    from django_tasks_db.models import DBTaskResult

    before = DBTaskResult.objects.count()
    open_record(zoe, identity, "Noé", "Qarchanq")
    open_record(zoe, {**identity}, "Léa", "Marchand")
    assert DBTaskResult.objects.count() == before + 2
