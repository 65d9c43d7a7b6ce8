"""Nothing is ordered by who the person is, beyond what a legal condition requires."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.law.bridges import bridges
from passerelles.law.person import Person, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine.planning import plan
from passerelles.planning.rules.routes import (
    Goal,
    PlacesNear,
    Priority,
    Route,
    RouteAnswer,
    RouteRequest,
)
from tests.planning.people import AT, persons

usual = settings(max_examples=25, deadline=None)


def _answer(person: Person) -> RouteAnswer:
    request = RouteRequest(at=AT, person=person, goal=Goal.OPEN_ENDED_CONTRACT)
    return plan(request, lambda bridge: PlacesNear(kinds=bridge.place_kinds))


def _shape(route: Route) -> tuple[object, ...]:
    steps = tuple((s.code, s.state, s.start, s.end, s.missing) for s in route.steps)
    return route.title, route.measures, steps


@usual
@given(persons(), st.integers(35 * 366, 44 * 365), st.integers(35 * 366, 44 * 365))
def test_two_ages_within_the_same_legal_conditions_have_the_same_routes(
    person: Person, one: int, other: int
) -> None:
    """Between 35 and 45 no condition of age begins nor ends within the horizon of a route."""
    first = _answer(replace(person, birth_date=AT - timedelta(days=one)))
    second = _answer(replace(person, birth_date=AT - timedelta(days=other)))
    assert [_shape(route) for route in first.routes] == [_shape(route) for route in second.routes]
    assert [bridge.code for bridge in first.closed] == [bridge.code for bridge in second.closed]


@usual
@given(persons(), st.sampled_from(["59183", "02408", None]))
def test_where_one_lives_counts_only_by_the_distance_of_places(
    person: Person, commune: str | None
) -> None:
    here = _answer(replace(person, commune="76540", reach_km=20))
    there = _answer(replace(person, commune=commune, reach_km=20))
    assert [_shape(route) for route in here.routes] == [_shape(route) for route in there.routes]


def test_the_person_of_a_request_has_neither_name_nor_gender_nor_origin() -> None:
    known = {field.name for field in fields(Person)}
    assert known == {
        "birth_date",
        "diploma_level",
        "status",
        "situations",
        "unknown",
        "commune",
        "reach_km",
        "wishes",
        "weekly_hours",
    }


def test_a_foreign_diploma_prepares_like_another() -> None:
    def measures(level: str) -> list[object]:
        person = Person(
            birth_date=date(1985, 1, 1),
            status=Status.WITHOUT_EMPLOYMENT,
            situations=(),
            diploma_level=level,  # type: ignore[arg-type]
        )
        found = _answer(person)
        return [route.measures[Priority.SUPPORT] for route in found.routes]

    assert measures("foreign") == measures("bac")


def test_being_a_refugee_opens_and_never_lowers() -> None:
    plain = Person(birth_date=date(1985, 1, 1), status=Status.WITHOUT_EMPLOYMENT, situations=())
    codes = {step.code for route in _answer(plain).routes for step in route.steps}
    assert codes <= {bridge.code for bridge in bridges()}
    assert all(SituationKind.REFUGEE not in bridge.eased_by for bridge in bridges())
