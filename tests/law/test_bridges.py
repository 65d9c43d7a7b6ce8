"""The shipped tables of statuses and bridges hold together."""

from __future__ import annotations

import pytest

from passerelles.law.bridges import (
    Bridge,
    BridgeError,
    bridge_by_code,
    bridges,
    fact_text,
    read_bridges,
    statuses,
)
from passerelles.law.catalogue import the_catalogue
from passerelles.law.person import Status
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.work_kinds import work_kinds
from passerelles.organisations.rules.kinds import is_kind
from passerelles.pathways.rules.stages import StageKind
from passerelles.planning.engine.acts import prepared
from passerelles.planning.engine.words import articles_of, people, rules_of, signatories
from passerelles.planning.rules.routes import GOAL_TEXTS
from tests.planning.people import AT

every = pytest.mark.parametrize("bridge", bridges(), ids=lambda bridge: bridge.code)


@every
def test_a_bridge_names_only_what_exists(bridge: Bridge) -> None:
    assert bridge.stage in set(StageKind)
    assert [kind for kind in bridge.place_kinds if not is_kind(kind)] == []
    assert [rule for rule in bridge.rules if rule not in the_catalogue()] == []
    for code in bridge.gives | bridge.asks:
        assert fact_text(code).label
    for act in bridge.acts:
        if "type" in act.fields:
            assert act.fields["type"] in work_kinds()
        if act.kind == "enrolment":
            assert act.fields["programme"] in shipped_programmes()
    assert len(prepared(bridge)) == len(bridge.acts)


@every
def test_a_bridge_says_who_decides_and_signs_in_words(bridge: Bridge) -> None:
    assert bridge.label
    assert bridge.plain.endswith(".")
    assert bridge.deciders
    assert signatories(bridge)
    for words in (*people(bridge.deciders), *signatories(bridge)):
        assert "_" not in words
        assert words != words.upper()


@every
def test_a_bridge_that_rests_on_the_law_has_an_article(bridge: Bridge) -> None:
    rules = rules_of(bridge, ())
    if bridge.acts or bridge.rules:
        assert rules
        assert articles_of(rules, AT) != ()


def test_every_status_has_words_and_its_places_exist() -> None:
    assert set(statuses()) == set(Status)
    for text in statuses().values():
        assert text.label
        assert text.short
        assert text.plain
        assert [kind for kind in text.kinds if not is_kind(kind)] == []


def _reached(start: Status) -> set[Status]:
    seen, ring = {start}, {start}
    while ring:
        ring = {
            bridge.target
            for bridge in bridges()
            if bridge.target is not None and bridge.sources & ring
        } - seen
        seen |= ring
    return seen


@pytest.mark.parametrize("start", [Status.IME, Status.WITHOUT_EMPLOYMENT, Status.SCHOOL])
def test_every_goal_can_be_reached_from_where_people_start(start: Status) -> None:
    reached = _reached(start)
    for goal in GOAL_TEXTS.values():
        assert goal.statuses & reached


def test_every_status_leads_somewhere_and_all_but_the_first_are_reached() -> None:
    left = {source for bridge in bridges() for source in bridge.sources}
    assert set(Status) - left == set()
    first = {Status.IME, Status.SCHOOL, Status.IMMERSION, Status.WITHOUT_EMPLOYMENT}
    assert set(Status) - _reached(Status.WITHOUT_EMPLOYMENT) <= first


def test_whoever_left_the_esat_may_come_back() -> None:
    back = bridge_by_code()["return_to_esat"]
    assert back.target is Status.ESAT_WORKER
    assert {Status.OPEN_ENDED, Status.FIXED_TERM, Status.EA_EMPLOYEE} <= back.sources
    for code in ("esat_to_ordinary", "esat_to_fixed_term", "esat_shared_time"):
        assert bridge_by_code()[code].right_of_return


def test_what_an_earlier_step_may_obtain_exists() -> None:
    """Whatever is wanted is given by some bridge, or is a situation one holds or not."""
    given = {code for bridge in bridges() for code in bridge.gives}
    for bridge in bridges():
        assert bridge.eased_by <= given
        assert {w for w in bridge.wants if not any(w in group for group in bridge.needs)} <= given


GOOD = """
[one]
label = "Un"
plain = "Un."
from = ["ime"]
to = "trainee"
stage = "training"
"""


def test_a_wrong_table_is_refused_with_its_bridge() -> None:
    (one,) = read_bridges(GOOD, statuses())
    assert one.target is Status.TRAINEE
    for wrong in (
        GOOD.replace('"trainee"', '"nowhere"'),
        GOOD.replace('"trainee"', '"ime"'),
        GOOD + 'wants = ["magic"]\n',
        GOOD + "colour = 3\n",
        GOOD.replace('to = "trainee"\n', ""),
        GOOD.replace('from = ["ime"]', "from = []"),
    ):
        with pytest.raises(BridgeError, match=r"^one : "):
            read_bridges(wrong, statuses())
