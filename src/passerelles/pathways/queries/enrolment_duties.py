"""What a programme asks of the team, as the page of one enrolment shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from passerelles.kernel.errors import Hidden
from passerelles.law.programmes.duties import DUTY_STATUS_LABELS, DutyState, DutyStatus
from passerelles.law.programmes.model import Duty, MetBy
from passerelles.law.programmes.standing import Standing
from passerelles.pathways.models import ProgrammeEnrolment


@dataclass(frozen=True)
class DutyView:
    """``met``: it was done by what the record keeps, and nobody noted it by hand."""

    state: DutyState
    actionable: bool
    met: bool = False

    @property
    def meeting(self) -> bool:
        return self.state.duty.met_by is MetBy.MEETING

    @property
    def partner(self) -> bool:
        return self.state.duty.met_by is MetBy.PARTNER_SESSION

    @property
    def label(self) -> str:
        return self.state.duty.label

    @property
    def status(self) -> str:
        return DUTY_STATUS_LABELS[self.state.status]

    @property
    def colour(self) -> str:
        return _DUTY_COLOURS[self.state.status]


_DUTY_COLOURS = {
    DutyStatus.DONE: "leaf",
    DutyStatus.OVERDUE: "coral",
    DutyStatus.MISSED: "muted",
    DutyStatus.DUE: "plum",
    DutyStatus.UPCOMING: "sky",
    DutyStatus.TO_SETTLE: "sky",
}
_TO_DO = {DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.TO_SETTLE}


def duty_views(row: ProgrammeEnrolment, stands: Standing, writes: bool) -> Iterator[DutyView]:
    by_hand = {(duty.duty, duty.done_on) for duty in row.duties.all()}
    for state in stands.duties:
        met = state.done_on is not None and (state.duty.code, state.done_on) not in by_hand
        yield DutyView(state, writes and state.status in _TO_DO, met)


def duty_asked(row: ProgrammeEnrolment, code: str) -> Duty:
    for duty in row.rules.duties:
        if duty.code == code and not duty.plans_dimensions:
            return duty
    raise Hidden("no such duty")
