"""Follow-up after hiring: contacts planned and done, adaptations of the job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.events import FOLLOW_UP_DONE, FOLLOW_UP_PLANNED
from passerelles.pathways.models import Exit, FollowUp
from passerelles.pathways.models.leaving import FOLLOW_UP_TO_DO
from passerelles.pathways.rules.followup import (
    StillInJob,
    last_day_of_follow_up,
    planned_days,
)
from passerelles.pathways.work_policy import require_professional
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


def plan_contacts(
    actor: Actor, left: Exit, hired_on: date, months: Iterable[int], *, since: date = date.min
) -> list[FollowUp]:
    """Contacts at so many months, in the transaction of the exit that calls for them.

    ``since``: an exit put right long after does not call for news of months that are over.
    """
    days = planned_days(hired_on, tuple(months))
    planned = [_plan(actor, left.person_id, day, left) for day in days if day >= since]
    _journal_plan(actor, left.person_id, len(planned))
    return planned


def plan_follow_up(
    *, actor: Actor, person_id: UUID, on: date, exit_id: UUID | None = None
) -> FollowUp:
    """One contact on a day of one's choice, up to two years after the exit."""
    require_professional(actor)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        left = visible_entry(actor, Exit, person_id, exit_id) if exit_id else None
        if left is not None and on > last_day_of_follow_up(left.left_on):
            raise Refusal(
                "Le suivi dans l’emploi va jusqu’à 24 mois.",
                "Choisissez un jour plus proche.",
                "on",
            )
        same_day = FollowUp.unscoped.filter(
            person_id=person_id, opened_by=left, planned_on=on, set_aside_on=None
        )
        if same_day.exists():
            raise Refusal("Ce suivi est déjà prévu ce jour-là.", "Choisissez un autre jour.", "on")
        planned = _plan(actor, person_id, on, left)
        _journal_plan(actor, person_id, 1)
    return planned


def _plan(actor: Actor, person_id: UUID, day: date, left: Exit | None) -> FollowUp:
    planned: FollowUp = FollowUp.unscoped.create(
        person_id=person_id,
        volet=Volet.PATH,
        opened_by=left,
        planned_on=day,
        **signature(actor),
    )
    return planned


def _journal_plan(actor: Actor, person_id: UUID, count: int) -> None:
    if count:
        record(
            FOLLOW_UP_PLANNED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"count": count},
        )


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """What was heard: still in the job, how it goes, in a few words."""

    done_on: date
    still_in_job: StillInJob
    mood: str = ""
    words: str = ""


def record_follow_up(
    *, actor: Actor, person_id: UUID, follow_up_id: UUID, version: int, draft: ContactDraft
) -> FollowUp:
    """A contact done; « on ne sait pas » is an answer."""
    require_professional(actor)
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        found = visible_entry(actor, FollowUp, person_id, follow_up_id)
        refuse_nir_in(words=draft.words)
        require_day_come(draft)
        to_do = FollowUp.unscoped.filter(FOLLOW_UP_TO_DO, pk=found.pk, version=version)
        changed = to_do.update(
            version=F("version") + 1,
            done_on=draft.done_on,
            still_in_job=draft.still_in_job,
            mood=draft.mood,
            words=draft.words,
        )
        if changed != 1:
            raise Conflict("Quelqu’un a déjà noté ce contact pendant que vous écriviez.")
        record(
            FOLLOW_UP_DONE,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"follow_up": str(found.id)},
        )
    found.refresh_from_db()
    return found


def require_day_come(draft: ContactDraft) -> None:
    if draft.done_on > clock.today():
        raise Refusal("Un contact se note le jour venu.", "Vérifiez la date.", "done_on")
