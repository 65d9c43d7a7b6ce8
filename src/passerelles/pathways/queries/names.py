"""Names a page needs besides those of the record."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Organisation
from passerelles.sharing.models import GuestLink


def organisation_named(value: str) -> Organisation | None:
    """The organisation an address speaks of, ``None`` when it is unknown or not an identifier."""
    try:
        identifier = UUID(value)
    except ValueError:
        return None
    return Organisation.objects.filter(pk=identifier).first()


def holder_of_link(actor: Actor) -> str:
    """Name of the tutor who holds the personal link in use."""
    if actor.kind is not ActorKind.GUEST or actor.guest_link_id is None:
        raise Hidden("not a guest")
    return GuestLink.objects.get(pk=actor.guest_link_id).holder_name
