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
REVIEWER_REMOVED = Event(
    "skills:reviewer:removed",
    EventKind.WRITE,
    "Une organisation ne relit plus un atelier",
    keeps=("workshop", "organisation"),
    erasure=Erasure.NO_PERSON,
)
DAY_SET_ASIDE = Event(
    "skills:day:set-aside",
    EventKind.WRITE,
    "Une séance d’atelier notée par erreur a été écartée",
    keeps=("workshop", "day"),
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
PARTICIPATION_SET_ASIDE = Event(
    "skills:participation:set-aside",
    EventKind.WRITE,
    "a écarté une séance d’atelier notée par erreur",
    keeps=("day",),
    sentence_officer="a écarté du dossier une séance d’atelier notée par erreur",
)
ATTEMPT_SET_ASIDE = Event(
    "skills:attempt:set-aside",
    EventKind.WRITE,
    "a écarté un essai noté par erreur",
    keeps=("attempt",),
    sentence_officer="a écarté du dossier un essai noté par erreur",
)

register(
    WORKSHOP_SAVED,
    CONTENT_PROPOSED,
    CONTENT_DECIDED,
    REVIEWER_INVITED,
    REVIEWER_REMOVED,
    DAY_SET_ASIDE,
    PARTICIPATION_NOTED,
    PARTICIPATION_SET_ASIDE,
    ATTEMPT_NOTED,
    ATTEMPT_SET_ASIDE,
)
