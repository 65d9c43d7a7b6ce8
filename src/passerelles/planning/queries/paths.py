"""Paths a chosen step may join."""

from __future__ import annotations

from passerelles.pathways.models import Path
from passerelles.pathways.rules.stages import PathState
from passerelles.sharing.policy import RecordAccess


def paths_going_on(access: RecordAccess) -> list[Path]:
    """Paths going on that the actor in scope may see, the latest first."""
    rows = Path.objects.filter(person_id=access.person.id, state=PathState.ACTIVE)
    return list(rows.order_by("-started_on"))
