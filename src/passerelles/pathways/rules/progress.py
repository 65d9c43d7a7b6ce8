"""Progress seen: change since the start on each axis, each voice apart.

Nothing here is a score of a person: two voices are never averaged, and what was not observed
is *unknown*, never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

LEVEL_MIN, LEVEL_MAX = 0, 4


class Voice(StrEnum):
    """Who speaks: the professionals (a company tutor among them), or the person."""

    PROFESSIONAL = "professional"
    PERSON = "person"


class Trend(StrEnum):
    IMPROVING = "improving"
    STABLE = "stable"
    DECLINING = "declining"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TrendText:
    label: str
    sign: str
    colour: str


TREND_TEXTS: dict[Trend, TrendText] = {
    Trend.IMPROVING: TrendText("en progrès", "▲", "leaf"),
    Trend.STABLE: TrendText("stable", "▬", "muted"),
    Trend.DECLINING: TrendText("en baisse", "▼", "coral"),
    Trend.UNKNOWN: TrendText("pas encore assez d’observations", "○", "sky"),
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One level seen on one axis; ``corrects`` names the observation it replaces."""

    id: UUID
    axis: UUID
    voice: Voice
    observed_on: date
    recorded_at: datetime
    level: int
    corrects: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From the first level to the present one, for one voice on one axis."""

    trend: Trend
    first: int | None = None
    last: int | None = None
    count: int = 0

    @property
    def delta(self) -> int | None:
        """Level now minus first level; unknown with fewer than two observations."""
        if self.trend is Trend.UNKNOWN or self.first is None or self.last is None:
            return None
        return self.last - self.first


NOTHING_SEEN = Change(Trend.UNKNOWN)


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """Oldest first; the identifier settles equal moments: the order is always the same."""
    return sorted(observations, key=lambda o: (o.observed_on, o.recorded_at, o.id.int))


def standing(observations: Iterable[Observation]) -> list[Observation]:
    """Observations that still stand: those corrected later, by the same voice, are left out."""
    known = list(observations)
    replaced = {(o.corrects, o.axis, o.voice) for o in known if o.corrects is not None}
    return in_order(o for o in known if (o.id, o.axis, o.voice) not in replaced)


def change_since_start(observations: Iterable[Observation]) -> Change:
    """Change of one voice on one axis; the caller gives only those."""
    seen = standing(observations)
    if not seen:
        return NOTHING_SEEN
    first, last = seen[0].level, seen[-1].level
    if len(seen) == 1:
        return Change(Trend.UNKNOWN, first, last, 1)
    if last > first:
        trend = Trend.IMPROVING
    elif last < first:
        trend = Trend.DECLINING
    else:
        trend = Trend.STABLE
    return Change(trend, first, last, len(seen))


def changes(observations: Iterable[Observation]) -> dict[UUID, dict[Voice, Change]]:
    """Change of each voice on each axis that was observed at least once."""
    known = list(observations)
    return {
        axis: {
            voice: change_since_start(o for o in known if o.axis == axis and o.voice is voice)
            for voice in Voice
        }
        for axis in dict.fromkeys(o.axis for o in known)
    }


def count_trends(found: Iterable[Change]) -> dict[Trend, int]:
    """How many axes improve, stay, decline or are unknown: the four always present."""
    counted = Counter(change.trend for change in found)
    return {trend: counted[trend] for trend in Trend}


def in_words(change: Change) -> str:
    """« en progrès (+3) », « stable », « pas encore assez d’observations »."""
    label = TREND_TEXTS[change.trend].label
    delta = change.delta
    return f"{label} ({delta:+d})" if delta else label
