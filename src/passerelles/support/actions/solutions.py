"""What is done about a barrier, and who pays for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature
from passerelles.support.actions.barriers import writable_barrier
from passerelles.support.events import BARRIER_ACTION, FUNDING_CHANGED
from passerelles.support.models import Barrier, BarrierAction, FundingLine, FundingPlan
from passerelles.support.rules.barriers import ActionKind, volet_of_barrier
from passerelles.support.rules.funding import (
    FUNDER_LABELS,
    FUNDING_MOVES,
    Funder,
    FundingState,
    euros,
)

HIGHEST_AMOUNT = Decimal(1_000_000)
CHANGED_MEANWHILE = "Un collègue vient de modifier ce financement."
CANCELLED_MEANWHILE = "Un collègue vient d’annuler ce financement."
ONCE = "Le même n’est pas compté deux fois : relisez la page des freins."


@dataclass(frozen=True, slots=True)
class ActionDraft:
    kind: ActionKind
    what: str
    partner: str = ""
    planned_on: date | None = None
    done_on: date | None = None
    on_working_time: bool | None = None
    hours: Decimal | None = None
    result: str = ""


def add_action(
    *, actor: Actor, person_id: UUID, barrier_id: UUID, draft: ActionDraft
) -> BarrierAction:
    """Plan an action, or write one already done."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        check_action(draft)
        _refuse_twin_action(barrier, draft)
        signed = signature(actor)
        action = BarrierAction.objects.create(
            barrier=barrier,
            kind=draft.kind,
            what=draft.what.strip(),
            partner=draft.partner.strip(),
            planned_on=draft.planned_on,
            done_on=draft.done_on,
            on_working_time=draft.on_working_time,
            hours=draft.hours,
            result=draft.result.strip(),
            organisation_id=signed["organisation_id"],
            author_id=signed["author_id"],
            author_name=signed["author_name"],
        )
        journal_action(actor, barrier, action)
    return action


def finish_action(
    *,
    actor: Actor,
    person_id: UUID,
    barrier_id: UUID,
    action_id: UUID,
    done_on: date,
    on_working_time: bool | None,
    result: str,
) -> BarrierAction:
    """It was done, and what came of it; done twice at once: one conflict."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        rows = BarrierAction.objects.select_for_update().filter(pk=action_id, barrier=barrier)
        action = rows.first()
        if action is None:
            raise Hidden("no such action")
        if action.set_aside_on is not None:
            raise Conflict("Un collègue vient d’annuler cette action.")
        if action.done_on is not None:
            raise Conflict("C’est déjà noté comme fait.")
        refuse_nir_in(result=result)
        not_in_future(done_on, "done_on")
        action.done_on = done_on
        action.on_working_time = on_working_time
        action.result = result.strip()
        action.version += 1
        action.save(update_fields=["done_on", "on_working_time", "result", "version"])
        journal_action(actor, barrier, action)
    return action


def plan_funding(
    *, actor: Actor, person_id: UUID, barrier_id: UUID, label: str, cost: Decimal
) -> FundingPlan:
    """Say what is to be paid and what it costs; who pays comes line by line."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        refuse_nir_in(label=label)
        check_amount(cost, "cost")
        refuse_twin_plan(barrier, label, cost)
        plan = FundingPlan.objects.create(
            barrier=barrier,
            label=label.strip(),
            cost=cost,
            author_name=signature(actor)["author_name"],
        )
        journal_funding(actor, barrier, plan, None)
    return plan


@dataclass(frozen=True, slots=True)
class FundingDraft:
    funder: Funder
    asked: Decimal
    funder_name: str = ""
    on: date | None = None


