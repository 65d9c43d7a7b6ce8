"""Asking whoever may already hold the record, without the asker ever learning of it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.people import policy
from passerelles.people.models import Person
from passerelles.people.rules.lookalikes import compare, plainly_different
from passerelles.sharing.events import REQUEST_MEDIATED
from passerelles.sharing.models import AccessRequest


@transaction.atomic
def ask_holders(*, actor: Actor, person_id: UUID, organisation_id: UUID) -> list[AccessRequest]:
    """One mediated request to each organisation that probably holds the same person.

    Nothing is asked when, by the time the task runs, the record is gone or no longer held.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise Hidden("only the task looks across organisations")
    person = Person.unscoped.filter(pk=person_id, merged_into=None).first()
    if person is None or organisation_id not in policy.holders(person_id):
        return []
    probable = [other for other in _candidates(person) if _probably_same(person, other)]
    requests = []
    for other in probable:
        holder_id = _holder(other, besides=organisation_id)
        if holder_id is not None:
            requests += _ask(actor, person, organisation_id, other, holder_id)
    return requests


def _candidates(person: Person) -> list[Person]:
    """Cut by indexes before the names are compared: same birth date, or same folded name."""
    alike = Q(folded_name=person.folded_name)
    if person.birth_date is not None:
        alike |= Q(birth_date=person.birth_date)
    return list(Person.unscoped.filter(alike, merged_into=None).exclude(pk=person.pk))


def _probably_same(person: Person, other: Person) -> bool:
    if plainly_different(person.identity, other.identity):
        return False
    return compare(person.identity, other.identity).is_probable


def _holder(other: Person, *, besides: UUID) -> UUID | None:
    """Who answers for a record; nobody when the asker itself holds it (a look-alike of its own)."""
    found = policy.holders(other.id)
    if besides in found:
        return None
    return next(iter(found), None)


def _ask(
    actor: Actor, person: Person, organisation_id: UUID, other: Person, holder_id: UUID
) -> list[AccessRequest]:
    request, created = AccessRequest.objects.get_or_create(
        requester_person=person,
        holder_person=other,
        defaults={"requester_id": organisation_id, "holder_id": holder_id},
    )
    if not created:
        return []
    record(
        REQUEST_MEDIATED,
        actor=actor,
        person_id=other.id,
        organisation_id=holder_id,
        details={"request": str(request.id)},
    )
    return [request]
