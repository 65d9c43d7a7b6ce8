"""Whom an organisation may gather: for a group, a workshop, or work they do together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.pathways.models import Path
from passerelles.pathways.rules.stages import PathState
from passerelles.people.models import Person
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.visibility import persons_writable

GATHERED_MOST = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """``left_out``: how many are led too, about whom nothing may be written in that volet."""

    people: list[Person]
    left_out: int


def gather(actor: Actor, volet: Volet) -> Gathered:
    """Who is offered on a sheet, and how many could not be."""
    led = _led(actor).count()
    people = people_to_gather(actor, volet)
    offered = len(people) if len(people) < GATHERED_MOST else _writable(actor, volet).count()
    return Gathered(people, led - offered)


def people_to_gather(actor: Actor, volet: Volet = Volet.PATH) -> list[Person]:
    """Persons whose path the organisation leads now, and about whom it may write in the volet.

    A sheet that offered anybody else would be refused whole once filled in.
    """
    return _listed(actor, _writable(actor, volet)[:GATHERED_MOST])


def people_led(actor: Actor) -> list[Person]:
    """Everybody whose path the organisation leads now, for an answer that only reads."""
    return _listed(actor, _led(actor))


def _listed(actor: Actor, rows: QuerySet[Person]) -> list[Person]:
    people = list(rows)
    note_listing(actor, sorted(person.id for person in people))
    return people


def _writable(actor: Actor, volet: Volet) -> QuerySet[Person]:
    return _led(actor).filter(persons_writable(actor, volet, clock.now()))


def _led(actor: Actor) -> QuerySet[Person]:
    paths = Path.objects.filter(
        state=PathState.ACTIVE,
        referents__until=None,
        referents__organisation_id=actor.organisation_id,
    ).across_people()
    found: QuerySet[Person] = Person.objects.filter(pk__in=paths.values("person_id"))
    return found
