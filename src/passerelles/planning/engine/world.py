"""The world a search runs in: bridges, what is said of each on a day, how far places are.

A *move* leads from one status to another.  A *preparation step* is done without leaving where
one is — a request, a training, an immersion — because the next move, or another preparation
step before it, asks for what it gives: never for its own sake.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from passerelles.kernel.calendar import add_months
from passerelles.law.bridges import Bridge
from passerelles.law.person import Status
from passerelles.planning.rules.routes import Priority

Facts: TypeAlias = frozenset[str]

# How many times a route changes status at most: beyond, nobody plans by the month.
LONGEST = 4
# How far ahead a step may begin: what opens later is said closed, with its day.
HORIZON_MONTHS = 48


class Opening(StrEnum):
    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"


class Appraisal(NamedTuple):
    """What is said of one bridge on one day, with the facts gained on the way.

    ``opens_on``: for a closed one, the first later day on which it may be open.  Once not closed
    it keeps its answer until it closes, and what was gained never closes anything.
    """

    opening: Opening
    opens_on: date | None = None


Appraise: TypeAlias = Callable[[Bridge, Facts, date], Appraisal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a bridge costs, beyond time and number: tranches of distance, hours and wishes that
    do not fit."""

    near: int = 0
    hours: int = 0
    wish: int = 0


@dataclass(slots=True)
class World:
    """Everything a search needs.  ``held``: facts and preparations true from the first day;
    ``ends``: statuses one settles in, never a mere stage on the way to another goal."""

    bridges: tuple[Bridge, ...]
    start: Status
    goals: frozenset[Status]
    at: date
    appraise: Appraise
    order: tuple[Priority, ...]
    held: Facts = frozenset()
    measures: Mapping[str, Measures] = field(default_factory=dict)
    ends: frozenset[Status] = frozenset()
    longest: int = LONGEST
    horizon: date = field(init=False)
    moves: dict[Status, tuple[Bridge, ...]] = field(init=False)
    preparations: dict[Status, tuple[Bridge, ...]] = field(init=False)
    hops: dict[Status, int] = field(init=False)  # fewest moves to a goal, were all of them open

    def __post_init__(self) -> None:
        self.horizon = add_months(self.at, HORIZON_MONTHS)
        # One only goes back to where one came from, which only the first status may tell.
        self.bridges = tuple(
            b for b in self.bridges if b.stage != "return" or self.start in b.sources
        )
        usable = [b for b in self.bridges if not b.only_towards or b.only_towards & self.goals]
        self.moves = {
            status: tuple(b for b in usable if b.target is not None and status in b.sources)
            for status in Status
        }
        self.preparations = {
            status: tuple(b for b in usable if b.target is None and status in b.sources)
            for status in Status
        }
        self.hops = self._hops()

    def _hops(self) -> dict[Status, int]:
        hops = dict.fromkeys(self.goals, 0)
        ring = set(self.goals)
        while ring:
            ring = {
                status
                for status in Status
                if status not in hops and any(move.target in ring for move in self.moves[status])
            }
            hops.update(dict.fromkeys(ring, max(hops.values()) + 1))
        return hops

    def opening(self, bridge: Bridge, facts: Facts, day: date) -> tuple[Opening, date]:
        """Whether a bridge may be taken on that day or, waiting, on a later one; which."""
        while day <= self.horizon:
            appraisal = self.appraise(bridge, facts, day)
            if appraisal.opening is not Opening.CLOSED:
                return appraisal.opening, day
            if appraisal.opens_on is None or appraisal.opens_on <= day:
                break
            day = appraisal.opens_on
        return Opening.CLOSED, day


# Stations in the order of the list of statuses, as bits: sets of them compare and hash at once.
STATION_BITS: dict[Status, int] = {status: 1 << n for n, status in enumerate(Status)}


def stations_of(mask: int) -> frozenset[Status]:
    return frozenset(status for status, bit in STATION_BITS.items() if mask & bit)


def different(one: tuple[int, Status], other: tuple[int, Status]) -> bool:
    """Two routes, each as the stations it passes through and the status it arrives at, are
    different when they do not arrive at the same one, or when at least half of all their
    stations, start left out, belong to one of them only."""
    if one[1] is not other[1]:
        return True
    union = (one[0] | other[0]).bit_count()
    return 2 * (one[0] ^ other[0]).bit_count() >= union and one[0] != other[0]
