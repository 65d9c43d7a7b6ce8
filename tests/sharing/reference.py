"""The slow and obvious reference of the sharing decision.

Written apart from the product code, in the words of the promise made to the person; it shares
nothing with :mod:`passerelles.sharing.rules.decision` but the shape of the facts.
"""

from __future__ import annotations

from datetime import datetime

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.sharing.rules.decision import PersonFacts
from passerelles.sharing.rules.volets import Purpose, Verb, Volet

READ_ONLY_PURPOSES = [Purpose.ORIENTATION, Purpose.HANDOVER]


def may(
    actor: Actor,
    verb: Verb,
    facts: PersonFacts,
    volet: Volet,
    at: datetime,
    *,
    own: bool,
    shared: bool,
) -> bool:
    """May the actor do this to one entry, given whether it is their organisation's and shared?"""
    if actor.kind == ActorKind.SYSTEM:
        return True
    if actor.kind == ActorKind.PERSON:
        mine = actor.person_id is not None and actor.person_id == facts.person_id
        return mine and (shared or own)
    if actor.kind == ActorKind.GUEST:
        return _guest_may(actor, verb, facts, volet, at) and (shared or own)
    if actor.kind == ActorKind.PROFESSIONAL:
        return _professional_may(actor, verb, facts, volet, at, own=own, shared=shared)
    return False


def _guest_may(actor: Actor, verb: Verb, facts: PersonFacts, volet: Volet, at: datetime) -> bool:
    if volet == Volet.SENSITIVE:
        return False
    if verb == Verb.WRITE and volet != Volet.PROGRESS:
        return False
    answer = False
    for link in facts.guest_links:
        link_is_mine = link.id == actor.guest_link_id
        link_started = link.valid_from <= at
        link_not_over = at < link.valid_until
        link_not_revoked = link.revoked_at is None or at < link.revoked_at
        for agreement in facts.agreements:
            if (
                link_is_mine
                and link_started
                and link_not_over
                and link_not_revoked
                and agreement.id == link.agreement_id
                and _one_agreement_allows(agreement, verb, volet, at)
            ):
                answer = True
    return answer


def _professional_may(
    actor: Actor,
    verb: Verb,
    facts: PersonFacts,
    volet: Volet,
    at: datetime,
    *,
    own: bool,
    shared: bool,
) -> bool:
    if actor.organisation_id is None:
        return False
    if verb == Verb.READ and Right.READ_PEOPLE not in actor.rights:
        return False
    if verb == Verb.WRITE and Right.WRITE_PEOPLE not in actor.rights:
        return False
    if volet == Volet.SENSITIVE and Right.READ_SENSITIVE not in actor.rights:
        return False
    for party in facts.parties:
        if (
            party.organisation_id == actor.organisation_id
            and party.basis == "mission"
            and party.since <= at
            and not (party.until is not None and party.until <= at)
            and own
        ):
            return True
    for agreement in facts.agreements:
        if agreement.receiver_id != actor.organisation_id:
            continue
        if _one_agreement_allows(agreement, verb, volet, at) and (own or shared):
            return True
    for emergency in facts.emergencies:
        if (
            verb == Verb.READ
            and emergency.user_id == actor.user_id
            and emergency.organisation_id == actor.organisation_id
            and emergency.started_at <= at < emergency.ends_at
            and (own or shared)
        ):
            return True
    return False


def _one_agreement_allows(agreement, verb, volet, at) -> bool:  # type: ignore[no-untyped-def]
    if volet not in agreement.volets:
        return False
    if verb == Verb.WRITE and agreement.purpose in READ_ONLY_PURPOSES:
        return False
    if at < agreement.valid_from or at >= agreement.valid_until:
        return False
    return agreement.withdrawn_at is None or at < agreement.withdrawn_at
