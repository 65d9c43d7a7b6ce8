"""David, 46, ASS, no diploma, near Dunkerque: the route of the source comes among the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from passerelles.law.situations import SituationKind
from passerelles.planning.answering import answer_routes
from passerelles.planning.rules.routes import Goal, Priority, Route, RouteRequest, StepState
from tests.planning.scenes import AT, DAVID, codes, found, holds, make_territory

pytestmark = pytest.mark.django_db

ROUTE = ("to_aci", "request_rqth", "training_in_contract", "pmsmp_in_contract", "to_ea")


@pytest.fixture
def davids() -> Route:
    make_territory()
    request = RouteRequest(at=AT, person=DAVID, goal=Goal.OPEN_ENDED_CONTRACT, limit=3)
    route = found(answer_routes(request), *ROUTE)
    assert route is not None
    return route


def test_it_is_among_the_first_three_because_every_step_is_prepared_and_near(
    davids: Route,
) -> None:
    assert davids.number <= 3
    assert davids.measures[Priority.SUPPORT] == 0
    assert davids.said[Priority.SUPPORT] == "préparé et accompagné à chaque étape"
    assert davids.title == "ACI, Demande de RQTH, Formation, Immersion, CDI en EA"


def test_the_aci_is_open_by_the_ass(davids: Route) -> None:
    aci = davids.steps[0]
    assert (aci.state, aci.start) == (StepState.OPEN, AT)
    assert "Allocataire de l’ASS : critère de niveau 1, il suffit." in [
        reason.message for reason in aci.reasons
    ]
    assert any("L5132-3" in article for article in aci.articles)
    assert aci.places is not None
    assert [place.name for place in aci.places.places] == [
        "Chantier du Beffroi",  # it does what he wishes
        "Les Jardins de la Digue",
    ]


def test_the_adapted_company_opens_with_the_rqth_obtained_on_the_way(davids: Route) -> None:
    rqth, ea = davids.steps[1], davids.steps[4]
    assert rqth.state is StepState.OPEN_IF  # only he can say it concerns him
    assert ea.state is StepState.OPEN_IF
    assert [(need.code, need.step) for need in ea.needs] == [("rqth", rqth.number)]
    assert ea.start >= rqth.end
    assert ea.start >= davids.steps[0].end  # the contract of four months is kept
    assert ea.places is not None
    assert [place.name for place in ea.places.places] == ["Flandre Services Adaptés"]
    assert ea.places.places[0].matches


def test_training_comes_before_immersion_and_both_during_the_contract(davids: Route) -> None:
    aci, _rqth, training, immersion, ea = davids.steps
    assert aci.start <= training.start < training.end <= immersion.start < ea.start


def test_an_eligibility_by_age_is_not_invented(davids: Route) -> None:
    """At 46 he is neither under 26 nor over 50: the criteria met are those he told."""
    texts = " ".join(reason.message for step in davids.steps for reason in step.reasons)
    assert "26 ans" not in texts
    assert "50 ans" not in texts


def test_with_the_rqth_the_adapted_company_is_open_at_once() -> None:
    make_territory()
    person = replace(DAVID, situations=holds(SituationKind.ASS, SituationKind.RQTH))
    request = RouteRequest(at=AT, person=person, goal=Goal.ADAPTED_COMPANY, limit=3)
    answer = answer_routes(request)
    assert answer.routes
    assert all("request_rqth" not in codes(route) for route in answer.routes)
    last = answer.routes[0].steps[-1]
    assert last.state is StepState.OPEN


def test_closed_bridges_say_what_would_open_them() -> None:
    make_territory()
    request = RouteRequest(at=AT, person=DAVID, goal=Goal.OPEN_ENDED_CONTRACT)
    closed = {bridge.code: bridge for bridge in answer_routes(request).closed}
    tremplin = closed["to_ea_tremplin"]
    assert tremplin.opens[0].text.startswith("RQTH obtenue")
    inclusion = closed["to_inclusion_cdi"]
    assert {need.on for need in inclusion.opens} >= {date(2037, 3, 5)}  # 57 years
    assert closed["to_esat"].opens[0].text == "orientation en ESAT décidée par la CDAPH"
    assert closed["tapaj"].opens == ()  # over 25: nothing would open it


def test_the_order_is_what_he_says_matters() -> None:
    make_territory()
    for priority in Priority:
        request = RouteRequest(
            at=AT, person=DAVID, goal=Goal.OPEN_ENDED_CONTRACT, priorities=(priority,), limit=3
        )
        answer = answer_routes(request)
        figures = [route.measures[priority] for route in answer.routes]
        assert answer.order[0] is priority
        assert figures == sorted(figures)
    soon = RouteRequest(
        at=AT, person=DAVID, goal=Goal.OPEN_ENDED_CONTRACT, priorities=(Priority.SOON,)
    )
    first = answer_routes(soon).routes[0]
    assert codes(first)[-1] == "ordinary_open_ended"
    assert first.arrives_on == AT  # the law asks no detour of anybody
