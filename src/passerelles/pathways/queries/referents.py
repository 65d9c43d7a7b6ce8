"""Which organisation answers for a person's paths."""

from __future__ import annotations

from uuid import UUID

from passerelles.pathways.models import Referent
from passerelles.pathways.rules.stages import PathState


def gives_the_referent(person_id: UUID, organisation_id: UUID) -> bool:
    """Whether the organisation provides today the referent of an active path of the person."""
    return Referent.objects.filter(
        path__person_id=person_id,
        path__state=PathState.ACTIVE,
        organisation_id=organisation_id,
        until=None,
    ).exists()
