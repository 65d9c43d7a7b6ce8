"""One thing that waits about work, as the first page of a professional lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

SHOWN = 25  # of each kind: a day's work, not an inventory


@dataclass(frozen=True, slots=True)
class WorkWaiting:
    """With the page that settles it; ``late`` is about our promise, never about the person."""

    key: str
    what: str
    url: str
    action: str
    person: str
    person_id: UUID
    on: date | None = None
    late: bool = False
