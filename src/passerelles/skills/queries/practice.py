"""What a person practised: for the record, their own space, and whatever carries it further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from passerelles.kernel.actors import Actor
from passerelles.kernel.text import fold
from passerelles.law.wording import number_fr
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.skills.models import Participation, SkillAttempt
from passerelles.skills.policy import visible_to
from passerelles.skills.rules.workshops import (
    Attempt,
    AttemptResult,
    SkillStanding,
    standings,
)


@dataclass(frozen=True, slots=True)
class AttemptLine:
    attempt: SkillAttempt
    writer: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """``hours``: at days where the person came."""

    standings: tuple[SkillStanding, ...]
    attempts: tuple[AttemptLine, ...]
    days: tuple[Participation, ...]
    hours: str

    @property
    def came(self) -> int:
        return sum(1 for day in self.days if day.came)


def practice_page(eyes: Eyes) -> PracticePage:
    attempts = list(eyes.entries(SkillAttempt).select_related("organisation", "workshop"))
    days = list(eyes.entries(Participation).select_related("day__workshop"))
    return PracticePage(
        standings=standings(told(attempts)),
        attempts=tuple(AttemptLine(row, eyes.name(row.organisation)) for row in attempts),
        days=tuple(days),
        hours=number_fr(sum((row.day.hours for row in days if row.came), Decimal(0))),
    )


def validated(eyes: Eyes) -> list[SkillAttempt]:
    """Skills validated, each by the try that first did; what the carnet carries further."""
    rows = eyes.entries(SkillAttempt).filter(result=AttemptResult.VALIDATED)
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
    return [(str(row.pk), f"{row.law_kind.label}, {row.start:%d/%m/%Y}") for row in rows]
