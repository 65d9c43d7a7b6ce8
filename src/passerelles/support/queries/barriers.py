"""Barriers of a record: what each weighs, what is done, who pays; only in the volets seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.people.models import Fact
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import (
    Barrier,
    BarrierAction,
    BarrierChange,
    FundingLine,
    FundingPlan,
    SolutionChange,
)
from passerelles.support.rules.barriers import (
    BARRIER_FACTS,
    BARRIER_LABELS,
    BarrierState,
    Cumulated,
    Pressure,
    cumulated,
    pressure,
    told_barriers,
    volet_of_barrier,
)
from passerelles.support.rules.funding import Balance, FundingState, PlanResult, Share, balance
from passerelles.support.rules.themes import THEME_LABELS, looked_for, themes_of

BARRIER_VOLETS = (Volet.BARRIERS, Volet.SENSITIVE)
_PARTS = ("actions", "changes", "solution_changes", "funding_plans__lines")
STATE_COLOURS = {
    BarrierState.OPEN: "coral",
    BarrierState.LIFTED: "leaf",
    BarrierState.SET_ASIDE: "muted",
}


@dataclass(frozen=True)
class PlanView:
    """``lines``: those that count; ``cancelled``: requests noted by mistake, only to be read."""

    plan: FundingPlan
    lines: tuple[FundingLine, ...]
    balance: Balance
    cancelled: tuple[FundingLine, ...] = ()

    @property
    def result_colour(self) -> str:
        return "leaf" if self.plan.result == PlanResult.OBTAINED else "muted"


class Funds(Protocol):
    """A barrier or a stage: what is paid for it, and what was cancelled."""

    @property
    def plans(self) -> tuple[PlanView, ...]: ...

    @property
    def cancelled_plans(self) -> tuple[PlanView, ...]: ...


@dataclass(frozen=True)
class BarrierView:
    """``own``: written by the reader's organisation; ``said``: how the person said its end.

    ``cancelled_*`` and ``corrections``: what was noted by mistake, readable and counted nowhere.
    """

    barrier: Barrier
    writer: str
    own: bool
    writable: bool
    pressure: Pressure
    actions: tuple[BarrierAction, ...]
    plans: tuple[PlanView, ...]
    changes: tuple[BarrierChange, ...]
    corrections: tuple[SolutionChange, ...]
    cancelled_actions: tuple[BarrierAction, ...] = ()
    cancelled_plans: tuple[PlanView, ...] = ()

    @property
    def colour(self) -> str:
        return STATE_COLOURS[BarrierState(self.barrier.state)]

    @property
    def themes(self) -> tuple[str, ...]:
        """What this barrier is called where services are listed."""
        return tuple(THEME_LABELS[theme] for theme in themes_of(self.barrier.kind))

    @property
    def looked_for(self) -> str:
        """What the directory is asked; never a word that would tell of health or justice."""
        ordinary = volet_of_barrier(self.barrier.kind) is Volet.BARRIERS
        return looked_for(self.barrier.kind) if ordinary else ""

    @property
    def open(self) -> bool:
        return self.barrier.state == BarrierState.OPEN

    @property
    def said(self) -> str:
        return self.changes[-1].words if self.changes else ""


@dataclass(frozen=True)
class BarrierPage:
    """``told``: barriers the person already told of, that nobody visible has opened yet; the code
    of a sensitive one is left out, as it never stands in an address."""

    barriers: tuple[BarrierView, ...]
    cumulated: Cumulated
    told: tuple[tuple[str, str], ...]


def barrier_page(eyes: Eyes) -> BarrierPage:
    """Everything in seven queries, whatever the number of barriers."""
    rows = eyes.entries(Barrier).select_related("organisation").prefetch_related(*_PARTS)
    views = [_view(eyes, row) for row in rows]
    views.sort(key=lambda view: not view.open)
    states = [(view.barrier.kind, BarrierState(view.barrier.state)) for view in views]
    return BarrierPage(tuple(views), cumulated(states), _told(eyes, {code for code, _s in states}))


def barrier_view(eyes: Eyes, barrier_id: object) -> BarrierView:
    """One barrier of the record; ``Hidden`` when it is not visible through these eyes."""
    row = eyes.entries(Barrier).select_related("organisation").filter(pk=barrier_id).first()
    if row is None:
        raise Hidden("no such barrier")
    return _view(eyes, row)


def funding_line(view: Funds, line_id: object, *, sent: bool = False) -> FundingLine:
    """A request that counts; ``sent``: a form was filled, it meets the conflict when cancelled."""
    for plan in _plans(view, sent):
        for line in plan.lines + (plan.cancelled if sent else ()):
            if line.id == line_id:
                return line
    raise Hidden("no such line")


def plan_of(view: Funds, plan_id: object, *, sent: bool = False) -> PlanView:
    for plan in _plans(view, sent):
        if plan.plan.id == plan_id:
            return plan
    raise Hidden("no such plan")


def _plans(view: Funds, sent: bool) -> tuple[PlanView, ...]:
    return view.plans + (view.cancelled_plans if sent else ())


def action_noted(view: BarrierView, action_id: object, *, sent: bool = False) -> BarrierAction:
    for action in view.actions + (view.cancelled_actions if sent else ()):
        if action.id == action_id:
            return action
    raise Hidden("no such action")


def action_of(view: BarrierView, action_id: object, *, sent: bool = False) -> BarrierAction:
    """An action to finish."""
    action = action_noted(view, action_id, sent=sent)
    if action.done_on is not None and not sent:
        raise Hidden("no such action to finish")
    return action


def open_barriers(eyes: Eyes) -> int:
    """How many stand together for this reader: what programmes quote, and never a refusal."""
    rows = eyes.entries(Barrier).values_list("kind", "state")
    return cumulated((kind, BarrierState(state)) for kind, state in rows).open


def _view(eyes: Eyes, row: Barrier) -> BarrierView:
    actions, plans = tuple(row.actions.all()), tuple(row.funding_plans.all())
    return BarrierView(
        barrier=row,
        writer=f"{row.author_name} ({eyes.name(row.organisation)})",
        own=row.organisation_id == eyes.organisation_id,
        writable=eyes.access.may_write(volet_of_barrier(row.kind)),
        pressure=pressure(BarrierState(row.state), row.lift_by, clock.today()),
        actions=tuple(action for action in actions if action.set_aside_on is None),
        plans=tuple(plan_view(plan) for plan in plans if plan.set_aside_on is None),
        changes=tuple(row.changes.all()),
        corrections=tuple(row.solution_changes.all()),
        cancelled_actions=tuple(action for action in actions if action.set_aside_on is not None),
        cancelled_plans=tuple(plan_view(plan) for plan in plans if plan.set_aside_on is not None),
    )


def plan_view(plan: FundingPlan) -> PlanView:
    every = tuple(plan.lines.all())
    lines = tuple(line for line in every if line.set_aside_on is None)
    cancelled = tuple(line for line in every if line.set_aside_on is not None)
    shares = [Share(FundingState(line.state), line.asked, line.granted) for line in lines]
    return PlanView(plan, lines, balance(plan.cost, shares), cancelled)


def _told(eyes: Eyes, opened: set[str]) -> tuple[tuple[str, str], ...]:
    """From the latest answer of each of the two questions, in the volets one may write in."""
    rows = eyes.entries(Fact).filter(kind__in=BARRIER_FACTS).order_by("recorded_at")
    latest = {row.kind: row.value for row in rows}
    return tuple(
        (code if volet_of_barrier(code) is not Volet.SENSITIVE else "", BARRIER_LABELS[code])
        for code in told_barriers(latest.values())
        if code not in opened and eyes.access.may_write(volet_of_barrier(code))
    )
