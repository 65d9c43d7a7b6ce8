"""The path walked: its referent, its stages, what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from passerelles.kernel.clock import PARIS
from passerelles.ops.demo.crowd import words
from passerelles.ops.demo.crowd.lives import Life
from passerelles.ops.demo.crowd.sowing import identifier
from passerelles.pathways.models import NextStep, Path, Referent, Stage
from passerelles.pathways.rules.stages import STAGE_TEXTS, PathState, StageKind, StageState
from passerelles.sharing.rules.volets import Volet

OFFICE_HOURS = ((9, 0), (9, 30), (10, 0), (11, 0), (14, 0), (14, 30), (15, 30), (16, 30))
FRIDAY = 5

STAGE_KINDS = (
    StageKind.WORKSHOP, StageKind.VISIT, StageKind.TRIAL, StageKind.INTERNSHIP,
    StageKind.IMMERSION, StageKind.TRAINING, StageKind.ASSIGNMENT, StageKind.PROCEDURE,
)  # fmt: skip


def set_out(life: Life) -> None:
    rng = life.rng
    state = rng.choices(list(PathState), weights=(85, 5, 10))[0]
    path = life.entry(
        Path,
        Volet.PATH,
        life.begun,
        origin=life.team.organisation,
        title=f"Vers {rng.choice(words.JOBS)}",
        started_on=life.begun.date(),
        state=state,
        closed_on=life.world.today if state is PathState.CLOSED else None,
    )
    life.paths.append(path)
    life.referents.append(
        Referent(
            id=identifier(rng),
            path=path,
            user=life.team.user,
            organisation=life.team.organisation,
            since=life.begun,
        )
    )
    for _n in range(rng.randint(1, 4)):
        _stage(life, path)
    what, plain = rng.choice(words.STEPS)
    life.steps.append(
        life.entry(
            NextStep,
            Volet.PATH,
            life.recent(),
            path=path,
            what=what.format(job=rng.choice(words.JOBS)),
            plain=plain,
            owner_user=life.team.user,
            owner_organisation=life.team.organisation,
            due_at=_office_hour(rng, life.world.moment + timedelta(days=rng.randint(-5, 40))),
        )
    )


def _office_hour(rng: Random, moment: datetime) -> datetime:
    # Nobody makes an appointment at the hour the demonstration happened to be built, nor on a Sunday.
    day = moment.astimezone(PARIS)
    if day.isoweekday() > FRIDAY:
        day += timedelta(days=8 - day.isoweekday())
    hour, minute = rng.choice(OFFICE_HOURS)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _stage(life: Life, path: Path) -> None:
    rng = life.rng
    kind = rng.choice(STAGE_KINDS)
    start = life.between(life.begun, life.world.moment)
    ended = start.date() + timedelta(days=rng.choice((1, 5, 14, 60)))
    state = StageState.DONE if ended < life.world.today else StageState.ONGOING
    if rng.random() < 0.2:
        state = StageState.PLANNED
    place = rng.choice(life.world.teams).organisation if rng.random() < 0.5 else None
    life.stages.append(
        life.entry(
            Stage,
            Volet.PATH,
            start,
            path=path,
            kind=kind,
            title=f"{STAGE_TEXTS[kind].label} : {rng.choice(words.JOBS)}",
            place=place,
            state=state,
            started_on=None if state is StageState.PLANNED else start.date(),
            ended_on=ended if state is StageState.DONE else None,
        )
    )
