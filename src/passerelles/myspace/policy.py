"""Who may hand a card, and the person's own record."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.sharing.policy import RecordAccess, open_record, peek_record
from passerelles.sharing.rules.decision import PersonFacts
from passerelles.sharing.rules.presence import has_mission
from passerelles.sharing.rules.volets import Volet


def may_hand_card(actor: Actor, facts: PersonFacts) -> bool:
    """A card opens everything the person may read.

    An organisation invited for a few volets must not be able to print itself a wider key:
    only a mission of its own lets it hand one.
    """
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id is not None
        and actor.may(Right.SHARE)
        and has_mission(facts, actor.organisation_id, clock.now())
    )


def require_card_issuer(actor: Actor, person_id: UUID) -> RecordAccess:
    """The record of somebody the actor may hand a card to; ``Hidden`` otherwise."""
    access = peek_record(actor, person_id)
    if not may_hand_card(actor, access.facts):
        raise Hidden("may not hand a card")
    return access


def own_person_id(actor: Actor) -> UUID:
    """Who the actor is, when it is the person; ``Hidden`` for everybody else."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    return actor.person_id


def open_own_record(actor: Actor, *volets: Volet) -> RecordAccess:
    """The person's own record, its read journalled for the volets shown (all by default)."""
    return open_record(actor, own_person_id(actor), volets=volets or tuple(Volet))
