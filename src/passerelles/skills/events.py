"""Journal events of skills: what is kept, and the sentence the person reads."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

WORKSHOP_SAVED = Event(
    "skills:workshop:saved",
    EventKind.WRITE,
    "Un atelier ou une formation interne a été enregistré",
    keeps=("workshop",),
    erasure=Erasure.NO_PERSON,
)
CONTENT_PROPOSED = Event(
    "skills:content:proposed",
    EventKind.WRITE,
    "Un contenu d’atelier a été proposé",
    keeps=("workshop", "number"),
    erasure=Erasure.NO_PERSON,
)
CONTENT_DECIDED = Event(
    "skills:content:decided",
    EventKind.WRITE,
    "Un contenu d’atelier a été adopté ou mis de côté",
    keeps=("workshop", "number", "state"),
    erasure=Erasure.NO_PERSON,
)
REVIEWER_INVITED = Event(
    "skills:reviewer:invited",
    EventKind.WRITE,
    "Une organisation a été invitée à relire un atelier",
    keeps=("workshop", "organisation"),
    erasure=Erasure.NO_PERSON,
)
PARTICIPATION_NOTED = Event(
    "skills:participation:noted",
    EventKind.WRITE,
    "a noté une séance d’atelier dans votre dossier",
    keeps=("day",),
    sentence_officer="a noté une séance d’atelier dans le dossier",
)
ATTEMPT_NOTED = Event(
    "skills:attempt:noted",
    EventKind.WRITE,
    "a noté ce que vous avez essayé ou réussi",
    keeps=("attempt", "result"),
    sentence_officer="a noté ce que la personne a essayé ou réussi",
)

register(
    WORKSHOP_SAVED,
    CONTENT_PROPOSED,
    CONTENT_DECIDED,
    REVIEWER_INVITED,
    PARTICIPATION_NOTED,
    ATTEMPT_NOTED,
)
