"""Noting the state of a right: the present one, and every one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.people import events
from passerelles.people.authorship import Authorship, authorship
from passerelles.people.models import Situation, SituationChange
from passerelles.people.rules.situations import (
    SITUATIONS,
    SituationKind,
    SituationState,
    StateAt,
    move_warnings,
)
from passerelles.sharing.policy import require_write

NO_ROW = 0  # version carried by a form that found no row of its own organisation


@dataclass(frozen=True, slots=True)
class StateNoted:
    """What is noted of a situation on one day."""

    state: SituationState
    on: date
    valid_from: date | None = None
    valid_until: date | None = None
    detail: str = ""
    reason: str = ""


class Surprising(Refusal):
    """The move is possible but unusual: it only asks why."""


@transaction.atomic
def record_situation(
    *,
    actor: Actor,
    person_id: UUID,
    kind: SituationKind,
    noted: StateNoted,
    version: int | None = None,
    organisation_id: UUID | None = None,
) -> Situation:
    """Note a state; the author's organisation keeps one row per kind, with its whole history.

    ``version`` is what the form was filled on (:data:`NO_ROW` when there was none); ``None``
    says the caller holds no form.  An unusual move without a reason raises
    :class:`Surprising`.
    """
    volet = SITUATIONS[kind].volet
    access = require_write(actor, person_id, volet)
    _check(noted)
    signed = authorship(actor, access.person, organisation_id=organisation_id)
    row = _own_row(person_id, kind, signed)
    _refuse_stale(row, version)
    _refuse_surprise(row, noted)
    situation = _write(row, person_id, kind, noted, signed)
    SituationChange.objects.create(
        situation=situation,
        state=noted.state,
        state_on=noted.on,
        valid_from=noted.valid_from,
        valid_until=noted.valid_until,
        reason=noted.reason,
        author_id=signed["author_id"],
        author_name=signed["author_name"],
    )
    record(
        events.SITUATION_RECORDED,
        actor=actor,
        person_id=person_id,
        organisation_id=situation.organisation_id,
        volets=[volet],
        details={"situation": str(situation.id), "kind": kind.value, "state": noted.state.value},
    )
    return situation


def _check(noted: StateNoted) -> None:
    refuse_nir(noted.detail, field="detail")
    refuse_nir(noted.reason, field="reason")
    if noted.on > clock.today():
        raise Refusal(
            "Cette date est dans l’avenir.", "Notez l’état le jour où il arrive.", field="state_on"
        )
    if noted.valid_from and noted.valid_until and noted.valid_until < noted.valid_from:
        raise Refusal(
            "La fin de validité précède son début.", "Vérifiez les deux dates.", field="valid_until"
        )


def _own_row(person_id: UUID, kind: SituationKind, signed: Authorship) -> Situation | None:
    rows = Situation.unscoped.select_for_update().filter(
        person_id=person_id, kind=kind, organisation_id=signed["organisation_id"]
    )
    row: Situation | None = rows.order_by("recorded_at").first()
    return row


def _refuse_stale(row: Situation | None, version: int | None) -> None:
    if version is not None and version != (NO_ROW if row is None else row.version):
        raise Conflict(
            "Quelqu’un a noté un autre état pendant que vous écriviez.",
            "Relisez l’état actuel, puis reprenez votre modification.",
        )


def _refuse_surprise(row: Situation | None, noted: StateNoted) -> None:
    previous = None if row is None else StateAt(SituationState(row.state), row.state_on)
    warnings = move_warnings(previous, StateAt(noted.state, noted.on))
    if warnings and not noted.reason.strip():
        raise Surprising(
            " ".join(warnings), "Si c’est bien cela, dites pourquoi en un mot.", field="reason"
        )


def _write(
    row: Situation | None,
    person_id: UUID,
    kind: SituationKind,
    noted: StateNoted,
    signed: Authorship,
) -> Situation:
    if row is None:
        row = Situation(person_id=person_id, kind=kind, volet=SITUATIONS[kind].volet, version=0)
    for name, value in signed.items():
        setattr(row, name, value)
    row.state = noted.state
    row.state_on = noted.on
    row.valid_from = noted.valid_from
    row.valid_until = noted.valid_until
    row.detail = noted.detail
    row.version += 1
    row.save()
    return row
