"""Who signs an entry, and finding again what somebody may change."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.kernel.nir import refuse_nir
from passerelles.people.models import Person
from passerelles.sharing.models import GuestLink
from passerelles.sharing.models.entries import AuthorKind, PersonEntry
from passerelles.sharing.visibility import entries_visible

Entry = TypeVar("Entry", bound=PersonEntry)


def signature(actor: Actor) -> dict[str, Any]:
    """Author fields of a new entry; ``Hidden`` for an actor who signs nothing."""
    match actor.kind:
        case ActorKind.PROFESSIONAL if actor.user_id and actor.organisation_id:
            return {
                "organisation_id": actor.organisation_id,
                "author_id": actor.user_id,
                "author_kind": AuthorKind.PROFESSIONAL,
                "author_name": User.objects.get(pk=actor.user_id).short_name,
            }
        case ActorKind.GUEST if actor.guest_link_id and actor.organisation_id:
            return {
                "organisation_id": actor.organisation_id,
                "author_kind": AuthorKind.GUEST,
                "author_name": GuestLink.objects.get(pk=actor.guest_link_id).holder_name,
            }
        case ActorKind.PERSON if actor.person_id:
            return {
                "author_id": actor.user_id,
                "author_kind": AuthorKind.PERSON,
                "author_name": Person.unscoped.get(pk=actor.person_id).first_name,
            }
        case _:
            raise Hidden("nobody to sign")


def visible_entry(actor: Actor, model: type[Entry], person_id: UUID, entry_id: UUID) -> Entry:
    """An entry of that person the actor may read; the same ``Hidden`` when absent or not."""
    rows = model.unscoped.filter(entries_visible(actor, clock.now()))
    found: Entry | None = rows.filter(person_id=person_id, pk=entry_id).first()
    if found is None:
        raise Hidden(f"{model.__name__} not visible")
    return found


def refuse_nir_in(**texts: str) -> None:
    """Refuse a social-security number in any of the texts, beside its field."""
    for field, text in texts.items():
        refuse_nir(text or "", field=field)
