"""Axes of observation an actor may use."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel.actors import Actor, ActorKind
from passerelles.pathways.models import ProgressAxis, ProgressFramework

# A tutor in a company answers in two minutes or not at all.
GUEST_AXES = ("gestes", "equipe", "rythme", "consignes")


def axes_for(actor: Actor) -> QuerySet[ProgressAxis]:
    """The common axes, and those of the actor's own organisation; archived ones left out."""
    owners = Q(framework__organisation=None)
    if actor.kind is ActorKind.PROFESSIONAL:
        owners |= Q(framework__organisation_id=actor.organisation_id)
    axes = ProgressAxis.objects.filter(
        owners, archived_at=None, framework__archived_at=None
    ).select_related("framework")
    if actor.kind is ActorKind.GUEST:
        axes = axes.filter(framework__organisation=None, code__in=GUEST_AXES)
    return axes.order_by("framework__organisation_id", "framework__name", "position")


def frameworks_of(organisation_id: UUID) -> QuerySet[ProgressFramework]:
    """Frameworks an organisation defined, archived ones last."""
    return (
        ProgressFramework.objects.filter(organisation_id=organisation_id)
        .prefetch_related("axes")
        .order_by("archived_at", "name")
    )


def default_framework() -> ProgressFramework | None:
    return ProgressFramework.objects.filter(organisation=None).prefetch_related("axes").first()
