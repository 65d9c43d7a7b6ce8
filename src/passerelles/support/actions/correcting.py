"""What was noted by mistake about a solution: put right or cancelled, with why; the first stays.

Whoever may write about the barrier may, as they may answer for a funder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.support.actions.barriers import writable_barrier
from passerelles.support.actions.funded import (
    Funded,
    Where,
    journal_funding,
    of_barrier,
    writable_funded,
)
from passerelles.support.actions.funding import check_amount, refuse_twin_line, refuse_twin_plan
from passerelles.support.actions.solutions import (
    ActionDraft,
    check_action,
    journal_action,
    not_in_future,
)
from passerelles.support.models import (
    Barrier,
    BarrierAction,
    FundingLine,
    FundingPlan,
    SolutionChange,
)
from passerelles.support.rules.corrections import (
    ChangeKind,
    action_words,
    line_words,
    plan_words,
)
from passerelles.support.rules.funding import (
    ANSWERED_WITH_AN_AMOUNT,
    Funder,
    FundingState,
    PlanResult,
)

STALE = "Un collègue vient de modifier ce que vous corrigez."
READ_AGAIN = "Relisez-le, puis reprenez votre correction."


Row = TypeVar("Row", BarrierAction, FundingPlan, FundingLine)
Noted = BarrierAction | FundingPlan | FundingLine


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A request as it really stands: its state too may have been said by mistake."""

    funder: Funder
    asked: Decimal
    on: date
    state: FundingState
    funder_name: str = ""
    granted: Decimal | None = None


def correct_action(
    *, actor: Actor, where: Where, action_id: UUID, version: int, draft: ActionDraft, reason: str
) -> BarrierAction:
    with transaction.atomic():
        barrier = _barrier(actor, where)
        action = _held(BarrierAction.objects.filter(pk=action_id, barrier=barrier), version)
        check_action(draft)
        _keep(actor, of_barrier(barrier), action, ChangeKind.CORRECTED, reason)
        action.kind, action.what = draft.kind, draft.what.strip()
        action.partner, action.result = draft.partner.strip(), draft.result.strip()
        action.planned_on, action.done_on = draft.planned_on, draft.done_on
        action.on_working_time, action.hours = draft.on_working_time, draft.hours
        _save(action)
        journal_action(actor, barrier, action)
    return action


def correct_plan(
    *,
    actor: Actor,
    where: Where,
    plan_id: UUID,
    version: int,
    label: str,
    cost: Decimal,
    reason: str,
) -> FundingPlan:
    """What is missing is counted anew from the right cost; the requests stay as they are."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        plan = _held(FundingPlan.objects.filter(pk=plan_id, **funded.columns), version)
        refuse_nir_in(label=label)
        check_amount(cost, "cost")
        refuse_twin_plan(funded, label, cost, but=plan)
        _keep(actor, funded, plan, ChangeKind.CORRECTED, reason)
        plan.label, plan.cost = label.strip(), cost
        _save(plan)
        journal_funding(actor, funded, plan, None)
    return plan


def correct_line(
    *, actor: Actor, where: Where, line_id: UUID, version: int, draft: LineDraft, reason: str
) -> FundingLine:
    with transaction.atomic():
        funded = writable_funded(actor, where)
        line = _held_line(funded, line_id, version)
        refuse_nir_in(funder_name=draft.funder_name)
        check_amount(draft.asked, "asked")
        not_in_future(draft.on, "on")
        if draft.state is not FundingState.REFUSED:
            refuse_twin_line(line.plan, draft.funder, draft.funder_name, draft.asked, but=line)
        _keep(actor, funded, line, ChangeKind.CORRECTED, reason)
        line.funder, line.funder_name = draft.funder, draft.funder_name.strip()
        line.asked, line.state, line.state_on = draft.asked, draft.state, draft.on
        line.granted = _granted(draft)
        _save(line)
        journal_funding(actor, funded, line.plan, line)
    return line


def cancel_action(
    *, actor: Actor, where: Where, action_id: UUID, version: int, reason: str
) -> BarrierAction:
    with transaction.atomic():
        barrier = _barrier(actor, where)
        action = _held(BarrierAction.objects.filter(pk=action_id, barrier=barrier), version)
        _cancel(actor, of_barrier(barrier), action, reason)
        journal_action(actor, barrier, action)
    return action


def cancel_plan(
    *, actor: Actor, where: Where, plan_id: UUID, version: int, reason: str
) -> FundingPlan:
    """Its requests go with it: nobody waits for an answer any more."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        plan = _held(FundingPlan.objects.filter(pk=plan_id, **funded.columns), version)
        _cancel(actor, funded, plan, reason)
        journal_funding(actor, funded, plan, None)
    return plan


