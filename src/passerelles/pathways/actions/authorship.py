"""Who signs an entry, and finding again what somebody may change."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.kernel.nir import refuse_nir
from passerelles.pathways.queries.paths import addressee_of_person
from passerelles.people.authorship import Authorship, authorship
from passerelles.people.models import Person
from passerelles.sharing.models import GuestLink
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.visibility import entries_visible, persons_visible

Entry = TypeVar("Entry", bound=PersonEntry)


def signature(actor: Actor) -> Authorship:
    """Author fields of a new entry; ``Hidden`` for an actor who signs nothing."""
    of_person = actor.kind is ActorKind.PERSON and actor.person_id is not None
    return authorship(actor, Person.unscoped.get(pk=actor.person_id) if of_person else None)


def signature_to_follower(actor: Actor, person_id: UUID) -> Authorship:
    """The same; what the person writes goes to whoever follows the path, who can then read it."""
    signed = signature(actor)
    if actor.kind is ActorKind.PERSON:
        signed["organisation_id"] = addressee_of_person(person_id)
    return signed


def signature_to_giver(actor: Actor, person_id: UUID) -> Authorship:
    """The same; what a tutor answers goes to the structure that gave the link: it asked."""
    signed = signature_to_follower(actor, person_id)
    if actor.kind is ActorKind.GUEST and actor.guest_link_id is not None:
        link = GuestLink.objects.only("created_for_id").get(pk=actor.guest_link_id)
        signed["organisation_id"] = link.created_for_id
    return signed


def visible_entry(actor: Actor, model: type[Entry], person_id: UUID, entry_id: UUID) -> Entry:
    """An entry of that person the actor may read; the same ``Hidden`` when absent or not."""
    rows = model.unscoped.filter(entries_visible(actor, clock.now()))
    found: Entry | None = rows.filter(person_id=person_id, pk=entry_id).first()
    if found is None:
        raise Hidden(f"{model.__name__} not visible")
    return found


def somebody_named(actor: Actor, person_ids: Collection[UUID], said: str) -> bool:
    """Whether a text, in small letters, holds a name of one of these persons as a word.

    Only persons the actor may see: a refusal must not confirm who somebody unknown is.
    """
    words = set(re.findall(r"[\w’'-]+", said))
    people = Person.unscoped.filter(persons_visible(actor, clock.now()), pk__in=person_ids)
    names = {
        name.casefold()
        for person in people
        for name in (person.first_name, person.last_name, person.usage_name)
        if name
    }
    return not names.isdisjoint(words)


def refuse_nir_in(**texts: str) -> None:
    """Refuse a social-security number in any of the texts, beside its field."""
    for field, text in texts.items():
        refuse_nir(text or "", field=field)
