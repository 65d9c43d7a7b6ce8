"""Professional objectives: several at once, revised by a new row, settled with the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature,
    signature_to_follower,
    visible_entry,
)
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import OBJECTIVE_CHANGED
from passerelles.support.models import Objective, ObjectiveEvidence
from passerelles.support.rules.commitments import ObjectiveOrigin, ObjectiveState
from passerelles.support.rules.sides import Side

NO_LONGER_OPEN = "Cet objectif a déjà changé."


@dataclass(frozen=True, slots=True)
class ObjectiveDraft:
    """``side``: of which dimension of which programme; when ``side_told`` is false nobody was
    asked, and another wording keeps that of the former."""

    words: str
    job: str = ""
    origin: ObjectiveOrigin = ObjectiveOrigin.PERSON
    by_day: date | None = None
    side: Side | None = None
    side_told: bool = False


def set_objective(
    *, actor: Actor, person_id: UUID, draft: ObjectiveDraft, revises: UUID | None = None
) -> Objective:
    """A new objective, or another wording of one: the earlier stays readable as « revu »."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        refuse_nir_in(words=draft.words, job=draft.job)
        if not draft.words.strip():
            raise Refusal("Il manque l’objectif.", "Écrivez quelques mots.", field="words")
        before = _left(actor, person_id, revises, ObjectiveState.REVISED) if revises else None
        side = draft.side
        if not draft.side_told and before is not None and before.enrolment_id:
            side = Side(before.enrolment_id, before.dimension)
        else:
            _require_side(actor, person_id, side, before)
        own = actor.kind is ActorKind.PERSON
        objective: Objective = Objective.unscoped.create(
            person_id=person_id,
            volet=Volet.PROJECT,
            words=draft.words.strip(),
            job=draft.job.strip(),
            origin=ObjectiveOrigin.PERSON if own else draft.origin,
            by_day=draft.by_day,
            revises=before,
            enrolment_id=side.enrolment_id if side else None,
            dimension=side.dimension if side else "",
            **signature_to_follower(actor, person_id),
        )
        _journal(actor, objective)
    return objective


def _require_side(
    actor: Actor, person_id: UUID, side: Side | None, before: Objective | None
) -> None:
    """A dimension the programme has, of an enrolment still open unless it was so before."""
    if side is None:
        return
    enrolment = visible_entry(actor, ProgrammeEnrolment, person_id, side.enrolment_id)
    if enrolment.rules.dimension(side.dimension) is None:
        raise Refusal(
            "Ce programme ne suit pas ce côté.", "Choisissez dans la liste.", field="side"
        )
    kept = before is not None and before.enrolment_id == enrolment.pk
    if not (enrolment.is_open or kept):
        raise Refusal(
            "La personne est sortie de ce programme.",
            "Notez l’objectif sans programme.",
            field="side",
        )


def settle_objective(
    *, actor: Actor, person_id: UUID, objective_id: UUID, state: ObjectiveState, why: str
) -> Objective:
    """Reached, or left by the person: no time limit ever does it in their place."""
    if state not in {ObjectiveState.REACHED, ObjectiveState.LEFT}:
        raise Refusal("Dites si l’objectif est atteint ou abandonné.", field="state")
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        refuse_nir_in(why=why)
        objective = _left(actor, person_id, objective_id, state, why)
        _journal(actor, objective)
    return objective


def add_evidence(
    *, actor: Actor, person_id: UUID, objective_id: UUID, what: str, on: date
) -> ObjectiveEvidence:
    """Something that shows the objective comes nearer."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROJECT)
        objective = visible_entry(actor, Objective, person_id, objective_id)
        refuse_nir_in(what=what)
        if not what.strip():
            raise Refusal("Il manque ce qui le montre.", field="what")
        evidence: ObjectiveEvidence = ObjectiveEvidence.objects.create(
            objective=objective,
            what=what.strip(),
            on=on,
            author_name=signature(actor)["author_name"],
        )
        _journal(actor, objective)
    return evidence


def _left(
    actor: Actor, person_id: UUID, objective_id: UUID, state: ObjectiveState, why: str = ""
) -> Objective:
    objective = visible_entry(actor, Objective, person_id, objective_id)
    changed = Objective.unscoped.filter(pk=objective.pk, state=ObjectiveState.OPEN).update(
        state=state, state_on=clock.today(), why=why.strip()
    )
    if changed != 1:
        raise Conflict(NO_LONGER_OPEN, "Relisez les objectifs.")
    objective.refresh_from_db()
    return objective


def _journal(actor: Actor, objective: Objective) -> None:
    record(
        OBJECTIVE_CHANGED,
        actor=actor,
        person_id=objective.person_id,
        volets=[Volet.PROJECT],
        details={"objective": str(objective.id), "state": str(objective.state)},
    )
