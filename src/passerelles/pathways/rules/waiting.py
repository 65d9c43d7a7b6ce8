"""One thing that waits for a professional, with the page that settles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """``late`` is about what the team promised or owes, never about the person.

    ``route`` and ``args`` name the page; ``owner`` is the colleague who began it.
    """

    key: str
    what: str
    route: str
    args: tuple[object, ...]
    action: str
    person: str
    person_id: UUID
    on: date | None = None
    late: bool = False
    owner: UUID | None = None
