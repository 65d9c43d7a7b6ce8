"""Work a tutor or the person may say something of, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import WorkLine, situation_seen, work_lines
from passerelles.pathways.review_policy import may_speak, welcomes
from passerelles.pathways.rules.voices import ReviewSide, is_reviewed
from passerelles.pathways.rules.work import WorkState


@dataclass(frozen=True)
class OwnWorkLine:
    """One work, with what was said of it; ``open``: it is a trial begun, one may say how it goes."""

    line: WorkLine
    said: WorkReview | None
    open: bool


def guest_work(eyes: Eyes, actor: Actor) -> list[OwnWorkLine]:
    """Situations at the tutor's company, with what the company already said."""
    lines = [
        line
        for line in work_lines(eyes)
        if line.situation.state != WorkState.CANCELLED and welcomes(actor, line.situation)
    ]
    said = _said(eyes, ReviewSide.HOST)
    return [OwnWorkLine(line, said.get(line.situation.id), _open(line.situation)) for line in lines]


def _open(situation: WorkSituation) -> bool:
    return is_reviewed(situation.law_kind) and situation.start <= clock.today()


def _said(eyes: Eyes, side: ReviewSide) -> dict[UUID, WorkReview]:
    rows = eyes.entries(WorkReview).filter(side=side, replaced_by__isnull=True)
    return {row.situation_id: row for row in rows}


def situation_to_review(eyes: Eyes, actor: Actor, situation_id: UUID) -> WorkSituation:
    """The situation a person or a tutor speaks of, else the same ``Hidden``."""
    situation = situation_seen(eyes, situation_id)
    side = ReviewSide.PERSON if actor.kind is ActorKind.PERSON else ReviewSide.HOST
    over = situation.state == WorkState.CANCELLED or situation.start > clock.today()
    if over or not may_speak(actor, situation, side, None):
        raise Hidden("not theirs to review")
    return situation
