"""How many barriers are open, told by the area that keeps them, which stands above this one.

A number is said to those who accompany; it never decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

Counter = Callable[[Collection[UUID]], Mapping[UUID, int]]

_counters: list[Counter] = []
_heavy: list[Counter] = []


def register_barrier_counter(counter: Counter) -> None:
    """``counter``: open main barriers that the actor in scope may read, by person."""
    _counters[:] = [counter]


def open_barriers(person_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """By person; somebody without any is not in it.  Nothing is known without a counter."""
    return _counters[0](person_ids) if _counters else {}


def register_heavy_counter(counter: Counter) -> None:
    """``counter``: open barriers the person says weigh heavily, among those the actor may read."""
    _heavy[:] = [counter]


def heavy_barriers(person_ids: Collection[UUID]) -> Mapping[UUID, int]:
    return _heavy[0](person_ids) if _heavy else {}
