"""What the journal keeps of exchanges: which kind of file, its fingerprint, how many lines."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

FILE_IMPORTED = Event(
    tag="exchanges:file:imported",
    kind=EventKind.WRITE,
    sentence="Un fichier a été importé dans l’annuaire.",
    keeps=(
        "connector",
        "sha256",
        "read",
        "created",
        "updated",
        "unchanged",
        "refused",
        "repaired",
        "doubts",
    ),
    erasure=Erasure.NO_PERSON,
)

register(FILE_IMPORTED)
