"""Who pays for a stage of the path, a training for instance; no barrier is needed for it."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import Stage
from passerelles.pathways.queries.eyes import Eyes
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import SolutionChange
from passerelles.support.queries.barriers import PlanView, plan_view


@dataclass(frozen=True)
class StageFunding:
    stage: Stage
    writable: bool
    plans: tuple[PlanView, ...]
    cancelled_plans: tuple[PlanView, ...]
    corrections: tuple[SolutionChange, ...]


def stage_funding(eyes: Eyes, stage_id: object) -> StageFunding:
    """``Hidden`` when the stage is not visible through these eyes."""
    rows = eyes.entries(Stage).prefetch_related("solution_changes", "funding_plans__lines")
    stage: Stage | None = rows.filter(pk=stage_id).first()
    if stage is None:
        raise Hidden("no such stage")
    plans = tuple(stage.funding_plans.all())
    return StageFunding(
        stage=stage,
        writable=eyes.access.may_write(Volet.PATH),
        plans=tuple(plan_view(plan) for plan in plans if plan.set_aside_on is None),
        cancelled_plans=tuple(plan_view(plan) for plan in plans if plan.set_aside_on is not None),
        corrections=tuple(stage.solution_changes.all()),
    )
