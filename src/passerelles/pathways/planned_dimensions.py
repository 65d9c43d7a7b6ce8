"""Which sides of a programme have an objective, told by the area that keeps objectives, above this one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

Planned = Mapping[str, date]
Reader = Callable[[Collection[UUID]], Mapping[UUID, Planned]]

Asking = Callable[[Collection[UUID]], Any]

_readers: list[Reader] = []
_asking: list[Asking] = []


def register_planned_dimensions(reader: Reader, asking: Asking) -> None:
    """``reader``: by enrolment, the day each of its dimensions got the first of its objectives.

    ``asking``: the same as rows to join to another question: "side", enrolment, dimension, day,
    true, 0.
    """
    _readers[:] = [reader]
    _asking[:] = [asking]


def planned_rows(enrolment_ids: Collection[UUID]) -> list[Any]:
    """At most one set of rows; none when no programme asks for a plan."""
    return [_asking[0](enrolment_ids)] if _asking and enrolment_ids else []


def planned_dimensions(enrolment_ids: Collection[UUID]) -> Mapping[UUID, Planned]:
    """As far as the actor in scope may read objectives; nobody is asked when there is nothing."""
    return _readers[0](enrolment_ids) if _readers and enrolment_ids else {}
