"""Who may do what in the area, beyond what sharing decides of one record."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.sharing.models import Party
from passerelles.sharing.models.parties import PartyBasis


def organisation_of(actor: Actor) -> UUID:
    """The organisation a professional acts for; ``Hidden`` for anybody else."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        raise Hidden("no organisation to act for")
    return actor.organisation_id


def may_create(actor: Actor) -> UUID:
    """The organisation for which a record may be opened."""
    if not actor.may(Right.WRITE_PEOPLE):
        raise Hidden("creation not allowed")
    return organisation_of(actor)


def holders(person_id: UUID) -> list[UUID]:
    """Organisations that hold a record by their own mission now, the oldest first."""
    now = clock.now()
    parties = Party.objects.filter(
        Q(until=None) | Q(until__gt=now),
        person_id=person_id,
        basis=PartyBasis.MISSION,
        since__lte=now,
    )
    return list(parties.order_by("since", "id").values_list("organisation_id", flat=True))


def holds(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor's organisation holds the record: only then may it merge it."""
    return actor.organisation_id is not None and actor.organisation_id in holders(person_id)
