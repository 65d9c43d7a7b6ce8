"""Adaptations of the job, in the eyes of a reader: what stands, and what was changed since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import JobAdaptation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.adaptations import cost_words


@dataclass(frozen=True)
class AdaptationLine:
    """``why``: the reason of the version that replaced it, or of its cancellation."""

    noted: JobAdaptation
    why: str

    @property
    def cost(self) -> str:
        return cost_words(self.noted.cost, self.noted.funded)


@dataclass(frozen=True)
class Adaptations:
    """``past``: cancelled, or replaced by a later version; only to be read."""

    lines: tuple[AdaptationLine, ...]
    past: tuple[AdaptationLine, ...]


def adaptations(eyes: Eyes) -> Adaptations:
    """Those of the volet of what helps at work: nothing when it is not shared."""
    rows = list(eyes.entries(JobAdaptation).select_related("organisation", "situation"))
    reasons = {row.corrects_id: row.reason for row in rows}
    lines = [AdaptationLine(row, reasons.get(row.id) or row.set_aside_why) for row in rows]
    past = [line for line in lines if line.noted.set_aside_on or line.noted.id in reasons]
    return Adaptations(tuple(line for line in lines if line not in past), tuple(past))


def adaptation_seen(eyes: Eyes, adaptation_id: UUID, *, sent: bool = False) -> JobAdaptation:
    """One that stands; ``sent``: a form was filled, it meets the conflict when it was changed."""
    rows = eyes.entries(JobAdaptation).filter(pk=adaptation_id)
    if not sent:
        rows = rows.filter(set_aside_on=None, corrected_by=None)
    found: JobAdaptation | None = rows.first()
    if found is None:
        raise Hidden("no such adaptation")
    return found
