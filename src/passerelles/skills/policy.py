"""Who keeps a workshop (its organisation), who reads and proposes (those it invited)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.skills.models import Workshop


def visible_to(actor: Actor) -> QuerySet[Workshop]:
    """Workshops of the actor's organisation, and those it is invited to read again today."""
    if actor.kind is not ActorKind.PROFESSIONAL or actor.organisation_id is None:
        return Workshop.objects.none()
    ours = Q(organisation=actor.organisation_id)
    invited = Q(reviewers__organisation=actor.organisation_id, reviewers__removed_on=None)
    return Workshop.objects.filter(ours | invited).distinct()


def keeps(actor: Actor, workshop: Workshop) -> bool:
    """Those who write in the records of the organisation run its workshops."""
    return (
        actor.organisation_id is not None
        and actor.organisation_id == workshop.organisation_id
        and actor.may(Right.WRITE_PEOPLE)
    )


def get_visible(actor: Actor, workshop_id: UUID) -> Workshop:
    found = visible_to(actor).select_related("organisation").filter(pk=workshop_id).first()
    if found is None:
        raise Hidden("atelier absent, ou d’une autre organisation")
    return found


def get_kept(actor: Actor, workshop_id: UUID) -> Workshop:
    workshop = get_visible(actor, workshop_id)
    if not keeps(actor, workshop):
        raise Hidden("atelier que l’on lit sans le tenir")
    return workshop
