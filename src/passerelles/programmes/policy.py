"""Who reads an organisation's programmes (its team), and who writes them (its administrators)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.programmes.models import OrganisationProgramme, ProgrammeMembership


def _own(actor: Actor) -> UUID | None:
    return actor.organisation_id if actor.kind is ActorKind.PROFESSIONAL else None


def visible_to(actor: Actor) -> QuerySet[OrganisationProgramme]:
    """The programmes of the actor's organisation; nobody else's exist."""
    own = _own(actor)
    if own is None:
        return OrganisationProgramme.objects.none()
    return OrganisationProgramme.objects.filter(organisation=own)


def memberships_visible_to(actor: Actor) -> QuerySet[ProgrammeMembership]:
    own = _own(actor)
    if own is None:
        return ProgrammeMembership.objects.none()
    return ProgrammeMembership.objects.filter(organisation=own)


def may_write(actor: Actor) -> bool:
    return _own(actor) is not None and actor.may(Right.MANAGE_SETTINGS)


def get_visible(actor: Actor, programme_id: UUID) -> OrganisationProgramme:
    found = visible_to(actor).filter(pk=programme_id).first()
    if found is None:
        raise Hidden("programme absent, ou d’une autre organisation")
    return found


def get_editable(actor: Actor, programme_id: UUID) -> OrganisationProgramme:
    programme = get_visible(actor, programme_id)
    if not may_write(actor):
        raise Hidden("programme que l’on lit sans l’écrire")
    return programme
