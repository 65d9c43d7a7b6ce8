"""What the journal keeps of a file of persons: how many lines, never what they say."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

PEOPLE_IMPORTED = Event(
    "exchanges:people:imported",
    EventKind.WRITE,
    "Un fichier de personnes a été repris",
    keeps=("read", "created", "updated", "unchanged", "refused", "repaired", "doubts"),
    erasure=Erasure.NO_PERSON,
)

register(PEOPLE_IMPORTED)
