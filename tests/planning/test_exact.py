"""The planner finds exactly what an exhaustive search finds, on small random worlds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine.appraising import Appraiser
from passerelles.planning.engine.planning import world_of
from passerelles.planning.engine.search import best_routes, routes_in_order
from passerelles.planning.engine.world import STATION_BITS, World, different, stations_of
from passerelles.planning.rules.routes import Goal, Priority, RouteRequest
from tests.planning.worlds import AT, Whole, every_route, worlds

thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ordered(world: World) -> list[Whole]:
    return sorted(
        every_route(world),
        key=lambda route: (route.cost, route.stations, STATION_BITS[route.arrival]),
    )


@thorough
@given(worlds())
def test_the_best_route_is_that_of_an_exhaustive_search(world: World) -> None:
    every = _ordered(world)
    best = best_routes(world, 1)
    if not every:
        assert best == []
        return
    assert (best[0].cost, best[0].signature) == (every[0].cost, every[0].signature)


@thorough
@given(worlds())
def test_the_next_ones_are_the_best_among_those_different_from_all_before(world: World) -> None:
    expected: list[Whole] = []
    for route in _ordered(world):
        if all(different(route.signature, other.signature) for other in expected):
            expected.append(route)
    wanted = [(route.cost, route.signature) for route in expected]
    assert [(route.cost, route.signature) for route in best_routes(world, 100)] == wanted
    assert [(route.cost, route.signature) for route in best_routes(world, 2)] == wanted[:2]


@thorough
@given(worlds())
def test_routes_come_best_first_and_exist(world: World) -> None:
    every = set(every_route(world))
    before: tuple[int, ...] = ()
    for route in routes_in_order(world):
        codes = tuple(
            taken.bridge.code for leg in route.legs for taken in (*leg.preparations, leg.move)
        )
        assert Whole(route.cost, route.stations, route.arrival, codes) in every
        assert before <= route.cost
        before = route.cost


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("first", Priority)
def test_the_shipped_bridges_too(status: Status, first: Priority) -> None:
    """The same equality on the real table and the real law, from every status."""
    person = Person(
        birth_date=date(2004, 5, 1),
        status=status,
        situations=(Situation(kind=SituationKind.RSA, end=date(2027, 5, 1)),),
    )
    request = RouteRequest(at=AT, person=person, goal=Goal.ORDINARY_JOB, priorities=(first,))
    world = world_of(request, lambda bridge: None, Appraiser(person, AT))
    expected: list[Whole] = []
    for route in _ordered(world):
        if all(different(route.signature, other.signature) for other in expected):
            expected.append(route)
    assert expected or status in {Status.OPEN_ENDED, Status.EBE_EMPLOYEE}
    assert [(route.cost, route.signature) for route in best_routes(world, 5)] == [
        (route.cost, route.signature) for route in expected[:5]
    ]


def test_different_counts_stations_of_one_route_only() -> None:
    a, b, c, d, e = list(STATION_BITS.values())[:5]

    def alike(one: int, other: int) -> bool:
        return not different((one, Status.OPEN_ENDED), (other, Status.OPEN_ENDED))

    assert not alike(a, a | b)  # one in two
    assert alike(a | b, a | b | c)  # one in three
    assert not alike(a | b, a | c)  # two in three
    assert not alike(a | b | c, a | b | d)  # two in four
    assert alike(a | b | c | d, a | b | c | e)  # two in five
    assert alike(a | b, a | b)
    assert different((a | b, Status.OPEN_ENDED), (a | b, Status.EA_EMPLOYEE))
    assert stations_of(a | c) == frozenset(list(STATION_BITS)[:3:2])
