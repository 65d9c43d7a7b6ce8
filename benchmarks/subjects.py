"""Who visits and what: ordinary workers, the records they follow, the place they search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

MEDIUM = 50  # persons: the mean of 50,000 over 1,000 organisations


@dataclass(frozen=True)
class Subject:
    """A worker, some records they follow, a name they look for, a commune they start from."""

    user: Any
    organisation: Any
    people: list[UUID]
    own_count: int
    visible_count: int
    name: str
    commune: str


def subjects(count: int, *, near: int = MEDIUM) -> list[Subject]:
    """Workers of the organisations whose number of persons is nearest to ``near``."""
    from django.db.models import Count, Q

    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.organisations.models import Organisation

    with acting_as(system_actor("mesure de performance")):
        mission = Count("parties", filter=Q(parties__basis="mission"))
        rows = Organisation.objects.annotate(people=mission).filter(people__gt=0)
        ranked = sorted(rows, key=lambda o: (abs(o.people - near), o.folded_name))
        return [_subject(organisation) for organisation in ranked[:count]]


def _subject(organisation: Any) -> Subject:
    from passerelles.kernel.actors import acting_as
    from passerelles.organisations.rules.roles import Role
    from passerelles.people.models import Person

    memberships = organisation.memberships.select_related("user").order_by("user__email")
    membership = next(m for m in memberships if Role.WORKER in m.roles)
    own = Person.unscoped.filter(created_for=organisation).order_by("id")
    people = list(own.values_list("pk", flat=True)[:20])
    with acting_as(actor_for(membership)):
        visible = Person.objects.count()
    site = organisation.site_lines.select_related("commune").get(main=True)
    return Subject(
        user=membership.user,
        organisation=organisation,
        people=people,
        own_count=own.count(),
        visible_count=visible,
        name=Person.unscoped.get(pk=people[0]).last_name,
        commune=site.postal_code or site.commune.name,
    )


def actor_for(membership: Any) -> Any:
    from passerelles.kernel.actors import Actor, ActorKind

    return Actor(
        kind=ActorKind.PROFESSIONAL,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        rights=membership.rights,
    )