def cancel_line(
    *, actor: Actor, where: Where, line_id: UUID, version: int, reason: str
) -> FundingLine:
    with transaction.atomic():
        funded = writable_funded(actor, where)
        line = _held_line(funded, line_id, version)
        _cancel(actor, funded, line, reason)
        journal_funding(actor, funded, line.plan, line)
    return line


def say_result(
    *,
    actor: Actor,
    where: Where,
    plan_id: UUID,
    version: int,
    result: PlanResult,
    on: date,
    words: str = "",
) -> FundingPlan:
    """What the money was for came, or not; failing once says nothing of the next time."""
    with transaction.atomic():
        funded = writable_funded(actor, where)
        plan = _held(FundingPlan.objects.filter(pk=plan_id, **funded.columns), version)
        refuse_nir_in(words=words)
        not_in_future(on, "on")
        if plan.result:
            _keep(actor, funded, plan, ChangeKind.RESULT, "")
        plan.result, plan.result_on, plan.result_words = result, on, words.strip()
        _save(plan)
        journal_funding(actor, funded, plan, None)
    return plan


def _barrier(actor: Actor, where: Where) -> Barrier:
    if where.barrier_id is None:
        raise Hidden("an action is about a barrier")
    return writable_barrier(actor, where.person_id, where.barrier_id)


def _held(rows: QuerySet[Row], version: int) -> Row:
    """The row as it was read, locked until the end; cancelled or changed since: one conflict."""
    row = rows.select_for_update().first()
    if row is None:
        raise Hidden("no such row")
    if row.set_aside_on is not None:
        raise Conflict("Un collègue vient de l’annuler.", "Relisez la page.")
    if row.version != version:
        raise Conflict(STALE, READ_AGAIN)
    return row


def _held_line(funded: Funded, line_id: UUID, version: int) -> FundingLine:
    line = _held(FundingLine.objects.filter(pk=line_id, **funded.of_lines), version)
    if line.plan.set_aside_on is not None:
        raise Conflict("Un collègue vient d’annuler ce financement.", "Relisez la page.")
    return line


def _cancel(actor: Actor, funded: Funded, row: Noted, reason: str) -> None:
    _keep(actor, funded, row, ChangeKind.CANCELLED, reason)
    row.set_aside_on = clock.today()
    row.set_aside_by = signature(actor)["author_name"]
    row.set_aside_why = reason.strip()
    _save(row)


def _keep(
    actor: Actor,
    funded: Funded,
    row: Noted,
    kind: ChangeKind,
    reason: str,
) -> None:
    """What it said until now, before anything changes; only a new result goes without a reason."""
    refuse_nir_in(reason=reason)
    if kind is not ChangeKind.RESULT and not reason.strip():
        raise Refusal("Il manque la raison.", "Écrivez-la en quelques mots.", "reason")
    SolutionChange.objects.create(
        **funded.columns,
        action=row if isinstance(row, BarrierAction) else None,
        plan=row if isinstance(row, FundingPlan) else None,
        line=row if isinstance(row, FundingLine) else None,
        kind=kind,
        before=_said(row),
        reason=reason.strip(),
        author_id=actor.user_id,
        author_name=signature(actor)["author_name"],
    )


def _said(row: Noted) -> str:
    if isinstance(row, BarrierAction):
        return action_words(
            row.kind,
            row.what,
            partner=row.partner,
            planned_on=row.planned_on,
            done_on=row.done_on,
            on_working_time=row.on_working_time,
            hours=row.hours,
            result=row.result,
        )
    if isinstance(row, FundingPlan):
        return plan_words(
            row.label, row.cost, result=row.result, on=row.result_on, words=row.result_words
        )
    return line_words(
        row.funder,
        row.asked,
        name=row.funder_name,
        granted=row.granted,
        state=row.state,
        on=row.state_on,
    )


def _save(row: Noted) -> None:
    """Whole, as its free text goes through its encrypted field."""
    row.version += 1
    row.save()


def _granted(draft: LineDraft) -> Decimal | None:
    if draft.state not in ANSWERED_WITH_AN_AMOUNT:
        return None
    if draft.granted is None:
        return draft.asked
    check_amount(draft.granted, "granted")
    return draft.granted
