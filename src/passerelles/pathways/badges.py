"""How many things wait on a page of the record: areas above say it for their own page."""

from __future__ import annotations

from collections.abc import Callable

from passerelles.kernel.actors import Actor
from passerelles.sharing.policy import RecordAccess

Count = Callable[[Actor, RecordAccess], int]
_counts: dict[str, Count] = {}


def register_badge(section: str, count: Count) -> None:
    _counts[section] = count


def badge_of(section: str, actor: Actor, access: RecordAccess) -> int:
    """Zero for a page where nothing ever waits."""
    count = _counts.get(section)
    return count(actor, access) if count else 0
