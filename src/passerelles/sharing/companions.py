"""Who may act on a person's sharing: a professional at the person's side, now."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.sharing.policy import RecordAccess, peek_record
from passerelles.sharing.rules.presence import accompanies


def acting_for(actor: Actor) -> UUID:
    """The organisation the actor acts for; ``Hidden`` for whoever acts for none."""
    if actor.organisation_id is None:
        raise Hidden("no organisation")
    return actor.organisation_id


def user_of(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Hidden("no account")
    return actor.user_id


def is_companion(actor: Actor, access: RecordAccess, right: Right = Right.SHARE) -> bool:
    """The actor holds the right and its organisation has a present link with the person."""
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id is not None
        and actor.may(right)
        and accompanies(access.facts, actor.organisation_id, clock.now())
    )


def require_companion(actor: Actor, person_id: UUID, right: Right = Right.SHARE) -> RecordAccess:
    """The record, for an action on its sharing; ``Hidden`` otherwise."""
    access = peek_record(actor, person_id)
    if not is_companion(actor, access, right):
        raise Hidden("no present link")
    return access
