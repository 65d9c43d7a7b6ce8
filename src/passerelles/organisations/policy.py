"""Who sees which organisation, and under which name: one answer for pages, maps and JSON.

- *Visible*: published organisations for everyone; one's own always.
- *Known by name*: a sensitive organisation is known by its own members and by the networks it
  chose; everyone else sees its neutral label and nothing that would name or locate it.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import NetworkMembership, Organisation


def _acts_for(actor: Actor) -> UUID | None:
    """The organisation whose circle the actor is in; a guest is in nobody's."""
    return actor.organisation_id if actor.kind is ActorKind.PROFESSIONAL else None


def visible_to(actor: Actor) -> QuerySet[Organisation]:
    if actor.kind is ActorKind.SYSTEM:
        return Organisation.objects.all()
    own = Q(pk=_acts_for(actor)) if _acts_for(actor) else Q()
    return Organisation.objects.filter(Q(published_at__isnull=False) | own)


def known_by_name(actor: Actor) -> Q:
    """Organisations whose true name the actor may read; the same as :func:`knows_name`."""
    if actor.kind is ActorKind.SYSTEM:
        return Q(pk__isnull=False)
    organisation_id = _acts_for(actor)
    if organisation_id is None:
        return Q(sensitive=False)
    told = NetworkMembership.objects.filter(network=organisation_id, knows_name=True)
    return Q(sensitive=False) | Q(pk=organisation_id) | Q(pk__in=told.values("organisation"))


def knows_name(actor: Actor, organisation: Organisation) -> bool:
    if not organisation.sensitive or actor.kind is ActorKind.SYSTEM:
        return True
    organisation_id = _acts_for(actor)
    if organisation_id is None:
        return False
    return (
        organisation.pk == organisation_id
        or NetworkMembership.objects.filter(
            organisation=organisation, network=organisation_id, knows_name=True
        ).exists()
    )


def name_for(actor: Actor, organisation: Organisation) -> str:
    """The one way to write an organisation's name on a screen."""
    return organisation.name if knows_name(actor, organisation) else organisation.outside_name


def get_visible(actor: Actor, organisation_id: UUID) -> Organisation:
    """The organisation, or the same "not found" whether absent or unpublished."""
    found = visible_to(actor).filter(pk=organisation_id).first()
    if found is None:
        raise Hidden("organisation absente ou non publiée")
    return found


def may_read_contacts(actor: Actor, organisation: Organisation) -> bool:
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id is not None
        and actor.may(Right.READ_DIRECTORY_CONTACTS)
        and knows_name(actor, organisation)
    )


def own_organisation(actor: Actor, right: Right, *, lock: bool = False) -> Organisation:
    """The organisation the actor keeps the profile of, for an action that needs ``right``."""
    organisation_id = _acts_for(actor)
    if organisation_id is None or not actor.may(right):
        raise Hidden("sans le droit de tenir la fiche")
    rows = Organisation.objects.select_for_update() if lock else Organisation.objects.all()
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise Hidden("organisation absente")
    return found
