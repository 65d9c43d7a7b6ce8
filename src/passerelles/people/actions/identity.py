"""Changing an identity, without overwriting somebody else's change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict
from passerelles.people import events
from passerelles.people.actions.create import NewPerson, check_identity
from passerelles.people.models import Person
from passerelles.people.rules.identity import check_contact
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@transaction.atomic
def change_identity(*, actor: Actor, person_id: UUID, new: NewPerson, version: int) -> Person:
    """Write the new identity if nobody changed it since ``version`` was read."""
    require_write(actor, person_id, Volet.IDENTITY)
    check_identity(new)
    check_contact(phone=new.phone, email=new.email, no_contact=new.no_contact)
    person: Person = Person.unscoped.select_for_update().get(pk=person_id)
    if person.version != version:
        raise Conflict(
            "Quelqu’un a modifié cette identité pendant que vous écriviez.",
            "Relisez la version actuelle, puis reprenez votre modification.",
        )
    changed = [
        item.name for item in fields(new) if getattr(person, item.name) != getattr(new, item.name)
    ]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, getattr(new, name))
    person.version += 1
    person.save()
    record(
        events.IDENTITY_CHANGED,
        actor=actor,
        person_id=person_id,
        volets=[Volet.IDENTITY],
        details={"fields": sorted(changed)},
    )
    return person


@transaction.atomic
def correct_from_file(
    *, actor: Actor, person_id: UUID, changes: Mapping[str, Any], organisation_id: UUID
) -> Person:
    """Write what a file of the holding organisation says now; the caller has decided."""
    person: Person = Person.unscoped.select_for_update().get(pk=person_id)
    for name, value in changes.items():
        setattr(person, name, value)
    person.version += 1
    person.save()
    record(
        events.IDENTITY_CHANGED,
        actor=actor,
        person_id=person_id,
        organisation_id=organisation_id,
        volets=[Volet.IDENTITY],
        details={"fields": sorted(changes)},
    )
    return person
