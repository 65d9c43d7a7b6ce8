"""What a financing serves: a barrier, or a stage of the path; who may write about it, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.models import Stage
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.barriers import writable_barrier
from passerelles.support.events import FUNDING_CHANGED
from passerelles.support.models import Barrier, FundingLine, FundingPlan
from passerelles.support.rules.barriers import volet_of_barrier


@dataclass(frozen=True, slots=True)
class Where:
    """Of which record, and of which barrier or which stage: asked together each time."""

    person_id: UUID
    barrier_id: UUID | None = None
    stage_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Funded:
    """``barrier`` or ``stage``, one of them, as the columns of a row."""

    person_id: UUID
    volet: Volet
    barrier: Barrier | None = None
    stage: Stage | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {"barrier": self.barrier, "stage": self.stage}

    @property
    def of_lines(self) -> dict[str, Any]:
        return {f"plan__{name}": row for name, row in self.columns.items()}

    def lock(self) -> None:
        """Two forms at once wait for each other here."""
        if self.barrier is not None:
            Barrier.unscoped.select_for_update().only("pk").get(pk=self.barrier.pk)
        if self.stage is not None:
            Stage.unscoped.select_for_update().only("pk").get(pk=self.stage.pk)


def writable_funded(actor: Actor, where: Where) -> Funded:
    """A barrier or a stage the actor reads, in a volet they may write; else ``Hidden``."""
    if where.barrier_id is not None:
        barrier = writable_barrier(actor, where.person_id, where.barrier_id)
        return of_barrier(barrier)
    if where.stage_id is None:
        raise Hidden("neither a barrier nor a stage")
    stage = visible_entry(actor, Stage, where.person_id, where.stage_id)
    require_write(actor, where.person_id, Volet.PATH)
    return Funded(where.person_id, Volet.PATH, stage=stage)


def of_barrier(barrier: Barrier) -> Funded:
    return Funded(barrier.person_id, volet_of_barrier(barrier.kind), barrier=barrier)


def journal_funding(
    actor: Actor, funded: Funded, plan: FundingPlan, line: FundingLine | None
) -> None:
    details = {"plan": str(plan.id)}
    if line is not None:
        details |= {"line": str(line.id), "state": str(line.state)}
    record(
        FUNDING_CHANGED,
        actor=actor,
        person_id=funded.person_id,
        volets=[funded.volet],
        details=details,
    )
