"""One thing entered once: the stage of the path follows the work situation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.stages import StageDraft, add_stage, change_stage, move_stage
from passerelles.pathways.models import Stage, WorkSituation
from passerelles.pathways.rules.stages import PathState, StageKind, StageState, may_move
from passerelles.pathways.rules.work import asks_host, stage_kind

LONGEST_TITLE = 160


def begin_stage(actor: Actor, situation: WorkSituation, stage: Stage | None) -> Stage | None:
    """The stage that was chosen begins; without one, a stage is added to the path going on."""
    today = clock.today()
    state = StageState.ONGOING if situation.start <= today else StageState.PLANNED
    if stage is not None:
        if state is StageState.ONGOING:
            _move(actor, stage, state, situation.start)
        return stage
    path = situation.path
    if path is None or path.state == PathState.CLOSED:
        return None
    return add_stage(
        actor=actor,
        person_id=situation.person_id,
        path_id=path.id,
        draft=StageDraft(
            kind=stage_kind(situation.law_kind),
            title=stage_title(situation),
            state=state,
            place_id=stage_place(situation),
            target_on=situation.start if state is StageState.PLANNED else None,
            started_on=situation.start if state is StageState.ONGOING else None,
        ),
    )


def stage_place(situation: WorkSituation) -> UUID | None:
    """Where the person works: the host's when somebody lends them, the employer's otherwise."""
    place: UUID | None = (
        situation.host_id if asks_host(situation.law_kind) else situation.employer_id
    )
    return place


def stage_title(situation: WorkSituation) -> str:
    """A place of the directory is shown beside the title; one that is only a name, in it."""
    label = situation.with_job
    if stage_place(situation):
        return label[:LONGEST_TITLE]
    hosted = asks_host(situation.law_kind)
    name = situation.host_name if hosted else situation.employer_name
    return f"{label} — {name}"[:LONGEST_TITLE] if name else label[:LONGEST_TITLE]


def retitle_stage(actor: Actor, situation: WorkSituation, before: tuple[str, UUID | None]) -> None:
    """A correction is read in the path too, unless somebody gave the stage words of their own."""
    stage = situation.stage
    if stage is None or (stage.title, stage.place_id) != before:
        return
    now = (stage_title(situation), stage_place(situation))
    if now == before:
        return
    draft = StageDraft(
        kind=StageKind(stage.kind),
        title=now[0],
        state=StageState(stage.state),
        place_id=now[1],
        target_on=stage.target_on,
        started_on=stage.started_on,
        ended_on=stage.ended_on,
        description=stage.description,
        result=stage.result,
    )
    try:
        change_stage(
            actor=actor,
            person_id=stage.person_id,
            stage_id=stage.id,
            version=stage.version,
            draft=draft,
        )
    except Hidden:
        return  # another organisation's


def finish_stage(actor: Actor, situation: WorkSituation, on: date, *, stopped: bool) -> None:
    """The stage ends with the situation, unless another one still stands on it."""
    stage = situation.stage
    if stage is None:
        return
    still = WorkSituation.unscoped.filter(stage=stage, ended_on=None).exclude(pk=situation.pk)
    if not still.exists():
        _move(actor, stage, StageState.STOPPED if stopped else StageState.DONE, on)


def _move(actor: Actor, stage: Stage, target: StageState, on: date) -> None:
    stage.refresh_from_db()
    if not may_move(StageState(stage.state), target):
        return
    if stage.started_on is not None and target is not StageState.ONGOING and on < stage.started_on:
        return
    try:
        move_stage(
            actor=actor,
            person_id=stage.person_id,
            stage_id=stage.id,
            version=stage.version,
            target=target,
            on=on,
        )
    except Hidden:
        return  # the stage is another organisation's: its words and state stay theirs
