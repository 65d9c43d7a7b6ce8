"""Workshops and internal trainings a person came to, as her carnet tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from passerelles.pathways.queries.eyes import Eyes
from passerelles.skills.models import COUNTED_PARTICIPATION, Participation, Workshop


@dataclass(frozen=True, slots=True)
class Attended:
    """One workshop, over the days she came.  ``skills``: what was worked on, those days."""

    workshop: Workshop
    first: date
    last: date
    days: int
    hours: Decimal
    skills: tuple[str, ...]
    writer: str


def attended(eyes: Eyes) -> list[Attended]:
    """The oldest first; a day she did not come to, or that was set aside, is nowhere; one query."""
    rows = eyes.entries(Participation).filter(COUNTED_PARTICIPATION, came=True)
    by_workshop: dict[UUID, list[Participation]] = {}
    for row in rows.select_related("organisation", "day__workshop", "day__content").order_by(
        "day__on", "recorded_at"
    ):
        by_workshop.setdefault(row.day.workshop_id, []).append(row)
    return [_attended(eyes, lines) for lines in by_workshop.values()]


def _attended(eyes: Eyes, rows: list[Participation]) -> Attended:
    return Attended(
        workshop=rows[-1].day.workshop,
        first=rows[0].day.on,
        last=rows[-1].day.on,
        days=len(rows),
        hours=sum((row.day.hours for row in rows), Decimal(0)),
        skills=tuple(dict.fromkeys(skill for row in rows for skill in row.day.content.skills)),
        writer=eyes.name(rows[-1].organisation),
    )
