"""Who may act on a person's sharing: a professional at the person's side, now."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.sharing.models import Agreement
from passerelles.sharing.policy import RecordAccess, peek_record
from passerelles.sharing.rules.decision import Scope
from passerelles.sharing.rules.presence import accompanies, has_mission
from passerelles.sharing.rules.volets import GUEST_VERBS


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


def may_hand_link(actor: Actor, access: RecordAccess, agreement: Agreement) -> bool:
    """A tutor's link opens all that its agreement covers, to whoever holds link and code.

    An organisation invited for less must not hand itself a wider way in: only one of its own
    mission, or one that reads as much by an agreement of its own, hands a link or its code.
    """
    if actor.organisation_id is None:
        return False
    if has_mission(access.facts, actor.organisation_id, clock.now()):
        return True
    opened = [volet for volet in agreement.volets if GUEST_VERBS[volet]]
    return all(access.reads[volet].scope >= Scope.SHARED for volet in opened)
