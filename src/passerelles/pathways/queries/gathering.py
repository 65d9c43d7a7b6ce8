"""Whom an organisation may gather: for a group, a workshop, or work they do together."""

from __future__ import annotations

from passerelles.kernel.actors import Actor
from passerelles.pathways.models import Path
from passerelles.pathways.rules.stages import PathState
from passerelles.people.models import Person
from passerelles.sharing.reading import note_listing

GATHERED_MOST = 200


def people_to_gather(actor: Actor, *, most: int | None = GATHERED_MOST) -> list[Person]:
    """Persons whose path the organisation leads now: who may be invited to a group."""
    paths = Path.objects.filter(
        state=PathState.ACTIVE,
        referents__until=None,
        referents__organisation_id=actor.organisation_id,
    ).across_people()
    people = list(Person.objects.filter(pk__in=paths.values("person_id"))[:most])
    note_listing(actor, sorted(person.id for person in people))
    return people
