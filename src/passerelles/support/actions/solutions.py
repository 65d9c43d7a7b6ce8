"""What is done about a barrier."""

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
from passerelles.support.events import BARRIER_ACTION
from passerelles.support.models import Barrier, BarrierAction
from passerelles.support.rules.barriers import ActionKind, volet_of_barrier

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


def _refuse_twin_action(barrier: Barrier, draft: ActionDraft) -> None:
    _lock(barrier)
    rows = BarrierAction.objects.filter(
        barrier=barrier,
        kind=draft.kind,
        planned_on=draft.planned_on,
        done_on=draft.done_on,
        set_aside_on=None,
    )
    if any(same_words(row.what, draft.what) for row in rows):
        raise Refusal(f"« {draft.what.strip()} » est déjà noté ici.", ONCE, "what")


def _lock(barrier: Barrier) -> None:
    Barrier.unscoped.select_for_update().only("pk").get(pk=barrier.pk)


def same_words(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def check_action(draft: ActionDraft) -> None:
    refuse_nir_in(what=draft.what, partner=draft.partner, result=draft.result)
    if not draft.what.strip():
        raise Refusal("Il manque ce qui est fait.", "Écrivez quelques mots.", field="what")
    if draft.done_on is not None:
        not_in_future(draft.done_on, "done_on")


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
