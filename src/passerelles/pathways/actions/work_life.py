"""What happens to a work situation on its way: renewed, suspended, resumed, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.law.work_kinds import WorkFamily
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.actions.work import (
    NOTHING_ACCEPTED,
    Acceptance,
    ask_the_law,
    journal_change,
    require_event,
    require_reason,
)
from passerelles.pathways.actions.work_history import Change, lock, write_change
from passerelles.pathways.actions.work_stage import finish_stage
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_law import Consulted, reader_of
from passerelles.pathways.queries.work_told import facts_with_papers
from passerelles.pathways.rules.work import WorkEvent, WorkState
from passerelles.pathways.work_policy import require_change
from passerelles.sharing.policy import RecordAccess, require_write
from passerelles.sharing.rules.volets import Volet


def renew_work(
    *,
    actor: Actor,
    person_id: UUID,
    situation_id: UUID,
    version: int,
    end: date,
    reason: str,
    accepted: Acceptance = NOTHING_ACCEPTED,
) -> WorkSituation:
    """A new last day, checked by the law as a renewal; the earlier one stays in the history."""
    with transaction.atomic():
        access, situation = _changeable(actor, person_id, situation_id, WorkEvent.RENEWED)
        require_reason(reason)
        if situation.law_kind.family is WorkFamily.IMMERSION:
            raise Refusal(
                "Une immersion se renouvelle par une nouvelle convention.",
                "Choisissez « Renouveler » : une nouvelle immersion est préparée.",
            )
        if situation.end is None:
            raise Refusal("Cette situation n’a pas de date de fin.", "Il n’y a rien à renouveler.")
        if end <= situation.end:
            raise Refusal(
                "La nouvelle fin ne vient pas après l’ancienne.",
                "Pour raccourcir, corrigez la date de fin.",
                "end",
            )
        facts = replace(
            facts_with_papers(actor, situation), end=end, renewals=situation.renewals + 1
        )
        consulted = ask_the_law(actor, access, facts, accepted, besides=situation.id)
        first_day = situation.end + timedelta(days=1)
        lock(situation, version, end=end, renewals=situation.renewals + 1)
        change = Change(WorkEvent.RENEWED, first_day, reason, accepted.codes)
        write_change(actor, situation, change, consulted)
        journal_change(actor, situation, WorkEvent.RENEWED)
    return situation


def suspend_work(
    *, actor: Actor, person_id: UUID, situation_id: UUID, version: int, on: date, reason: str
) -> WorkSituation:
    with transaction.atomic():
        access, situation = _changeable(actor, person_id, situation_id, WorkEvent.SUSPENDED)
        require_reason(reason)
        _require_within(situation, on)
        fields = {"state": WorkState.SUSPENDED, "suspended_on": on}
        _turn(actor, access, situation, version, Change(WorkEvent.SUSPENDED, on, reason), fields)
    return situation


def resume_work(
    *, actor: Actor, person_id: UUID, situation_id: UUID, version: int, on: date, reason: str
) -> WorkSituation:
    with transaction.atomic():
        access, situation = _changeable(actor, person_id, situation_id, WorkEvent.RESUMED)
        require_reason(reason)
        # A suspension noted ahead may be given up before it begins.
        since = situation.suspended_on
        if since is not None and since <= clock.today() and on < since:
            raise Refusal("La reprise vient avant la suspension.", "Vérifiez la date.", "on")
        fields = {"state": WorkState.ONGOING, "suspended_on": None}
        _turn(actor, access, situation, version, Change(WorkEvent.RESUMED, on, reason), fields)
    return situation


def cancel_work(
    *, actor: Actor, person_id: UUID, situation_id: UUID, version: int, reason: str
) -> WorkSituation:
    """It never took place: it counts nowhere any more, and stays readable."""
    with transaction.atomic():
        access, situation = _changeable(actor, person_id, situation_id, WorkEvent.CANCELLED)
        require_reason(reason)
        fields = {"state": WorkState.CANCELLED, "suspended_on": None}
        today = clock.today()
        _turn(actor, access, situation, version, Change(WorkEvent.CANCELLED, today, reason), fields)
        finish_stage(actor, situation, max(today, situation.start), stopped=True)
    return situation


def _changeable(
    actor: Actor, person_id: UUID, situation_id: UUID, event: WorkEvent
) -> tuple[RecordAccess, WorkSituation]:
    access = require_write(actor, person_id, Volet.PATH)
    situation = visible_entry(actor, WorkSituation, person_id, situation_id)
    require_change(actor, situation)
    require_event(situation, event)
    return access, situation


def _require_within(situation: WorkSituation, on: date) -> None:
    if on < situation.start or (situation.end is not None and on > situation.end):
        raise Refusal(
            "Ce jour n’est pas entre le premier et le dernier jour.", "Vérifiez la date.", "on"
        )


def _turn(
    actor: Actor,
    access: RecordAccess,
    situation: WorkSituation,
    version: int,
    change: Change,
    fields: dict[str, Any],
) -> None:
    lock(situation, version, **fields)
    write_change(actor, situation, change, as_it_stands(actor, access, situation))
    journal_change(actor, situation, change.event)


def as_it_stands(actor: Actor, access: RecordAccess, situation: WorkSituation) -> Consulted:
    """What the law says of it now, to keep: what already happened is written down, not judged."""
    reader = reader_of(actor, access)
    return reader.consult(facts_with_papers(actor, situation), besides=situation.id)
