"""The plan in three parts, the progressive timetable, and what the record offers to write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.pathways.models import Stage
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work import WorkLine, work_lines
from passerelles.pathways.rules.stages import StageKind, StageState
from passerelles.pathways.rules.work import WorkState
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import (
    Objective,
    ThreePartPlan,
    TimetableStep,
    WorkTimetable,
)
from passerelles.support.rules.commitments import ObjectiveState
from passerelles.support.rules.plans import (
    GOAL_PLAIN,
    PART_LABELS,
    PART_PLAIN,
    PlanGoal,
    PlanPart,
    PlanState,
    goal_label,
)
from passerelles.support.rules.timetables import (
    WEEKDAY_LABELS,
    AgainstContract,
    Step,
    Weekday,
    against_contract,
    step_on,
    total_hours,
)

GOING_ON = (WorkState.ONGOING, WorkState.SUSPENDED)


@dataclass(frozen=True)
class PartView:
    label: str
    plain: str
    planned: str
    why_empty: str


@dataclass(frozen=True)
class PlanView:
    plan: ThreePartPlan
    writer: str
    own: bool
    parts: tuple[PartView, ...]

    @property
    def active(self) -> bool:
        return self.plan.state == PlanState.ACTIVE

    @property
    def goal_label(self) -> str:
        place = self.plan.organisation
        return goal_label(PlanGoal(self.plan.goal), place.kind if place else "")

    @property
    def goal_plain(self) -> str:
        return GOAL_PLAIN[PlanGoal(self.plan.goal)]

    @property
    def to_review(self) -> bool:
        day = self.plan.review_on
        return self.active and day is not None and day <= clock.today()


def plan_views(eyes: Eyes) -> list[PlanView]:
    """Those in force first, then the former versions."""
    rows = eyes.entries(ThreePartPlan).select_related("organisation")
    views = [_plan(eyes, row) for row in rows]
    return sorted(views, key=lambda view: not view.active)


def own_place_kind(eyes: Eyes) -> str:
    """What sort of structure the reader writes for: a goal is said in its words."""
    if eyes.organisation_id is None:
        return ""
    own = Organisation.objects.filter(pk=eyes.organisation_id).values_list("kind", flat=True)
    return own.first() or ""


def own_plan(eyes: Eyes) -> PlanView | None:
    """The version in force of the reader's organisation."""
    return next((view for view in plan_views(eyes) if view.own and view.active), None)


def _plan(eyes: Eyes, row: ThreePartPlan) -> PlanView:
    parts = tuple(
        PartView(
            PART_LABELS[part],
            PART_PLAIN[part],
            getattr(row, part.value),
            getattr(row, f"{part.value}_why"),
        )
        for part in PlanPart
    )
    writer = f"{row.author_name} ({eyes.name(row.organisation)})"
    return PlanView(row, writer, row.organisation_id == eyes.organisation_id, parts)


@dataclass(frozen=True)
class PlanSources:
    """What the record already says of each part, to start from and never to copy twice."""

    work: tuple[str, ...]
    support: tuple[str, ...]
    training: tuple[str, ...]

    def lines(self, part: PlanPart) -> str:
        return "\n".join(getattr(self, part.value))


def plan_sources(eyes: Eyes) -> PlanSources:
    """Work going on, open objectives, training stages planned or going on."""
    training = eyes.entries(Stage).filter(
        kind=StageKind.TRAINING, state__in=(StageState.PLANNED, StageState.ONGOING)
    )
    objectives: Any = []
    if eyes.sees(Volet.PROJECT):
        objectives = eyes.entries(Objective).filter(state=ObjectiveState.OPEN)
    return PlanSources(
        work=tuple(line.title for line in work_lines(eyes) if line.situation.state in GOING_ON),
        support=tuple(row.words for row in objectives),
        training=tuple(row.title for row in training),
    )


@dataclass(frozen=True)
class StepView:
    step: TimetableStep
    days: str
    current: bool


@dataclass(frozen=True)
class TimetableView:
    timetable: WorkTimetable
    writer: str
    own: bool
    steps: tuple[StepView, ...]
    work: WorkLine | None
    against: AgainstContract
    total: Decimal | None
    highest: Decimal

    @property
    def active(self) -> bool:
        return self.timetable.state == PlanState.ACTIVE


def timetable_views(eyes: Eyes) -> list[TimetableView]:
    rows = list(
        eyes.entries(WorkTimetable).select_related("organisation").prefetch_related("steps")
    )
    works = {line.situation.pk: line for line in work_lines(eyes)} if rows else {}
    views = [_timetable(eyes, row, works.get(row.situation_id)) for row in rows]
    return sorted(views, key=lambda view: not view.active)


def own_timetable(eyes: Eyes) -> TimetableView | None:
    return next((view for view in timetable_views(eyes) if view.own and view.active), None)


def _timetable(eyes: Eyes, row: WorkTimetable, work: WorkLine | None) -> TimetableView:
    rows = list(row.steps.all())
    steps = [
        Step(s.start, s.weekly_hours, tuple(Weekday(d) for d in s.days), s.times, s.end)
        for s in rows
    ]
    now = step_on(steps, clock.today())
    contract = work.situation.weekly_hours if work else None
    return TimetableView(
        timetable=row,
        writer=f"{row.author_name} ({eyes.name(row.organisation)})",
        own=row.organisation_id == eyes.organisation_id,
        steps=tuple(
            StepView(kept, ", ".join(WEEKDAY_LABELS[day] for day in step.days), step is now)
            for kept, step in zip(rows, steps, strict=True)
        ),
        work=work,
        against=against_contract(steps, contract),
        total=total_hours(steps),
        highest=max(step.weekly_hours for step in steps),
    )
