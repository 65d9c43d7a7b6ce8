"""The plan of a programme, dimension by dimension, and what it still waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Value
from django.db.models.functions import TruncDate

from passerelles.kernel import clock
from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Hidden
from passerelles.law.programmes.duties import DutyState, DutyStatus, duty_states
from passerelles.law.programmes.model import Dimension
from passerelles.pathways.law_enrolments import act_of
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.queries.enrolment_law import facts_of, history_shown, with_history
from passerelles.pathways.queries.eyes import Eyes
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import Objective
from passerelles.support.rules.commitments import ObjectiveState
from passerelles.support.rules.sides import PLANNING, Side, first_days, plans
from passerelles.web import french


@dataclass(frozen=True)
class SideView:
    """One dimension and its objectives, those that still plan it first."""

    enrolment_id: UUID
    dimension: Dimension
    objectives: tuple[Objective, ...]

    @property
    def key(self) -> str:
        return str(Side(self.enrolment_id, self.dimension.code))

    @property
    def planned(self) -> tuple[Objective, ...]:
        return tuple(row for row in self.objectives if plans(ObjectiveState(row.state)))

    @property
    def former(self) -> tuple[Objective, ...]:
        return tuple(row for row in self.objectives if not plans(ObjectiveState(row.state)))


@dataclass(frozen=True)
class DimensionPlan:
    """``duty``: what the programme makes of it, when it asks for a plan by some day."""

    enrolment: ProgrammeEnrolment
    where: str
    sides: tuple[SideView, ...]
    duty: DutyState | None

    @property
    def title(self) -> str:
        return f"{self.enrolment.label} — {self.where}" if self.where else self.enrolment.label

    @property
    def empty(self) -> tuple[SideView, ...]:
        return tuple(side for side in self.sides if not side.planned)

    @property
    def waits(self) -> bool:
        status = self.duty.status if self.duty else None
        return status in {DutyStatus.DUE, DutyStatus.OVERDUE}

    @property
    def late(self) -> bool:
        return self.duty is not None and self.duty.status is DutyStatus.OVERDUE


def dimension_plans(eyes: Eyes) -> list[DimensionPlan]:
    """Of each programme with dimensions, those going on first; both volets must be seen."""
    if not (eyes.sees(Volet.PATH) and eyes.sees(Volet.PROJECT)):
        return []
    rows = [row for row in with_history(_enrolments(eyes)) if row.rules.dimensions]
    if not rows:
        return []
    objectives = defaultdict(list)
    written = eyes.entries(Objective).filter(enrolment__in=[row.pk for row in rows])
    for objective in written.prefetch_related("evidence"):
        objectives[objective.enrolment_id, objective.dimension].append(objective)
    plans_of = [_plan(eyes, row, objectives) for row in rows]
    return sorted(plans_of, key=lambda plan: not plan.enrolment.is_open)


def dimension_plan(eyes: Eyes, enrolment_id: UUID) -> DimensionPlan:
    for plan in dimension_plans(eyes):
        if plan.enrolment.pk == enrolment_id:
            return plan
    raise Hidden("no such plan")


def _enrolments(eyes: Eyes) -> Collection[ProgrammeEnrolment]:
    found: Collection[ProgrammeEnrolment] = eyes.entries(ProgrammeEnrolment)
    return found


def _plan(
    eyes: Eyes, row: ProgrammeEnrolment, objectives: Mapping[tuple[UUID, str], list[Objective]]
) -> DimensionPlan:
    return DimensionPlan(
        enrolment=row,
        where=eyes.name(row.organisation),
        sides=tuple(
            SideView(row.pk, side, tuple(objectives[row.pk, side.code]))
            for side in row.rules.dimensions
        ),
        duty=_duty(row) if row.is_open else None,
    )


def _duty(row: ProgrammeEnrolment) -> DutyState | None:
    if not row.rules.plan_duties:
        return None
    today = clock.today()
    states = duty_states(act_of(facts_of(row, history_shown(row)), today), today, row.rules)
    return next((state for state in states if state.duty.plans_dimensions), None)


def sides_to_offer(eyes: Eyes, former: Objective | None = None) -> list[tuple[str, str]]:
    """Dimensions an objective may be of: programmes going on, and that of the former wording."""
    if not eyes.sees(Volet.PATH):
        return []
    kept = former.enrolment_id if former else None
    rows = eyes.entries(ProgrammeEnrolment).select_related("own_version")
    return [
        (str(Side(row.pk, side.code)), f"{row.label} — {side.label}")
        for row in rows
        if row.is_open or row.pk == kept
        for side in row.rules.dimensions
    ]


def side_labels(eyes: Eyes) -> dict[str, str]:
    """Of every programme seen, to tell which side an objective of a list is of."""
    if not eyes.sees(Volet.PATH):
        return {}
    rows = eyes.entries(ProgrammeEnrolment).select_related("own_version")
    return {
        str(Side(row.pk, side.code)): f"{row.label} — {side.label}"
        for row in rows
        for side in row.rules.dimensions
    }


def planned_lines(enrolment_ids: Collection[UUID]) -> Any:
    """Objectives that plan a side, as rows the home page joins to the history of enrolments."""
    rows = Objective.objects.filter(enrolment__in=enrolment_ids, state__in=PLANNING)
    told = (
        rows.across_people()
        .order_by()
        .annotate(
            line=Value("side"),
            on=TruncDate("recorded_at", tzinfo=PARIS),
            yes=Value(True, output_field=BooleanField()),
            rank=Value(0),
        )
    )
    return told.values_list("line", "enrolment_id", "dimension", "on", "yes", "rank")


def planned_by_enrolment(enrolment_ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, date]]:
    """For the programmes: the day each dimension got its objective; one question."""
    rows = (
        Objective.objects.filter(enrolment__in=enrolment_ids)
        .across_people()
        .order_by()
        .values_list("enrolment_id", "dimension", "state", "recorded_at")
    )
    days = first_days(
        (Side(key, dimension), ObjectiveState(state), french.as_day(at))
        for key, dimension, state, at in rows
    )
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    for side, on in days.items():
        found[side.enrolment_id][side.dimension] = on
    return found
