"""The closed catalogue of what the journal may hold.

Each event says its tag (``area:subject:action``), the French sentence a person reads, the
details it may keep (codes and identifiers, never a name or a text) and how it is erased.
"""

from __future__ import annotations

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
