"""Paths a chosen step may join."""

from __future__ import annotations

from passerelles.law.bridges import Bridge
from passerelles.pathways.models import Path, Stage
from passerelles.pathways.rules.stages import PathState, StageState
from passerelles.people.queries.record import wishes
from passerelles.sharing.policy import RecordAccess


def paths_going_on(access: RecordAccess) -> list[Path]:
    """Paths going on that the actor in scope may see, the latest first."""
    rows = Path.objects.filter(person_id=access.person.id, state=PathState.ACTIVE)
    return list(rows.order_by("-started_on"))


def chosen_already(access: RecordAccess, bridge: Bridge, paths: list[Path]) -> bool:
    """Whether that step already waits in the path or, without a path, among the wishes."""
    if paths:
        waiting = Stage.objects.filter(path=paths[0], state=StageState.PLANNED)
        return bool(waiting.filter(kind=bridge.stage, title=bridge.label).exists())
    return any(wish.words == bridge.plain for wish in wishes(access))
