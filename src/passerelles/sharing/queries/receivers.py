"""Organisations to which a sharing may be proposed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel.actors import Actor
from passerelles.kernel.text import fold
from passerelles.organisations.models import Organisation
from passerelles.sharing.models import AccessRequest
from passerelles.sharing.rules.decision import PersonFacts

SHOWN = 20


def receivers(actor: Actor, person: PersonFacts) -> QuerySet[Organisation]:
    """The closed list: published in the directory, our own, already beside the person, asking.

    A sensitive organisation is not found by its name, which would reveal what it is: it asks
    for the sharing itself, or already accompanies the person.
    """
    beside = {party.organisation_id for party in person.parties}
    beside |= {agreement.receiver_id for agreement in person.agreements}
    asking = AccessRequest.objects.filter(
        holder_id=actor.organisation_id,
        holder_person_id=person.person_id,
        state=AccessRequest.State.OPEN,
    ).values("requester_id")
    return Organisation.objects.filter(
        Q(published_at__isnull=False, sensitive=False)
        | Q(pk=actor.organisation_id)
        | Q(pk__in=beside)
        | Q(pk__in=asking)
    )


def search_receivers(actor: Actor, person: PersonFacts, text: str) -> list[Organisation]:
    """The first matches of every word typed; nothing for an empty search."""
    words = fold(text).split()
    if not words:
        return []
    found = receivers(actor, person)
    closed = Q(sensitive=True) & ~Q(pk=actor.organisation_id)
    named = found.exclude(closed)
    for word in words:
        named = named.filter(folded_name__contains=word)
    # Found by its name, a sensitive organisation would tell it: it answers to its label only.
    labelled = [
        organisation
        for organisation in found.filter(closed)
        if all(word in fold(organisation.outside_name) for word in words)
    ]
    return [*named.order_by("folded_name")[:SHOWN], *labelled]


def receiver(actor: Actor, person: PersonFacts, organisation_id: UUID) -> Organisation | None:
    return receivers(actor, person).filter(pk=organisation_id).first()