def ask_funding(
    *, actor: Actor, person_id: UUID, barrier_id: UUID, plan_id: UUID, draft: FundingDraft
) -> FundingLine:
    """A funder was asked for an amount."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        rows = FundingPlan.objects.select_for_update().filter(pk=plan_id, barrier=barrier)
        plan = rows.first()
        if plan is None:
            raise Hidden("no such plan")
        if plan.set_aside_on is not None:
            raise Conflict(CANCELLED_MEANWHILE)
        refuse_nir_in(funder_name=draft.funder_name)
        check_amount(draft.asked, "asked")
        day = draft.on or clock.today()
        not_in_future(day, "on")
        refuse_twin_line(plan, draft.funder, draft.funder_name, draft.asked)
        line = FundingLine.objects.create(
            plan=plan,
            funder=draft.funder,
            funder_name=draft.funder_name.strip(),
            asked=draft.asked,
            state_on=day,
            author_name=signature(actor)["author_name"],
        )
        journal_funding(actor, barrier, plan, line)
    return line


def answer_funding(
    *,
    actor: Actor,
    person_id: UUID,
    barrier_id: UUID,
    line_id: UUID,
    version: int,
    state: FundingState,
    granted: Decimal | None = None,
    on: date | None = None,
) -> FundingLine:
    """Granted, refused, paid; the amount granted is the one asked unless said otherwise."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        rows = FundingLine.objects.select_for_update().filter(pk=line_id, plan__barrier=barrier)
        line = rows.first()
        if line is None:
            raise Hidden("no such line")
        if line.set_aside_on is not None or line.plan.set_aside_on is not None:
            raise Conflict(CANCELLED_MEANWHILE)
        if line.version != version:
            raise Conflict(CHANGED_MEANWHILE, "Relisez-le avant de répondre.")
        if state not in FUNDING_MOVES[FundingState(line.state)]:
            raise Refusal("Ce financement n’en est plus là.", "Relisez le plan.", field="state")
        day = on or clock.today()
        not_in_future(day, "on")
        if state is FundingState.REFUSED:
            granted = None
        elif granted is None:
            granted = line.asked if line.granted is None else line.granted
        else:
            check_amount(granted, "granted")
        line.state, line.state_on, line.granted = state, day, granted
        line.version += 1
        line.save(update_fields=["state", "state_on", "granted", "version"])
        journal_funding(actor, barrier, line.plan, line)
    return line


def refuse_twin_plan(
    barrier: Barrier, label: str, cost: Decimal, *, but: FundingPlan | None = None
) -> None:
    """A form sent twice writes once.  The words are encrypted: they are compared here, under the
    lock of the barrier, so that the second sending waits for the first."""
    _lock(barrier)
    rows = FundingPlan.objects.filter(barrier=barrier, cost=cost, set_aside_on=None)
    if any(_same(row.label, label) for row in rows if row != but):
        raise Refusal(f"« {label.strip()} » est déjà noté ici, à {euros(cost)}.", ONCE, "label")


def refuse_twin_line(
    plan: FundingPlan, funder: Funder, name: str, asked: Decimal, *, but: FundingLine | None = None
) -> None:
    """A request refused may be made again; one that waits, or was granted, is there already."""
    _lock(plan.barrier)
    rows = FundingLine.objects.filter(plan=plan, funder=funder, asked=asked, set_aside_on=None)
    rows = rows.exclude(state=FundingState.REFUSED)
    if any(_same(row.funder_name, name) for row in rows if row != but):
        raise Refusal(
            f"{FUNDER_LABELS[funder]} : {euros(asked)} déjà demandés sur ce financement.",
            "Le même montant n’est pas compté deux fois. Pour une autre demande, écrivez le nom de "
            "ce financeur ; pour une erreur, corrigez la première.",
            "asked",
        )


def _refuse_twin_action(barrier: Barrier, draft: ActionDraft) -> None:
    _lock(barrier)
    rows = BarrierAction.objects.filter(
        barrier=barrier,
        kind=draft.kind,
        planned_on=draft.planned_on,
        done_on=draft.done_on,
        set_aside_on=None,
    )
    if any(_same(row.what, draft.what) for row in rows):
        raise Refusal(f"« {draft.what.strip()} » est déjà noté ici.", ONCE, "what")


def _lock(barrier: Barrier) -> None:
    Barrier.unscoped.select_for_update().only("pk").get(pk=barrier.pk)


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def check_action(draft: ActionDraft) -> None:
    refuse_nir_in(what=draft.what, partner=draft.partner, result=draft.result)
    if not draft.what.strip():
        raise Refusal("Il manque ce qui est fait.", "Écrivez quelques mots.", field="what")
    if draft.done_on is not None:
        not_in_future(draft.done_on, "done_on")


def check_amount(amount: Decimal, field: str) -> None:
    if not 0 < amount < HIGHEST_AMOUNT:
        raise Refusal(
            "Ce montant n’est pas possible.", "Écrivez-le en euros, par exemple 450.", field=field
        )


def not_in_future(day: date, field: str) -> None:
    if day > clock.today():
        raise Refusal("Cette date est dans l’avenir.", "Vérifiez-la.", field=field)


def journal_action(actor: Actor, barrier: Barrier, action: BarrierAction) -> None:
    record(
        BARRIER_ACTION,
        actor=actor,
        person_id=barrier.person_id,
        volets=[volet_of_barrier(barrier.kind)],
        details={"barrier": str(barrier.id), "action": str(action.id)},
    )


def journal_funding(
    actor: Actor, barrier: Barrier, plan: FundingPlan, line: FundingLine | None
) -> None:
    details = {"plan": str(plan.id)}
    if line is not None:
        details |= {"line": str(line.id), "state": str(line.state)}
    record(
        FUNDING_CHANGED,
        actor=actor,
        person_id=barrier.person_id,
        volets=[volet_of_barrier(barrier.kind)],
        details=details,
    )
