"""Small random worlds, and the slow and obvious search the planner is held equal to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from hypothesis import strategies as st

from passerelles.kernel.calendar import add_months
from passerelles.law.bridges import Bridge
from passerelles.law.person import Status
from passerelles.planning.engine.world import (
    STATION_BITS,
    Appraisal,
    Facts,
    Measures,
    Opening,
    World,
)
from passerelles.planning.rules.routes import DEFAULT_PRIORITIES, Priority

AT = date(2026, 11, 22)
STATUSES = tuple(Status)[:5]
FACTS = ("rqth", "prescription", "trade_skills", "tried_job")


@dataclass(frozen=True)
class Window:
    """When a bridge is open, what it needs, and whether something about it is not known."""

    opens: int
    closes: int
    needs: frozenset[str]
    known: bool

    def appraise(self, facts: Facts, day: date) -> Appraisal:
        if not self.needs <= facts or day > AT + timedelta(days=self.closes):
            return Appraisal(Opening.CLOSED)
        opens = AT + timedelta(days=self.opens)
        if day < opens:
            return Appraisal(Opening.CLOSED, opens)
        return Appraisal(Opening.OPEN if self.known else Opening.UNKNOWN)


def _facts(most: int = 2) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(FACTS), max_size=most)


@st.composite
def _bridge(draw: st.DrawFn, number: int) -> tuple[Bridge, Window, Measures]:
    moves = number % 5 < 3
    target = draw(st.sampled_from(STATUSES[1:])) if moves else None
    others = [status for status in STATUSES if status is not target]
    sources = draw(st.frozensets(st.sampled_from(others), min_size=1, max_size=4))
    if number == 0:  # something leaves from where one is
        sources |= {STATUSES[0]}
    gains = draw(_facts())
    if target is None and not gains:
        gains = frozenset({draw(st.sampled_from(FACTS))})
    needs = draw(_facts(1)) if draw(st.integers(0, 2)) == 0 else frozenset()
    bridge = Bridge(
        code=f"b{number}",
        label="",
        plain="",
        sources=sources,
        origin=STATUSES[0],
        target=target,
        station=target or draw(st.sampled_from([None, Status.TRAINEE, Status.IMMERSION])),
        stage="other",
        wants=needs | draw(_facts(1)),
        gains=gains,
        eased_by=draw(_facts(2)),
        occupies=draw(st.booleans()),
        months_usual=draw(st.integers(0, 6)),
        after_months=draw(st.sampled_from([0, 0, 3])),
    )
    opens = draw(st.integers(0, 300))
    window = Window(
        opens if draw(st.booleans()) else 0,
        opens + draw(st.integers(0, 1500)),
        needs,
        draw(st.integers(0, 3)) > 0,
    )
    measures = Measures(
        near=draw(st.integers(0, 2)), hours=draw(st.integers(0, 1)), wish=draw(st.integers(0, 1))
    )
    return bridge, window, measures


@st.composite
def worlds(draw: st.DrawFn) -> World:
    made = [draw(_bridge(number)) for number in range(draw(st.integers(5, 11)))]
    windows = {bridge.code: window for bridge, window, _m in made}
    order = tuple(draw(st.permutations(DEFAULT_PRIORITIES)))
    return World(
        bridges=tuple(bridge for bridge, _w, _m in made),
        start=STATUSES[0],
        goals=draw(st.frozensets(st.sampled_from(STATUSES[2:]), min_size=1, max_size=2)),
        at=AT,
        appraise=lambda bridge, facts, day: windows[bridge.code].appraise(facts, day),
        order=order,
        held=draw(_facts(1)),
        measures={bridge.code: measures for bridge, _w, measures in made},
        ends=draw(st.frozensets(st.sampled_from(STATUSES), max_size=1)),
        longest=3,
    )


class Whole(NamedTuple):
    cost: tuple[int, ...]
    stations: int
    arrival: Status
    codes: tuple[str, ...]

    @property
    def signature(self) -> tuple[int, Status]:
        return self.stations, self.arrival


def every_route(world: World) -> Iterator[Whole]:
    """Every route of the world, with no regard for order, cleverness or time."""
    yield from _from(world, world.start, world.at, world.at, world.held, (world.start,), ())


def _from(
    world: World,
    status: Status,
    since: date,
    free: date,
    facts: Facts,
    visited: tuple[Status, ...],
    done: tuple[tuple[Bridge, date, Facts, bool, bool], ...],
) -> Iterator[Whole]:
    if len(visited) > 1 and status in world.goals:
        yield _whole(world, done)
        return
    if len(visited) > world.longest or (len(visited) > 1 and status in world.ends):
        return
    here = world.preparations[status]
    for move in world.moves[status]:
        if move.target in visited:
            continue
        for size in range(len(here) + 1):
            for chosen in combinations(here, size):
                leg = _leg(world, since, free, facts, chosen, move)
                if leg is None:
                    continue
                steps, after = leg
                day = steps[-1][1]
                yield from _from(
                    world,
                    move.target,
                    day,
                    add_months(day, move.months),
                    after,
                    (*visited, move.target),
                    (*done, *steps),
                )


def _leg(
    world: World,
    since: date,
    free: date,
    facts: Facts,
    chosen: tuple[Bridge, ...],
    move: Bridge,
) -> tuple[list[tuple[Bridge, date, Facts, bool, bool]], Facts] | None:
    line = (*chosen, move)
    for rank, bridge in enumerate(chosen):
        new = bridge.gives - facts
        if not any(new & follower.asks for follower in line[rank + 1 :]):
            return None  # of no use to anything that follows before leaving
    ends: list[tuple[Bridge, date]] = []
    busy = since
    steps: list[tuple[Bridge, date, Facts, bool, bool]] = []
    for bridge in line:
        last = bridge is move
        relied = [(b, end) for b, end in ends if last or b.gives & bridge.asks]
        known = facts
        for other, _end in relied:
            known = known | other.gives
        day = max([since, *(end for _b, end in relied)])
        if last:
            day = max(day, free, add_months(since, bridge.after_months))
        elif bridge.occupies:
            day = max(day, busy)
        sure = None
        while True:
            if day > world.horizon:
                return None
            said = world.appraise(bridge, known, day)
            if said.opening is not Opening.CLOSED:
                sure = said.opening is Opening.OPEN
                break
            if said.opens_on is None or said.opens_on <= day:
                return None
            day = said.opens_on
        end = add_months(day, bridge.months)
        if bridge.occupies and not last:
            busy = end
        ends.append((bridge, end))
        steps.append((bridge, day, known, sure, last))
    after = facts
    for bridge in line:
        after = after | bridge.gives
    return steps, after


def _whole(world: World, done: tuple[tuple[Bridge, date, Facts, bool, bool], ...]) -> Whole:
    figures = {
        Priority.SOON: (done[-1][1] - world.at).days,
        Priority.FEW_STEPS: len(done),
        Priority.NEAR: max(world.measures.get(b.code, Measures()).near for b, *_ in done),
        Priority.HOURS: sum(world.measures.get(b.code, Measures()).hours for b, *_ in done),
        Priority.WISH: sum(world.measures.get(b.code, Measures()).wish for b, *_ in done),
        Priority.SUPPORT: sum(len(b.eased_by - known) for b, _d, known, _s, _move in done),
    }
    unknown = sum(not sure for _b, _d, _k, sure, _m in done)
    first, *others = world.order
    target = done[-1][0].target
    assert target is not None
    stations = 0
    for bridge, *_ in done:
        if bridge.station is not None:
            stations |= STATION_BITS[bridge.station]
    return Whole(
        (figures[first], unknown, *(figures[priority] for priority in others)),
        stations,
        target,
        tuple(bridge.code for bridge, *_ in done),
    )
