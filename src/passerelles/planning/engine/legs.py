"""One leg of a route: the preparation steps done where one is, then the move out of there.

Requests run beside whatever one does; a training or an immersion takes one's time, so that
those follow each other.  All begin as early as they can.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from passerelles.kernel.calendar import add_months
from passerelles.law.bridges import Bridge
from passerelles.law.person import Status
from passerelles.planning.engine.world import Facts, Opening, World


class Taken(NamedTuple):
    """A bridge taken on a day; ``end``: the day from which what it gives is there; ``ready``: the
    day on which it could have been taken, had it been open."""

    bridge: Bridge
    ready: date
    day: date
    end: date
    facts: Facts  # held when it was taken
    opening: Opening


class Leg(NamedTuple):
    preparations: tuple[Taken, ...]
    move: Taken
    facts: Facts  # held after it
    unprepared: int  # advised preparations that are missing
    unsure: int  # steps not known to be open


def legs(
    world: World, status: Status, facts: Facts, since: date, free_from: date, move: Bridge
) -> Iterator[Leg]:
    """Every useful way to take a move out of a status entered on ``since``, which may be left
    from ``free_from``."""
    for chosen in _choices(_candidates(world, status, facts, move), facts, move):
        leg = _scheduled(world, facts, since, free_from, chosen, move)
        if leg is not None:
            yield leg


def _candidates(world: World, status: Status, facts: Facts, move: Bridge) -> list[Bridge]:
    """Preparation steps that may be of use to the move, directly or one for another, in the
    order of the data."""
    available = [b for b in world.preparations[status] if not b.gives <= facts]
    asked = set(move.asks - facts)
    kept: set[str] = set()
    for _ in available:  # as many rounds as there may be links in a chain
        found = [b for b in available if b.code not in kept and not asked.isdisjoint(b.gives)]
        if not found:
            break
        kept.update(b.code for b in found)
        for bridge in found:
            asked |= bridge.asks - facts
    return [b for b in available if b.code in kept]


def _choices(candidates: list[Bridge], facts: Facts, move: Bridge) -> Iterator[tuple[Bridge, ...]]:
    """Subsets of the candidates in which each gives something new to one that follows it."""
    for bits in range(1 << len(candidates)):
        chosen = tuple(b for n, b in enumerate(candidates) if bits >> n & 1)
        if all(
            _useful(bridge, (*chosen[rank + 1 :], move), facts)
            for rank, bridge in enumerate(chosen)
        ):
            yield chosen


def _useful(bridge: Bridge, followers: tuple[Bridge, ...], facts: Facts) -> bool:
    new = bridge.gives - facts
    return any(not new.isdisjoint(follower.asks) for follower in followers)


def _scheduled(
    world: World,
    facts: Facts,
    since: date,
    free_from: date,
    chosen: tuple[Bridge, ...],
    move: Bridge,
) -> Leg | None:
    taken: list[Taken] = []
    busy_until = since
    unprepared = 0
    for bridge in chosen:
        before = [t for t in taken if not bridge.asks.isdisjoint(t.bridge.gives)]
        known = facts.union(*(t.bridge.gives for t in before))
        earliest = max([since, *(t.end for t in before)])
        if bridge.occupies:
            earliest = max(earliest, busy_until)
        opening, day = world.opening(bridge, known, earliest)
        if opening is Opening.CLOSED:
            return None
        end = add_months(day, bridge.months)
        if bridge.occupies:
            busy_until = end
        unprepared += len(bridge.eased_by - known)
        taken.append(Taken(bridge, earliest, day, end, known, opening))
    known = facts.union(*(t.bridge.gives for t in taken))
    ready = max([free_from, add_months(since, move.after_months), *(t.end for t in taken)])
    opening, day = world.opening(move, known, ready)
    if opening is Opening.CLOSED:
        return None
    unprepared += len(move.eased_by - known)
    last = Taken(move, ready, day, add_months(day, move.months), known, opening)
    unsure = sum(t.opening is Opening.UNKNOWN for t in (*taken, last))
    return Leg(tuple(taken), last, known | move.gives, unprepared, unsure)
