"""The IAE beyond its cases: tables that agree, lengths that only grow, codes nobody knows."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest

from passerelles.law.answering import check
from passerelles.law.catalogue import the_catalogue
from passerelles.law.criteria import criteria_of
from passerelles.law.document import Document
from passerelles.law.findings import Answer, Severity, Verdict
from passerelles.law.iae.exit_tables import ExitCategory, exit_table
from passerelles.law.iae.lengths import Length, length_of, merged
from passerelles.law.iae.pass_iae import pass_dates
from passerelles.law.iae.reasons import prolongation_reasons, suspension_reasons
from passerelles.law.parameters import Parameter, the_book
from passerelles.law.reading import read_data
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.rules.kinds import kinds

TODAY = date(2026, 11, 22)


def _ask(act: dict[str, Any], at: date = TODAY, **rest: Any) -> Answer:
    return check(read_data({"at": at, "act": act, **rest}))


def _cddi(end: date, **rest: Any) -> dict[str, Any]:
    return {
        "kind": "contract",
        "type": "cddi",
        "employer_kind": "aci",
        "start": TODAY,
        "end": end,
        "weekly_hours": 26,
    } | rest


def test_there_are_four_criteria_of_level_one_and_fourteen_of_level_two() -> None:
    levels = [criterion.level for criterion in criteria_of("iae")]
    assert levels.count(1) == 4
    assert levels.count(2) == 14
    assert criteria_of("unheard_of") == ()


def test_places_have_an_exit_objective_in_the_law_as_in_the_directory() -> None:
    places = exit_table().places
    told = {code: kind.exit for code, kind in kinds().items() if code in places}
    assert told == {code: place.objective for code, place in places.items()}
    assert {code for code, kind in kinds().items() if kind.exit} <= set(places)


def test_reasons_name_values_of_the_book_and_rules_name_them_too() -> None:
    quoted = {key for v in the_catalogue().versions("IAE-08") for key in v.parameters}
    for reason in (*suspension_reasons().values(), *prolongation_reasons().values()):
        named = {key for key in (reason.days_max, reason.total_max, reason.age_min) if key}
        assert named <= quoted
        assert all(the_book().rows(key) for key in named)


@pytest.mark.parametrize("kind", ["suspension", "prolongation"])
def test_a_reason_nobody_knows_is_refused_with_those_that_exist(kind: str) -> None:
    answer = _ask({"kind": kind, "reason": "vacances"})
    refused = [f for f in answer.of(Severity.BLOCK) if "motif" in f.message]
    assert refused
    assert refused[0].remedy.startswith("Motifs possibles")


def test_a_destination_nobody_knows_is_asked_again() -> None:
    act = {"kind": "exit", "place_kind": "aci", "left_on": TODAY, "destination": "mars"}
    answer = _ask(act | {"presence_months": 8})
    assert answer.missing == ("act.destination",)


def test_each_destination_and_contract_has_a_category() -> None:
    assert {d.category for d in exit_table().destinations.values()} == set(ExitCategory)
    text = (resources.files("passerelles.law") / "data" / "exits.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)["destinations"]) == set(exit_table().destinations)


def test_one_more_day_never_makes_a_cddi_shorter() -> None:
    history = [
        {"kind": "contract", "type": "cddi", "start": "2025-01-31", "end": "2025-07-30"},
        {"kind": "contract", "type": "cddi", "start": "2025-12-01", "end": "2026-02-27"},
    ]
    before, refused = Length(0, 0), False
    for days in range(120, 900):
        answer = _ask(_cddi(TODAY + timedelta(days=days)), history=history)
        months, over = answer.computed["cddi_months"], answer.computed["cddi_days_over"]
        length = Length(int(str(months)), int(str(over)))
        assert length >= before
        assert not (refused and answer.verdict is not Verdict.REFUSED)
        before, refused = length, answer.verdict is Verdict.REFUSED
    assert refused


def test_spans_that_touch_are_one_and_a_gap_keeps_its_days() -> None:
    first = (date(2026, 1, 1), date(2026, 1, 31))
    assert merged([(date(2026, 2, 1), date(2026, 2, 28)), first]) == [
        (date(2026, 1, 1), date(2026, 2, 28))
    ]
    assert length_of([first, (date(2026, 3, 1), date(2026, 3, 15))]) == Length(1, 15)
    assert length_of(
        [(date(2026, 1, 1), date(2026, 1, 20)), (date(2026, 3, 1), date(2026, 3, 10))]
    ) == (Length(1, 0))


def test_a_pass_without_events_lasts_its_days_and_an_event_before_it_counts_for_nothing() -> None:
    act = {"kind": "suspension", "start": "2024-01-01", "end": "2024-03-01"}
    earlier = read_data({"at": TODAY, "act": act}).act
    dates = pass_dates(date(2024, 11, 23), 730, [earlier])
    assert dates is not None
    assert (dates.end, dates.suspended_days) == (date(2026, 11, 22), 0)


def _with_row(key: str, value: str) -> Any:
    row = the_book().rows(key)[0]
    own = Parameter(
        key, row.label, type(row.value)(value), row.unit, None, None, row.source, row.article,
        row.confidence, "", "ACI du Marais",
    )  # fmt: skip
    return the_book().with_rows_above([own])


def test_six_months_are_durable_or_not_as_the_organisation_set_it() -> None:
    act = {"kind": "exit", "place_kind": "aci", "left_on": TODAY, "destination": "fixed_term"}
    question = read_data({"at": TODAY, "act": act | {"contract_months": 6, "presence_months": 8}})
    shipped = check(question)
    strict = check(question, book=_with_row("exit_durable_strict", "1"))
    assert shipped.computed["exit_category"] == "durable"
    assert strict.computed["exit_category"] == "transition"
    assert "ACI du Marais" in {row.owner for row in strict.parameters}


def test_a_new_law_on_territories_is_a_setting() -> None:
    act = {"kind": "contract", "type": "ebe_cdi", "employer_kind": "ebe", "start": "2027-02-01"}
    person = {"situations": [{"kind": "durably_unemployed_tzcld"}]}
    question: Document = read_data({"at": TODAY, "person": person, "act": act})
    assert check(question).verdict is Verdict.WARNINGS
    assert check(question, book=_with_row("tzcld_open", "1")).verdict is Verdict.ALLOWED


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("eiti_reopened", {"kind": "contract", "type": "eiti_support", "employer_kind": "eiti"}),
        (
            "passerelle_reopened",
            {"kind": "assignment", "type": "passerelle", "host_kind": "company"},
        ),
    ],
)
def test_an_organisation_says_that_a_newer_text_reopened_an_experiment(
    key: str, act: dict[str, Any]
) -> None:
    question = read_data({"at": TODAY, "act": act | {"start": "2027-02-01"}})
    closed = [f for f in check(question).of(Severity.WARN) if "sauf texte" in f.message]
    reopened = check(question, book=_with_row(key, "1"))
    assert closed
    assert not [f for f in reopened.findings if "sauf texte" in f.message]


def test_support_for_the_self_employed_creates_no_contract() -> None:
    kind = work_kinds()["eiti_support"]
    assert not kind.creates_contract
    assert (kind.hours_min, kind.hours_max) == ("", "")
