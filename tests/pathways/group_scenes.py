"""Scenes of a group: the ESAT lends Sami and Noé to Netclair, together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.actions.work_group import Member, open_group
from passerelles.people.models import Person
from tests.cast import Cast, make_person
from tests.pathways.work_scenes import day, mona, path_of, sami

HOST = "Jardins du Port"


def worker(cast: Cast, first: str, last: str) -> Person:
    """Somebody of the ESAT, whose path it leads."""
    person = make_person(first, last, cast.esat, by=cast.mona)
    path_of(cast, person)
    return person


def pair(cast: Cast) -> tuple[Person, Person]:
    one = sami(cast)
    path_of(cast, one)
    return one, worker(cast, "Noé", "Delattre")


def contract(**changes: Any) -> WorkDraft:
    values: dict[str, Any] = {
        "kind": "mad_esat_collective",
        "start": day(-10),
        "end": day(100),
        "weekly_hours": Decimal(14),
        "host": PlaceDraft(name=HOST, kind="company"),
        "activity": "Entretien des espaces verts",
        "supervised": True,
        "details": {"act.non_profit": True},
    }
    return WorkDraft(**{**values, **changes})


def agreed(*people: Person) -> list[Member]:
    return [Member(person.id, agreed=True) for person in people]


def lent(cast: Cast, *people: Person, **changes: Any) -> UUID:
    return open_group(actor=mona(cast), draft=contract(**changes), members=agreed(*people))
