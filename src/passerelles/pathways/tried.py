"""What was tried during a work, said with its evaluation: kept by the area of skills, above this one.

The evaluation asks and passes on; how a try is kept, and that it costs nothing, is that area's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from passerelles.kernel.actors import Actor
from passerelles.pathways.models import WorkReview, WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.voices import ReviewSide

LINES = 3


@dataclass(frozen=True, slots=True)
class Tried:
    """One line as it was typed; ``result``: a code of the area of skills, empty when not said."""

    skill: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One line as the page of the work shows it."""

    skill: str
    result: str
    who: str
    on: date


class TriesKeeper(Protocol):
    longest: int

    def answers(self, side: ReviewSide, *, plain: bool) -> Sequence[tuple[str, str]]:
        """How a try may be said to have gone by that side; ``plain``: in the person's words."""

    def note(self, *, actor: Actor, review: WorkReview, tried: Sequence[Tried], last: date) -> None:
        """Keep what was tried, signed as the evaluation is; ``last``: no later than that day."""

    def seen(self, eyes: Eyes, situation: WorkSituation) -> Sequence[TriedLine]:
        """What was tried during that work, as these eyes may read it."""


_keepers: list[TriesKeeper] = []


def register_tries(keeper: TriesKeeper) -> None:
    _keepers[:] = [keeper]


def tries() -> TriesKeeper | None:
    """``None`` without the area of skills: nothing is asked then."""
    return _keepers[0] if _keepers else None
