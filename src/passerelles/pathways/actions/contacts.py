"""A contact after hiring that has no reason to be any more, or that was noted wrongly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.followup import ContactDraft, require_day_come
from passerelles.pathways.actions.work import require_reason
from passerelles.pathways.events import FOLLOW_UP_CORRECTED, FOLLOW_UP_SET_ASIDE
from passerelles.pathways.models import Exit, FollowUp
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.rules.exits import linked
from passerelles.pathways.work_policy import require_contact, require_professional
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet

_STALE = "Quelqu’un a changé ce contact pendant que vous écriviez."


def set_contact_aside(
    *, actor: Actor, person_id: UUID, follow_up_id: UUID, version: int, reason: str
) -> FollowUp:
    """Nobody will ask: it leaves what is to do, and stays readable with why."""
    require_professional(actor)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        found = visible_entry(actor, FollowUp, person_id, follow_up_id)
        require_contact(actor, found)
        require_reason(reason)
        row = FollowUp.unscoped.filter(FOLLOW_UP_TO_DO, pk=found.pk, version=version)
        if _set_aside(row, reason) != 1:
            raise Conflict(_STALE)
        _journal_set_aside(actor, person_id, 1)
    found.refresh_from_db()
    return found


def set_planned_aside(actor: Actor, left: Exit, why: str) -> int:
    """Every contact still to do that an exit called for, in the transaction of what ends it."""
    rows = FollowUp.unscoped.filter(FOLLOW_UP_TO_DO, opened_by__in=versions_of(left))
    count = _set_aside(rows, why)
    if count:
        _journal_set_aside(actor, left.person_id, count)
    return count


def is_followed(left: Exit) -> bool:
    """Whether some contact, done or to do, already follows the job of this exit."""
    rows = FollowUp.unscoped.filter(opened_by__in=versions_of(left), set_aside_on=None)
    return bool(rows.exists())


def versions_of(left: Exit) -> set[UUID]:
    """The same exit under all its corrections, before and after."""
    told = Exit.unscoped.filter(person_id=left.person_id).values_list("pk", "corrects_id")
    return linked(left.pk, [(key, before) for key, before in told if before is not None])


def correct_contact(
    *,
    actor: Actor,
    person_id: UUID,
    follow_up_id: UUID,
    version: int,
    draft: ContactDraft | None,
    reason: str,
) -> FollowUp:
    """What was really heard, in a new version; ``None``: it did not take place, it is to do."""
    require_professional(actor)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        wrong = visible_entry(actor, FollowUp, person_id, follow_up_id)
        require_contact(actor, wrong)
        require_reason(reason)
        _require_correctable(wrong)
        told = _told(draft)
        taken = FollowUp.unscoped.filter(pk=wrong.pk, version=version)
        if taken.update(version=F("version") + 1) != 1:
            raise Conflict(_STALE)
        right: FollowUp = FollowUp.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            opened_by=wrong.opened_by,
            planned_on=wrong.planned_on,
            corrects=wrong,
            reason=reason.strip(),
            **told,
            **signature(actor),
        )
        record(
            FOLLOW_UP_CORRECTED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"follow_up": str(right.id), "corrects": str(wrong.id)},
        )
    return right


def _require_correctable(wrong: FollowUp) -> None:
    if FollowUp.unscoped.filter(corrects=wrong).exists():
        raise Conflict("Ce contact a déjà été corrigé.", "Corrigez la dernière version.")
    if wrong.done_on is None:
        raise Refusal("Ce contact n’est pas encore noté.", "Notez-le d’abord.")


def _told(draft: ContactDraft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    refuse_nir_in(words=draft.words)
    require_day_come(draft)
    return {
        "done_on": draft.done_on,
        "still_in_job": draft.still_in_job,
        "mood": draft.mood,
        "words": draft.words,
    }


def _set_aside(rows: Any, why: str) -> int:
    changed: int = rows.update(
        version=F("version") + 1, set_aside_on=clock.today(), set_aside_why=why.strip()
    )
    return changed


def _journal_set_aside(actor: Actor, person_id: UUID, count: int) -> None:
    record(
        FOLLOW_UP_SET_ASIDE,
        actor=actor,
        person_id=person_id,
        volets=[Volet.PATH],
        details={"count": count},
    )
