"""Days on which a duty was done by something kept above this area: a meeting, a partner who came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from passerelles.law.programmes.model import MetBy

# By person, and by the organisation with which it took place: it alone did its duty.
HeldDays = Mapping[tuple[UUID, UUID | None], Collection[date]]
Asking = Callable[[Collection[UUID]], Any]

_asking: dict[MetBy, Asking] = {}


def register_held_days(met_by: MetBy, asking: Asking) -> None:
    """``asking``: what the actor in scope may read of some persons, as rows to join to another
    question: the code of ``met_by``, person, organisation as text, day, true, 0."""
    _asking[met_by] = asking


def held_rows(met_by: MetBy, person_ids: Collection[UUID]) -> list[Any]:
    """At most one set of rows; none when no programme needs it."""
    asking = _asking.get(met_by)
    return [asking(person_ids)] if asking is not None and person_ids else []


def held_days(met_by: MetBy, person_ids: Collection[UUID]) -> HeldDays:
    return by_place(
        (person, place, on)
        for rows in held_rows(met_by, person_ids)
        for _code, person, place, on, _yes, _rank in rows
    )


def by_place(lines: Iterable[tuple[UUID, str | None, date]]) -> HeldDays:
    found: dict[tuple[UUID, UUID | None], list[date]] = defaultdict(list)
    for person, place, on in lines:
        found[person, UUID(place) if place else None].append(on)
    return found
