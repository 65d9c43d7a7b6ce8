"""The best few different routes: exact, in the order of what matters to the person.

Partial routes are taken up by the least they may come to cost.  Every criterion can only grow
along a route, and that least never exceeds what follows, so the first complete one is the best; going on, the next one that differs enough from those kept
is the second, and so on.  A partial route is dropped only when another passed through the same
stations, holds the same facts, and is neither later nor worse on any criterion.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple, TypeAlias

from passerelles.law.person import Status
from passerelles.planning.engine.legs import Leg, legs
from passerelles.planning.engine.world import (
    STATION_BITS,
    Facts,
    Measures,
    World,
    different,
)
from passerelles.planning.rules.routes import Priority

# What matters most to the person, then how many steps are not sure, then the other criteria.
Cost: TypeAlias = tuple[int, ...]

_NO_MEASURE = Measures()


class Found(NamedTuple):
    """A complete route: its cost, the stations it passes through, where it arrives, its legs."""

    cost: Cost
    stations: int
    arrival: Status
    legs: tuple[Leg, ...]

    @property
    def signature(self) -> tuple[int, Status]:
        """What two routes are compared by."""
        return self.stations, self.arrival

    def figures(self, order: tuple[Priority, ...]) -> dict[Priority, int]:
        return dict(zip(order, (self.cost[0], *self.cost[2:]), strict=True))


class _Partial(NamedTuple):
    bound: Cost  # what any complete route that begins so will cost at least
    arrived: bool  # at equal bounds, what may still lead to a route is taken up first
    stations: int
    place: int  # bit of the status: equal costs are always taken up in the same order
    number: int
    cost: Cost
    status: Status
    visited: int
    facts: Facts
    since: date
    free_from: date
    legs: tuple[Leg, ...]


def best_routes(world: World, limit: int) -> list[Found]:
    """The best route, then the best among those different from all before, up to ``limit``."""
    kept: list[Found] = []
    for found in routes_in_order(world):
        if all(different(found.signature, other.signature) for other in kept):
            kept.append(found)
            if len(kept) >= limit:
                break
    return kept


def routes_in_order(world: World) -> Iterator[Found]:
    """Complete routes, best first: for each set of stations and facts, none that is beaten."""
    nothing = (0,) * (len(world.order) + 1)
    ahead = _least_ahead(world)
    start = _Partial(
        nothing,
        False,
        0,
        STATION_BITS[world.start],
        0,
        nothing,
        world.start,
        STATION_BITS[world.start],
        world.held,
        world.at,
        world.at,
        (),
    )
    waiting: list[_Partial] = [start]
    seen: dict[tuple[Status, int, int, Facts], list[_Partial]] = {}
    made = 0
    while waiting:
        partial = heappop(waiting)
        if partial.arrived:
            yield Found(partial.cost, partial.stations, partial.status, partial.legs)
            continue
        if len(partial.legs) >= world.longest:
            continue
        for further in _further(world, partial, ahead):
            if _kept(seen, further):
                made += 1
                heappush(waiting, further._replace(number=made))


def _further(world: World, partial: _Partial, ahead: dict[Status, Measures]) -> Iterator[_Partial]:
    left = world.longest - len(partial.legs) - 1
    for move in world.moves[partial.status]:
        target = move.target
        if target is None or STATION_BITS[target] & partial.visited:
            continue
        if world.hops.get(target, left + 1) > left:
            continue
        if target in world.ends and target not in world.goals:
            continue
        for leg in legs(
            world, partial.status, partial.facts, partial.since, partial.free_from, move
        ):
            cost = _cost(world, partial.cost, leg)
            arrived = target in world.goals
            yield _Partial(
                cost if arrived else _bound(world, cost, leg, ahead[target]),
                arrived,
                partial.stations | _passed(leg) | STATION_BITS[target],
                STATION_BITS[target],
                0,
                cost,
                target,
                partial.visited | STATION_BITS[target],
                leg.facts,
                leg.move.day,
                leg.move.end,
                (*partial.legs, leg),
            )


def _passed(leg: Leg) -> int:
    mask = 0
    for taken in (*leg.preparations, leg.move):
        if taken.bridge.station is not None:
            mask |= STATION_BITS[taken.bridge.station]
    return mask


def _cost(world: World, before: Cost, leg: Leg) -> Cost:
    """Every criterion after one more leg; distance is that of the farthest step."""
    taken = (*leg.preparations, leg.move)
    measures = [world.measures.get(t.bridge.code, _NO_MEASURE) for t in taken]
    after: list[int] = []
    for priority, value in zip(world.order, (before[0], *before[2:]), strict=True):
        match priority:
            case Priority.SOON:
                after.append((leg.move.day - world.at).days)
            case Priority.NEAR:
                after.append(max(value, *(m.near for m in measures)))
            case Priority.FEW_STEPS:
                after.append(value + len(taken))
            case Priority.HOURS:
                after.append(value + sum(m.hours for m in measures))
            case Priority.SUPPORT:
                after.append(value + leg.unprepared)
            case Priority.WISH:
                after.append(value + sum(m.wish for m in measures))
    return (after[0], before[1] + leg.unsure, *after[1:])


def _bound(world: World, cost: Cost, leg: Leg, ahead: Measures) -> Cost:
    """The least a route that goes on from there will cost: it cannot leave before the stay is
    over, and the moves that remain have their own distances, hours and wishes."""
    status = leg.move.bridge.target
    hops = world.hops[status] if status is not None else 0
    least: list[int] = []
    for priority, value in zip(world.order, (cost[0], *cost[2:]), strict=True):
        match priority:
            case Priority.SOON:
                least.append((leg.move.end - world.at).days)
            case Priority.NEAR:
                least.append(max(value, ahead.near))
            case Priority.FEW_STEPS:
                least.append(value + hops)
            case Priority.HOURS:
                least.append(value + ahead.hours)
            case Priority.WISH:
                least.append(value + ahead.wish)
            case Priority.SUPPORT:
                least.append(value)
    return (least[0], cost[1], *least[1:])


def _least_ahead(world: World) -> dict[Status, Measures]:
    """For each status that leads to a goal, the least of each measure still to come, were every
    bridge open."""
    least = dict.fromkeys(world.goals, _NO_MEASURE)
    changed = True
    while changed:
        changed = False
        for status in world.hops:
            if status in world.goals:
                continue
            known = least.get(status)
            for move in world.moves[status]:
                after = least.get(move.target) if move.target is not None else None
                if after is None:
                    continue
                own = world.measures.get(move.code, _NO_MEASURE)
                near, hours = max(own.near, after.near), own.hours + after.hours
                wish = own.wish + after.wish
                if known is not None:
                    near, hours = min(near, known.near), min(hours, known.hours)
                    wish = min(wish, known.wish)
                known = Measures(near=near, hours=hours, wish=wish)
            if known is not None and known != least.get(status):
                least[status] = known
                changed = True
    return least


def _kept(seen: dict[tuple[Status, int, int, Facts], list[_Partial]], candidate: _Partial) -> bool:
    """Remember a partial route unless another one, alike, is as good in everything."""
    key = (candidate.status, candidate.visited, candidate.stations, candidate.facts)
    alike = seen.setdefault(key, [])
    if any(_as_good(other, candidate) for other in alike):
        return False
    alike.append(candidate)
    return True


def _as_good(one: _Partial, other: _Partial) -> bool:
    return (
        one.since <= other.since
        and one.free_from <= other.free_from
        and all(a <= b for a, b in zip(one.cost, other.cost, strict=True))
    )
