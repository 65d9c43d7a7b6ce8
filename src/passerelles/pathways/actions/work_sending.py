"""The contract that lends a worker of an ESAT is sent to the MDPH: the day is noted once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.actions.work import journal_change, require_event
from passerelles.pathways.actions.work_group import own_group
from passerelles.pathways.actions.work_history import Change, lock, write_change
from passerelles.pathways.actions.work_life import as_it_stands
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_signed import last_signature
from passerelles.pathways.rules.work import WorkEvent, WorkState
from passerelles.pathways.rules.work_papers import SENT_ON, SIGNED_ON, signed_day, waits_sending
from passerelles.pathways.work_policy import require_change, wrote
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


def note_sent(
    *, actor: Actor, person_id: UUID, situation_id: UUID, version: int, on: date
) -> WorkSituation:
    """Sent on a day; for several lent together, those whose contract was signed go along."""
    with acting_as(actor), transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        situation = visible_entry(actor, WorkSituation, person_id, situation_id)
        require_change(actor, situation)
        require_event(situation, WorkEvent.CORRECTED)
        if not waits_sending(situation.kind, situation.details):
            raise Conflict("L’envoi de ce contrat est déjà noté.", "Pour le changer, corrigez-le.")
        _check_day(situation, on)
        _write(actor, situation, version, on)
        for other in _lent_together(actor, situation, on):
            _write(actor, other, other.version, on)
    return situation


def _check_day(situation: WorkSituation, on: date) -> None:
    if on > clock.today():
        raise Refusal("Un envoi se note le jour venu.", "Vérifiez la date.", "on")
    signed = signed_day(situation.details, last_signature(situation))
    if signed is not None and on < signed:
        raise Refusal(
            f"L’envoi vient avant la signature, le {signed:%d/%m/%Y}.", "Vérifiez la date.", "on"
        )


def _write(actor: Actor, situation: WorkSituation, version: int, on: date) -> None:
    access = require_write(actor, situation.person_id, Volet.PATH)
    signed = signed_day(situation.details, last_signature(situation))
    told = {SENT_ON: on.isoformat()}
    if signed is not None:
        told[SIGNED_ON] = signed.isoformat()
    lock(situation, version, details={**situation.details, **told})
    change = Change(WorkEvent.CORRECTED, on, "Contrat envoyé à la MDPH")
    write_change(actor, situation, change, as_it_stands(actor, access, situation))
    journal_change(actor, situation, WorkEvent.CORRECTED)


def _lent_together(actor: Actor, situation: WorkSituation, on: date) -> list[WorkSituation]:
    """The others whose contract left in the same envelope: signed by then, and not sent yet."""
    if situation.group is None or not wrote(actor, situation):
        return []
    others = [row for row in own_group(actor, situation.group) if row.pk != situation.pk]
    return [row for row in others if _goes_along(actor, row, on)]


def _goes_along(actor: Actor, row: WorkSituation, on: date) -> bool:
    if row.state == WorkState.CANCELLED or not waits_sending(row.kind, row.details):
        return False
    signed = signed_day(row.details, last_signature(row))
    if signed is None or signed > on:
        return False
    try:
        require_write(actor, row.person_id, Volet.PATH)
    except Hidden:
        return False
    return True
