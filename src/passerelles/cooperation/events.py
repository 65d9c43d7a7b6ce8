"""Journal events of cooperation projects: identifiers and codes, never a name or a text."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

PROJECT_CREATED = Event(
    "cooperation:project:created",
    EventKind.WRITE,
    "Un projet de coopération a été créé",
    keeps=("project", "template"),
    erasure=Erasure.NO_PERSON,
)
MILESTONE_SAVED = Event(
    "cooperation:milestone:saved",
    EventKind.WRITE,
    "Un jalon d’un projet de coopération a été enregistré",
    keeps=("project", "milestone"),
    erasure=Erasure.NO_PERSON,
)
MILESTONE_DONE = Event(
    "cooperation:milestone:done",
    EventKind.WRITE,
    "Un jalon d’un projet de coopération a été marqué comme fait",
    keeps=("project", "milestone"),
    erasure=Erasure.NO_PERSON,
)
MILESTONE_UNDONE = Event(
    "cooperation:milestone:undone",
    EventKind.WRITE,
    "Un jalon d’un projet de coopération n’est plus marqué comme fait",
    keeps=("project", "milestone"),
    erasure=Erasure.NO_PERSON,
)
PARTNER_ADDED = Event(
    "cooperation:partner:added",
    EventKind.WRITE,
    "Une organisation a été ajoutée à un projet de coopération",
    keeps=("project", "partner", "role"),
    erasure=Erasure.NO_PERSON,
)
PARTNER_REMOVED = Event(
    "cooperation:partner:removed",
    EventKind.WRITE,
    "Une organisation a été retirée d’un projet de coopération",
    keeps=("project", "partner", "role"),
    erasure=Erasure.NO_PERSON,
)
BODY_CREATED = Event(
    "cooperation:body:created",
    EventKind.WRITE,
    "Une instance d’un projet de coopération a été créée",
    keeps=("project", "body", "kind"),
    erasure=Erasure.NO_PERSON,
)
SEAT_ADDED = Event(
    "cooperation:seat:added",
    EventKind.WRITE,
    "Un siège a été ajouté à une instance d’un projet",
    keeps=("body", "seat"),
    erasure=Erasure.NO_PERSON,
)
SEAT_REMOVED = Event(
    "cooperation:seat:removed",
    EventKind.WRITE,
    "Un siège a été retiré d’une instance d’un projet",
    keeps=("body", "seat"),
    erasure=Erasure.NO_PERSON,
)
MEETING_SAVED = Event(
    "cooperation:meeting:saved",
    EventKind.WRITE,
    "Une réunion d’une instance d’un projet a été enregistrée",
    keeps=("body", "meeting"),
    erasure=Erasure.NO_PERSON,
)
DECISION_TAKEN = Event(
    "cooperation:decision:taken",
    EventKind.WRITE,
    "Une décision d’une instance d’un projet a été enregistrée",
    keeps=("meeting", "decision"),
    erasure=Erasure.NO_PERSON,
)
OPINION_GIVEN = Event(
    "cooperation:opinion:given",
    EventKind.WRITE,
    "L’avis des usagers sur une décision a été enregistré",
    keeps=("decision", "meeting", "sense"),
    erasure=Erasure.NO_PERSON,
)
MEAN_SAVED = Event(
    "cooperation:mean:saved",
    EventKind.WRITE,
    "Un moyen mis en commun a été enregistré dans un projet",
    keeps=("project", "mean"),
    erasure=Erasure.NO_PERSON,
)
OFFER_SAVED = Event(
    "cooperation:offer:saved",
    EventKind.WRITE,
    "Une offre commune a été enregistrée dans un projet",
    keeps=("project", "offer"),
    erasure=Erasure.NO_PERSON,
)

register(
    PROJECT_CREATED,
    MILESTONE_SAVED,
    MILESTONE_DONE,
    MILESTONE_UNDONE,
    PARTNER_ADDED,
    PARTNER_REMOVED,
    BODY_CREATED,
    SEAT_ADDED,
    SEAT_REMOVED,
    MEETING_SAVED,
    DECISION_TAKEN,
    OPINION_GIVEN,
    MEAN_SAVED,
    OFFER_SAVED,
)
