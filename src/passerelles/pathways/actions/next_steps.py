"""The next thing to do, who does it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.models import Membership
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.events import NEXT_STEP_DONE, NEXT_STEP_SET
from passerelles.pathways.models import NextStep, Path
from passerelles.pathways.policy import may_settle
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class NextStepDraft:
    """What, for whom in plain words, by whom: a colleague, an organisation or the person."""

    what: str
    plain: str = ""
    owner_user_id: UUID | None = None
    owner_organisation_id: UUID | None = None
    owner_is_person: bool = False
    due_at: datetime | None = None
    where: str = ""


def plan_next_step(
    *, actor: Actor, person_id: UUID, path_id: UUID, draft: NextStepDraft
) -> NextStep:
    """Write down what comes next and who does it; nothing happens when the day passes."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        path = visible_entry(actor, Path, person_id, path_id)
        refuse_nir_in(what=draft.what, plain=draft.plain, where=draft.where)
        _check_owner(access, draft)
        step: NextStep = NextStep.unscoped.create(
            person_id=person_id,
            path=path,
            volet=Volet.PATH,
            what=draft.what,
            plain=draft.plain,
            owner_user_id=draft.owner_user_id,
            owner_organisation_id=draft.owner_organisation_id,
            owner_is_person=draft.owner_is_person,
            due_at=draft.due_at,
            where=draft.where,
            **signature(actor),
        )
        record(
            NEXT_STEP_SET,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"next_step": str(step.id)},
        )
    return step


def finish_next_step(
    *, actor: Actor, person_id: UUID, step_id: UUID, outcome: str = ""
) -> NextStep:
    """It is done; saying what came of it is optional.  Done twice at once: one conflict."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        step = visible_entry(actor, NextStep, person_id, step_id)
        if not may_settle(actor, step):
            raise Hidden("not theirs to settle")
        refuse_nir_in(outcome=outcome)
        changed = NextStep.unscoped.filter(pk=step.pk, done_at=None).update(
            done_at=clock.now(), outcome=outcome
        )
        if changed != 1:
            raise Conflict("C’est déjà noté comme fait.")
        record(
            NEXT_STEP_DONE,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"next_step": str(step.id)},
        )
    step.refresh_from_db()
    return step


def _check_owner(access: RecordAccess, draft: NextStepDraft) -> None:
    if draft.owner_is_person:
        return
    beside = companions(access.facts, clock.now())
    if draft.owner_organisation_id not in beside or not _is_member(draft):
        raise Refusal(
            "Dites qui s’en occupe.",
            "Choisissez la personne, un collègue ou une structure qui l’accompagne.",
            field="owner",
        )


def _is_member(draft: NextStepDraft) -> bool:
    if draft.owner_user_id is None or draft.owner_organisation_id is None:
        return True
    memberships = Membership.objects.in_force().filter(
        user_id=draft.owner_user_id, organisation_id=draft.owner_organisation_id
    )
    return memberships.exists()
