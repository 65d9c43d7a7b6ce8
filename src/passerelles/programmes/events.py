"""Journal events of programmes: identifiers and codes, never a text."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

PROGRAMME_COPIED = Event(
    "programmes:programme:copied",
    EventKind.WRITE,
    "Un programme a été copié pour l’organisation",
    keeps=("programme", "code", "origin"),
    erasure=Erasure.NO_PERSON,
)
PROGRAMME_WRITTEN = Event(
    "programmes:programme:written",
    EventKind.WRITE,
    "Un programme a été écrit pour l’organisation",
    keeps=("programme", "code"),
    erasure=Erasure.NO_PERSON,
)
VERSION_PUBLISHED = Event(
    "programmes:version:published",
    EventKind.WRITE,
    "Une nouvelle version d’un programme a été publiée",
    keeps=("programme", "code", "number"),
    erasure=Erasure.NO_PERSON,
)
MEMBERSHIP_DECLARED = Event(
    "programmes:membership:declared",
    EventKind.WRITE,
    "L’adhésion de l’organisation à un programme a été notée",
    keeps=("membership", "code"),
    erasure=Erasure.NO_PERSON,
)
MEMBERSHIP_ENDED = Event(
    "programmes:membership:ended",
    EventKind.WRITE,
    "La fin de l’adhésion de l’organisation à un programme a été notée",
    keeps=("membership", "code"),
    erasure=Erasure.NO_PERSON,
)

register(
    PROGRAMME_COPIED,
    PROGRAMME_WRITTEN,
    VERSION_PUBLISHED,
    MEMBERSHIP_DECLARED,
    MEMBERSHIP_ENDED,
)
