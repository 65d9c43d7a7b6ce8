"""The carnet: what the person can do, did and wants, in her order and by her choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

MOST_ENTRIES = 100
WORDS_LENGTH = 300


class CarnetSection(StrEnum):
    """In the order of the document."""

    KNOW_HOW = "know-how"
    PROUD = "proud"
    STORY = "story"
    PROGRESS = "progress"
    WISHES = "wishes"


SECTION_TITLES: dict[CarnetSection, str] = {
    CarnetSection.KNOW_HOW: "Ce que je sais faire",
    CarnetSection.PROUD: "Ce dont je suis fier ou fière",
    CarnetSection.STORY: "Ce que j’ai fait",
    CarnetSection.PROGRESS: "Mes progrès",
    CarnetSection.WISHES: "Ce que je veux",
}
SECTION_ICONS: dict[CarnetSection, str] = {
    CarnetSection.KNOW_HOW: "tools",
    CarnetSection.PROUD: "smile",
    CarnetSection.STORY: "path",
    CarnetSection.PROGRESS: "progress",
    CarnetSection.WISHES: "wishes",
}


class EntryKind(StrEnum):
    """What the person writes herself, or a professional proposes."""

    KNOW_HOW = "know-how"
    PROUD = "proud"


ENTRY_LABELS: dict[EntryKind, str] = {
    EntryKind.KNOW_HOW: "Ce qu’elle sait faire",
    EntryKind.PROUD: "Ce dont elle est fière",
}


class EntryState(StrEnum):
    KEPT = "kept"
    PROPOSED = "proposed"
    DECLINED = "declined"


ENTRY_STATE_LABELS: dict[EntryState, str] = {
    EntryState.KEPT: "Dans le carnet",
    EntryState.PROPOSED: "Proposé, la personne n’a pas répondu",
    EntryState.DECLINED: "La personne n’en veut pas",
}


@dataclass(frozen=True, slots=True)
class CarnetLine:
    """One thing the record holds: ``key`` says where it comes from, and never changes."""

    key: str
    section: CarnetSection
    title: str
    when: str = ""
    details: tuple[str, ...] = ()
    who: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class CarnetPart:
    section: CarnetSection
    lines: tuple[CarnetLine, ...]

    @property
    def title(self) -> str:
        return SECTION_TITLES[self.section]

    @property
    def icon(self) -> str:
        return SECTION_ICONS[self.section]


def in_parts(lines: Iterable[CarnetLine], left_out: Iterable[str] = ()) -> list[CarnetPart]:
    """Sections in order, each from the oldest to the latest; what is left out is not there."""
    absent = set(left_out)
    kept = [line for line in lines if line.key not in absent]
    parts = []
    for section in CarnetSection:
        mine = [line for line in kept if line.section is section]
        if mine:
            parts.append(CarnetPart(section, tuple(sorted(mine, key=_by_day))))
    return parts


def _by_day(line: CarnetLine) -> tuple[bool, date]:
    """What has no day comes last."""
    return line.on is None, line.on or date.max


def frozen(parts: Iterable[CarnetPart]) -> list[dict[str, Any]]:
    """The words of a version as they are kept: plain data, no key of the record in it."""
    return [
        {
            "title": part.title,
            "section": part.section.value,
            "lines": [
                {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in asdict(line).items()
                    if name in {"title", "when", "details", "who"}
                }
                for line in part.lines
            ],
        }
        for part in parts
    ]
