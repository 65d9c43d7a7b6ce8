"""Workshops and training built inside a company: contents with versions, attempts without penalty.

A try that does not succeed is a try: it is kept so that the trainer remembers what was worked on,
and never lowers, closes or counts anything.  Once a skill is validated, later tries change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passerelles.kernel.text import fold


class WorkshopKind(StrEnum):
    """``INTERNAL``: built in a company, by an employee who hands on, when no training exists."""

    PRE_PROFESSIONAL = "pre_professional"
    INTERNAL = "internal"


WORKSHOP_LABELS: dict[WorkshopKind, str] = {
    WorkshopKind.PRE_PROFESSIONAL: "Atelier de préprofessionnalisation",
    WorkshopKind.INTERNAL: "Formation montée dans l’entreprise",
}


class ContentState(StrEnum):
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    SET_ASIDE = "set_aside"


CONTENT_LABELS: dict[ContentState, str] = {
    ContentState.PROPOSED: "proposé",
    ContentState.ADOPTED: "adopté",
    ContentState.SET_ASIDE: "mis de côté",
}


class AttemptResult(StrEnum):
    TRIED = "tried"
    WITH_HELP = "with_help"
    VALIDATED = "validated"


ATTEMPT_LABELS: dict[AttemptResult, str] = {
    AttemptResult.TRIED: "essayé",
    AttemptResult.WITH_HELP: "réussi avec de l’aide",
    AttemptResult.VALIDATED: "validé",
}
# As the person reads them.
PLAIN_RESULTS: dict[AttemptResult, str] = {
    AttemptResult.TRIED: "J’ai essayé",
    AttemptResult.WITH_HELP: "J’ai réussi avec de l’aide",
    AttemptResult.VALIDATED: "Je sais faire",
}
_RANK = {result: rank for rank, result in enumerate(AttemptResult)}
SKILLS_MAX = 30
SKILL_LENGTH = 160


def skill_lines(text: str) -> tuple[str, ...]:
    """Skills written one on each line, each once however it is spelt."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        said = " ".join(line.split())
        if said:
            found.setdefault(fold(said), said)
    return tuple(found.values())


def may_validate(*, by_person: bool) -> bool:
    """A skill is validated by somebody who saw it; what the person can do, her carnet says."""
    return not by_person


@dataclass(frozen=True, slots=True)
class Attempt:
    skill: str
    result: AttemptResult
    on: date


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """Where a person is with one skill: the best result, since when; ``tries`` is never a score."""

    skill: str
    best: AttemptResult
    since: date
    tries: int

    @property
    def label(self) -> str:
        return ATTEMPT_LABELS[self.best]

    @property
    def validated(self) -> bool:
        return self.best is AttemptResult.VALIDATED


def standings(attempts: Iterable[Attempt]) -> tuple[SkillStanding, ...]:
    """One line a skill: validated first, then by name.  ``since``: first day of the best result."""
    by_skill: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_skill.setdefault(fold(attempt.skill), []).append(attempt)
    rows = [_standing(group) for group in by_skill.values()]
    return tuple(sorted(rows, key=lambda row: (-_RANK[row.best], fold(row.skill))))


def _standing(group: list[Attempt]) -> SkillStanding:
    best = max((attempt.result for attempt in group), key=_RANK.__getitem__)
    first = min((a for a in group if a.result is best), key=lambda a: a.on)
    return SkillStanding(first.skill, best, first.on, len(group))
