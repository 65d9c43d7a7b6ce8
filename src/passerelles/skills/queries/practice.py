"""What a person practised: for the record, their own space, and whatever carries it further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.kernel.text import fold
from passerelles.law.wording import number_fr
from passerelles.pathways.models import Answer, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.progress import answers_to
from passerelles.sharing.models.entries import PersonEntry
from passerelles.skills.models import COUNTED_ATTEMPT, Participation, SetAside, SkillAttempt
from passerelles.skills.policy import visible_to
from passerelles.skills.rules.workshops import (
    PLAIN_RESULTS,
    Attempt,
    AttemptResult,
    SkillStanding,
    standings,
)


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """``own``: written by the reader's organisation, which alone may set it aside."""

    attempt: SkillAttempt
    writer: str
    own: bool
    answers: tuple[Answer, ...]

    @property
    def aside(self) -> SetAside | None:
        return self.attempt.aside

    @property
    def plain(self) -> str:
        """How it went, as the person reads it."""
        return PLAIN_RESULTS[AttemptResult(self.attempt.result)]


@dataclass(frozen=True, slots=True)
class ParticipationLine:
    row: Participation
    writer: str
    own: bool
    answers: tuple[Answer, ...]

    @property
    def aside(self) -> SetAside | None:
        return self.row.aside


@dataclass(frozen=True, slots=True)
class PracticePage:
    """``hours``: at days where the person came.  What was set aside is shown, and never counted."""

    standings: tuple[SkillStanding, ...]
    attempts: tuple[AttemptLine, ...]
    days: tuple[ParticipationLine, ...]
    hours: str

    @property
    def held(self) -> int:
        return sum(1 for day in self.days if day.aside is None)

    @property
    def came(self) -> int:
        return sum(1 for day in self.days if day.aside is None and day.row.came)


def practice_page(eyes: Eyes) -> PracticePage:
    attempts = list(
        eyes.entries(SkillAttempt).select_related("organisation", "workshop", "participation__day")
    )
    days = list(eyes.entries(Participation).select_related("organisation", "day__workshop"))
    answers = answers_to(eyes, [row.pk for row in (*attempts, *days)])
    worked = [row for row in days if row.came and row.aside is None]
    return PracticePage(
        standings=standings(told(row for row in attempts if row.aside is None)),
        attempts=tuple(
            AttemptLine(row, *_signed(eyes, row), tuple(answers.get(row.pk, ())))
            for row in attempts
        ),
        days=tuple(
            ParticipationLine(row, *_signed(eyes, row), tuple(answers.get(row.pk, ())))
            for row in days
        ),
        hours=number_fr(sum((row.day.hours for row in worked), Decimal(0))),
    )


def _signed(eyes: Eyes, row: PersonEntry) -> tuple[str, bool]:
    return eyes.name(row.organisation), row.organisation_id == eyes.organisation_id


def line_to_set_aside(
    eyes: Eyes, model: type[Participation] | type[SkillAttempt], entry_id: UUID
) -> Participation | SkillAttempt:
    """A line written by the reader's own organisation."""
    linked = {Participation: "day__workshop", SkillAttempt: "participation__day"}[model]
    found: Participation | SkillAttempt | None = (
        eyes.entries(model)
        .filter(pk=entry_id, organisation_id=eyes.organisation_id)
        .select_related(linked)
        .first()
    )
    if found is None:
        raise Hidden("not theirs to set aside")
    return found


def validated(eyes: Eyes) -> list[SkillAttempt]:
    """Skills validated, each by the try that first did; what the carnet carries further."""
    rows = eyes.entries(SkillAttempt).filter(COUNTED_ATTEMPT, result=AttemptResult.VALIDATED)
    first: dict[str, SkillAttempt] = {}
    for row in rows.select_related("organisation").order_by("on", "recorded_at"):
        first.setdefault(fold(row.skill), row)
    return list(first.values())


def told(rows: Iterable[SkillAttempt]) -> list[Attempt]:
    return [Attempt(row.skill, AttemptResult(row.result), row.on) for row in rows]


def workshop_choices(actor: Actor) -> list[tuple[str, str]]:
    return [(str(row.pk), row.title) for row in visible_to(actor)]


def situation_choices(eyes: Eyes) -> list[tuple[str, str]]:
    rows = eyes.entries(WorkSituation).select_related("host", "employer")
    return [(str(row.pk), f"{row.called.label}, {row.start:%d/%m/%Y}") for row in rows]
