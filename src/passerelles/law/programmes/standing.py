"""Where an enrolment stands: one answer for the page, the command and the law check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from passerelles.law.acts.programmes import Enrolment
from passerelles.law.acts.work import Contract
from passerelles.law.document import AnyAct
from passerelles.law.person import Person
from passerelles.law.programmes.duties import DutyState, DutyStatus, duty_remarks, duty_states
from passerelles.law.programmes.entering import (
    barrier_remarks,
    entry_remarks,
    notice_remarks,
    period_remarks,
)
from passerelles.law.programmes.lasting import Lasting, lasting, limit_remarks, phase_remarks
from passerelles.law.programmes.model import Phase, Programme, Term
from passerelles.law.programmes.moving import Ground, Move, RefusedMove, moves
from passerelles.law.programmes.remarks import Remark, block, info, unknown
from passerelles.law.programmes.worked import (
    CounterState,
    Week,
    counters,
    hour_remarks,
    paid_sessions,
    phase_on,
    total_pay,
    weeks,
)
from passerelles.law.work_kinds import work_kinds


@dataclass(frozen=True, slots=True)
class Standing:
    """``phase`` is the current one, ``None`` before the first and between two."""

    programme: Programme
    phase: Phase | None
    phase_since: date | None
    allowed: tuple[Move, ...]
    refused: tuple[RefusedMove, ...]
    duties: tuple[DutyState, ...]
    weeks: tuple[Week, ...]
    pay: Decimal | None
    counters: tuple[CounterState, ...]
    lasting: Lasting
    entry: tuple[Remark, ...]

    def duties_in(self, status: DutyStatus) -> tuple[DutyState, ...]:
        return tuple(state for state in self.duties if state.status is status)

    @property
    def overdue(self) -> tuple[DutyState, ...]:
        return self.duties_in(DutyStatus.OVERDUE)

    @property
    def due(self) -> tuple[DutyState, ...]:
        return self.duties_in(DutyStatus.DUE)

    @property
    def next_duties(self) -> tuple[DutyState, ...]:
        return self.duties_in(DutyStatus.UPCOMING)


def standing(enrolment: Enrolment, person: Person, at: date, programme: Programme) -> Standing:
    """Allowed moves, refusals with what each would need, duties with their dates, pay, months."""
    current = phase_on(enrolment, programme, at)
    phase = programme.phase(current.phase) if current else None
    entry = entry_remarks(enrolment, person, at, programme)
    filled = counters(enrolment, at, programme)
    allowed, refused = moves(Ground(enrolment, at, programme, phase, entry, filled))
    return Standing(
        programme=programme,
        phase=phase,
        phase_since=current.start if current else None,
        allowed=allowed,
        refused=refused,
        duties=duty_states(enrolment, at, programme),
        weeks=weeks(enrolment, at, programme),
        pay=total_pay(paid_sessions(enrolment, at, programme)),
        counters=filled,
        lasting=lasting(enrolment, at, programme),
        entry=entry,
    )


def remarks_of(
    term: Term,
    stands: Standing,
    enrolment: Enrolment,
    at: date,
    history: tuple[AnyAct, ...] = (),
) -> tuple[Remark, ...]:
    """What one part of the programme has to say of the enrolment."""
    programme = stands.programme
    match term:
        case Term.PERIOD:
            return tuple(period_remarks(enrolment, at, programme))
        case Term.ENTRY:
            return stands.entry
        case Term.MOVES:
            return _asked_move(stands, enrolment)
        case Term.DUTIES:
            return tuple(duty_remarks(stands.duties))
        case Term.LIMITS:
            late = phase_remarks(stands.phase, stands.phase_since, at)
            return tuple(chain(limit_remarks(enrolment, at, programme), late))
        case Term.HOURS:
            return tuple(hour_remarks(enrolment, at, programme, _phase_asked(stands, enrolment)))
        case Term.NOTICES:
            return tuple(notice_remarks(enrolment, programme))
        case Term.BARRIERS:
            return tuple(barrier_remarks(enrolment))
        case Term.CONTRACT:
            return _no_contract(programme, enrolment, history)


def _phase_asked(stands: Standing, enrolment: Enrolment) -> Phase | None:
    """The phase whose hours are looked at: the one asked for, the current one, or the first."""
    if enrolment.move_to:
        return stands.programme.phase(enrolment.move_to)
    if stands.phase is not None:
        return stands.phase
    first = stands.programme.first_phases
    return first[0] if first and not enrolment.phases else None


def _asked_move(stands: Standing, enrolment: Enrolment) -> tuple[Remark, ...]:
    asked = enrolment.move_to
    if not asked:
        return ()
    if stands.programme.phase(asked) is None:
        codes = ", ".join(phase.code for phase in stands.programme.phases)
        return (unknown(f"Cette étape n’existe pas. Étapes : {codes}.", "act.move_to"),)
    if stands.phase is not None and stands.phase.code == asked:
        return (info(f"La personne est déjà dans « {stands.phase.label} »."),)
    for move in stands.allowed:
        if move.phase.code == asked:
            return (info(f"« {move.phase.label} » : possible. {move.why}"),)
    # Conditions of entry already answer for themselves: here, only what the passage needs.
    for refused in stands.refused:
        if refused.phase.code == asked:
            return tuple(reason for reason in refused.reasons if reason not in stands.entry)
    return ()


def _no_contract(
    programme: Programme, enrolment: Enrolment, history: tuple[AnyAct, ...]
) -> tuple[Remark, ...]:
    """Where entering makes nobody an employee, nothing written under it may say otherwise."""
    if programme.contract_created:
        return ()
    remarks = []
    if enrolment.weekly_hours:
        remarks.append(
            block(
                f"{programme.label} : pas d’horaire imposé, la personne travaille à son compte.",
                "Enlevez le nombre d’heures.",
            )
        )
    for act in history:
        kind = work_kinds().get(act.type) if isinstance(act, Contract) else None
        if (
            isinstance(act, Contract)
            and act.programme == programme.code
            and (kind is None or kind.creates_contract)
        ):
            remarks.append(
                block(
                    f"{programme.label} : ce programme ne crée aucun contrat de travail.",
                    "Notez un accompagnement, pas un contrat.",
                )
            )
    return tuple(dict.fromkeys(remarks))
