"""The closed catalogue of what the journal may hold.

Each event says its tag (``area:subject:action``), the French sentence a person reads and the one
a privacy officer reads, the details it may keep (codes and identifiers, never a name or a text) and how it is erased.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    READ = "read"
    WRITE = "write"
    SECURITY = "security"


class Erasure(StrEnum):
    """What becomes of an entry when the person is erased; the chain itself never changes."""

    IDENTIFIER_ONLY = "identifier-only"  # holds an opaque identifier that no longer leads anywhere
    NO_PERSON = "no-person"  # never concerns a person accompanied


@dataclass(frozen=True, slots=True)
class Event:
    tag: str
    kind: EventKind
    sentence: str
    keeps: tuple[str, ...] = ()
    erasure: Erasure = Erasure.IDENTIFIER_ONLY
    sentence_officer: str = ""  # when the sentence says more to the person than « votre dossier »

    @property
    def for_officer(self) -> str:
        """The sentence told about the person, rather than to them."""
        return self.sentence_officer or _TO_THE_PERSON.sub(r"le \1", self.sentence)


# Only these two words take « le »; every other sentence to the person has its own for the officer.
_TO_THE_PERSON = re.compile(r"\bvotre (dossier|parcours)\b")
_events: dict[str, Event] = {}


def register(*events: Event) -> None:
    """Add events to the catalogue; a tag declared twice with another content is a mistake."""
    for event in events:
        if _events.setdefault(event.tag, event) != event:
            raise ValueError(f"Événement de journal déclaré deux fois : {event.tag}")


def event(tag: str) -> Event:
    """The event behind a tag; ``KeyError`` when it was never declared."""
    return _events[tag]


def all_events() -> tuple[Event, ...]:
    return tuple(sorted(_events.values(), key=lambda item: item.tag))
