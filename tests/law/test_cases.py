"""The cases of law, one by one, and whether each computed rule has all the cases it needs."""

from __future__ import annotations

import pytest

from passerelles.law.catalogue import the_catalogue
from passerelles.law.checking import declared
from passerelles.law.findings import Severity
from tests.law.reading_cases import (
    SIDES,
    Case,
    cases,
    computed_rules,
    gravest,
    needed_sides,
    plain_data,
    without,
)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_law_answers_as_the_case_says(case: Case) -> None:
    answer = case.answer()
    findings = case.findings(answer)
    data = case.data
    said = " | ".join(f"{f.severity}: {f.message} {f.remedy}" for f in findings)
    assert gravest(findings) == data["severity"], said
    if "says" in data:
        assert data["says"] in said
    if "missing" in data:
        missing = {path for finding in findings for path in finding.missing}
        assert set(data["missing"]) <= missing
    if "opens" in data:
        assert set(data["opens"]) <= {code for finding in findings for code in finding.opens}
    if "opens_on" in data:
        assert data["opens_on"] in {finding.opens_on for finding in findings}
    if "verdict" in data:
        assert answer.verdict == data["verdict"], answer.findings
    for name, value in data.get("computed", {}).items():
        assert plain_data(answer.computed[name]) == plain_data(value)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_case_is_on_the_side_it_says(case: Case) -> None:
    assert case.side in SIDES
    allowed = {
        "passes": {"none", "info"},
        "fails": {"warn", "block"},
        "unknown": {"unknown", "block"},
    }.get(case.side)
    assert allowed is None or case.data["severity"] in allowed
    assert case.side != "unknown" or case.data.get("missing"), (
        "un cas « unknown » nomme ce qui manque"
    )
    assert case.rule in the_catalogue()


@pytest.mark.parametrize("rule_id", computed_rules())
def test_every_computed_rule_has_all_the_cases_it_needs(rule_id: str) -> None:
    there = {case.side for case in cases() if case.rule == rule_id}
    assert there >= needed_sides(rule_id), f"cas absents : {needed_sides(rule_id) - there}"


def test_every_rule_said_computed_is_computed_and_no_other() -> None:
    assert set(computed_rules()) == {entry.rule_id for entry in declared()}


def test_a_case_said_without_object_has_a_reason_and_no_case() -> None:
    for rule_id, sides in without().items():
        assert rule_id in the_catalogue()
        for side, reason in sides.items():
            assert side in SIDES
            assert len(reason) > 15
            assert not [c for c in cases() if c.rule == rule_id and c.side == side]


@pytest.mark.parametrize("case", cases(), ids=str)
def test_the_answer_does_not_depend_on_the_order_of_the_history(case: Case) -> None:
    if len(case.data.get("history", [])) < 2:
        return
    backwards = Case(case.rule, {**case.data, "history": case.data["history"][::-1]})
    assert backwards.answer() == case.answer()


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_unknown_always_names_what_is_missing(case: Case) -> None:
    for finding in case.answer().findings:
        assert (finding.severity is Severity.UNKNOWN) == bool(finding.missing)
