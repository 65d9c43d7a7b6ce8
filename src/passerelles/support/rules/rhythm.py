"""The rhythm of meetings: one each month, and a month that passes without one is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelles.law.acts.programmes import DutyDone, Enrolment
from passerelles.law.programmes.duties import DutyState, DutyStatus, duty_states
from passerelles.law.programmes.model import Duty, Entry, Programme, Rhythm
from passerelles.law.wording import day_fr

CODE = "meeting"
REMEDY = "Fixez un rendez-vous cette semaine."
MONTHS_MAX = 12


@dataclass(frozen=True, slots=True)
class RhythmTerms:
    """How often, from which day, until which day when it is over, and of which kind if not any."""

    every_months: int
    since: date
    until: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RhythmStanding:
    """``windows`` in order; each is done, due, overdue, missed or to come."""

    windows: tuple[DutyState, ...]
    kind: str = ""

    def _of(self, status: DutyStatus) -> tuple[DutyState, ...]:
        return tuple(window for window in self.windows if window.status is status)

    @property
    def due(self) -> DutyState | None:
        """The window of today, when nothing was held in it yet."""
        return next(iter(self._of(DutyStatus.DUE)), None)

    @property
    def silent(self) -> int:
        """Windows in a row, up to now, that passed without a meeting."""
        return len(self._of(DutyStatus.OVERDUE))

    @property
    def missed(self) -> int:
        """All the windows that passed without a meeting, even when one came later."""
        return self.silent + len(self._of(DutyStatus.MISSED))

    @property
    def alert(self) -> str:
        overdue = self._of(DutyStatus.OVERDUE)
        if not overdue or overdue[0].opens_on is None or overdue[-1].due_on is None:
            return ""
        first, last = day_fr(overdue[0].opens_on), day_fr(overdue[-1].due_on)
        what = self.kind[:1].lower() + self.kind[1:] if self.kind else "rendez-vous"
        return f"Aucun {what} du {first} au {last}. {REMEDY}"


def rhythm_standing(terms: RhythmTerms, held: Iterable[date], today: date) -> RhythmStanding:
    """Windows of the rhythm until today and the next one, by the duties of programmes."""
    duty = Duty(
        code=CODE,
        label="Rendez-vous",
        plain="Un rendez-vous",
        rhythm=Rhythm.REPEATED,
        to_months=terms.every_months,
        every_months=terms.every_months,
    )
    enrolment = Enrolment(
        entered_on=terms.since,
        left_on=terms.until,
        duties=tuple(DutyDone(duty=CODE, done_on=day) for day in sorted(held)),
    )
    programme = Programme(
        code=CODE,
        version=1,
        label="Rendez-vous",
        plain="",
        summary="",
        source="",
        entry=Entry(),
        phases=(),
        duties=(duty,),
    )
    return RhythmStanding(duty_states(enrolment, today, programme), terms.kind)
