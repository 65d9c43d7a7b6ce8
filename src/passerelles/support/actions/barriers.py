"""Open, change, lift, reopen a barrier.  Nothing here ever blocks a step of the path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.support.events import BARRIER_CHANGED, BARRIER_OPENED
from passerelles.support.models import Barrier, BarrierChange
from passerelles.support.rules.barriers import (
    BARRIER_LABELS,
    OTHER_BARRIER,
    BarrierState,
    Weight,
    may_move,
    volet_of_barrier,
)

CHANGED_MEANWHILE = "Un collègue vient de modifier ce frein."
READ_AGAIN = "Relisez-le, puis reprenez ce que vous avez écrit."


@dataclass(frozen=True, slots=True)
class BarrierDraft:
    """What the person says of a barrier; everything but its kind may stay unsaid."""

    since: date | None = None
    weight: Weight | None = None
    words: str = ""
    main: bool = False
    lift_by: date | None = None


def open_barrier(
    *, actor: Actor, person_id: UUID, kind: str, draft: BarrierDraft, shared: bool = True
) -> Barrier:
    """Write a barrier down with the person, in the volet its kind belongs to."""
    if kind not in BARRIER_LABELS:
        raise Refusal("Ce frein n’est pas dans la liste.", "Choisissez-en un.", field="kind")
    volet = volet_of_barrier(kind)
    with transaction.atomic():
        require_write(actor, person_id, volet)
        _check(kind, draft)
        signed = signature(actor)
        # No unique row in the database: joining two records must be able to keep both.  Two
        # colleagues at once wait for each other here.
        Person.unscoped.select_for_update().only("pk").get(pk=person_id)
        ours = Barrier.unscoped.filter(
            person_id=person_id, organisation_id=signed["organisation_id"], kind=kind
        )
        if kind != OTHER_BARRIER and ours.exclude(state=BarrierState.LIFTED).exists():
            raise Refusal(
                "Ce frein est déjà noté par votre équipe.",
                "Complétez celui qui existe.",
                field="kind",
            )
        barrier: Barrier = Barrier.unscoped.create(
            person_id=person_id, kind=kind, volet=volet, shared=shared, **_said(draft), **signed
        )
        _keep(actor, barrier, draft.words)
        record(
            BARRIER_OPENED,
            actor=actor,
            person_id=person_id,
            volets=[volet],
            details={"barrier": str(barrier.id)},
        )
    return barrier


def change_barrier(
    *, actor: Actor, person_id: UUID, barrier_id: UUID, version: int, draft: BarrierDraft
) -> Barrier:
    """Say again how heavy it is; what was said before stays in its history."""
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        if barrier.organisation_id != actor.organisation_id:
            raise Hidden("written by another organisation")
        if barrier.state == BarrierState.LIFTED:
            raise Refusal("Ce frein est levé.", "Dites d’abord qu’il est revenu.")
        _check(barrier.kind, draft)
        _bump(barrier, version, **_said(draft))
        _keep(actor, barrier, draft.words)
        _journal(actor, barrier)
    return barrier


def move_barrier(
    *,
    actor: Actor,
    person_id: UUID,
    barrier_id: UUID,
    version: int,
    target: BarrierState,
    words: str,
    on: date | None = None,
) -> Barrier:
    """Lift, set aside or reopen: always with how the person said it, and the day."""
    day = on or clock.today()
    with transaction.atomic():
        barrier = writable_barrier(actor, person_id, barrier_id)
        if not may_move(BarrierState(barrier.state), target):
            raise Conflict(CHANGED_MEANWHILE, READ_AGAIN)
        if not words.strip():
            raise Refusal(
                "C’est la personne qui dit où elle en est.",
                "Écrivez comment elle l’a dit, avec ses mots.",
                field="words",
            )
        refuse_nir_in(words=words)
        _not_in_future(day, "on")
        lifted = day if target is BarrierState.LIFTED else None
        _bump(barrier, version, state=target, lifted_on=lifted)
        _keep(actor, barrier, words, on=day)
        _journal(actor, barrier)
    return barrier


def writable_barrier(actor: Actor, person_id: UUID, barrier_id: UUID) -> Barrier:
    """A barrier the actor reads, in a volet they may write; else the same ``Hidden``."""
    barrier = visible_entry(actor, Barrier, person_id, barrier_id)
    require_write(actor, person_id, volet_of_barrier(barrier.kind))
    return barrier


def _said(draft: BarrierDraft) -> dict[str, object]:
    return {
        "since": draft.since,
        "weight": draft.weight or "",
        "words": draft.words.strip(),
        "main": draft.main,
        "lift_by": draft.lift_by,
    }


def _check(kind: str, draft: BarrierDraft) -> None:
    refuse_nir_in(words=draft.words)
    if kind == OTHER_BARRIER and not draft.words.strip():
        raise Refusal("Quel autre frein ?", "Écrivez-le avec les mots de la personne.", "words")
    if draft.since is not None:
        _not_in_future(draft.since, "since")


def _not_in_future(day: date, field: str) -> None:
    if day > clock.today():
        raise Refusal("Cette date est dans l’avenir.", "Vérifiez-la.", field=field)


def _bump(barrier: Barrier, version: int, **fields: object) -> None:
    """Change the row only if nobody did since it was read; free text goes through its field."""
    for name, value in fields.items():
        setattr(barrier, name, value)
    locked = Barrier.unscoped.select_for_update().filter(pk=barrier.pk, version=version)
    if not locked.exists():
        raise Conflict(CHANGED_MEANWHILE, READ_AGAIN)
    barrier.version = version + 1
    barrier.save(update_fields=[*fields, "version"])


def _keep(actor: Actor, barrier: Barrier, words: str, on: date | None = None) -> None:
    BarrierChange.objects.create(
        barrier=barrier,
        state=barrier.state,
        weight=barrier.weight,
        words=words.strip(),
        on=on or clock.today(),
        author_id=actor.user_id,
        author_name=signature(actor)["author_name"],
    )


def _journal(actor: Actor, barrier: Barrier) -> None:
    record(
        BARRIER_CHANGED,
        actor=actor,
        person_id=barrier.person_id,
        volets=[volet_of_barrier(barrier.kind)],
        details={"barrier": str(barrier.id), "state": str(barrier.state)},
    )
