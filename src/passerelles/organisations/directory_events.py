"""Journal events of the directory: what was changed on which profile, never the text itself."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

PROFILE_EDITED = Event(
    "organisations:profile:edited",
    EventKind.WRITE,
    "La fiche d’une organisation a été modifiée",
    keeps=("fields",),
    erasure=Erasure.NO_PERSON,
)
PROFILE_PUBLISHED = Event(
    "organisations:profile:published",
    EventKind.WRITE,
    "La fiche d’une organisation a été publiée",
    erasure=Erasure.NO_PERSON,
)
PROFILE_UNPUBLISHED = Event(
    "organisations:profile:unpublished",
    EventKind.WRITE,
    "La fiche d’une organisation a été retirée de l’annuaire",
    erasure=Erasure.NO_PERSON,
)
PART_SAVED = Event(
    "organisations:profile:part-saved",
    EventKind.WRITE,
    "Une ligne de la fiche d’une organisation a été enregistrée",
    keeps=("section", "line"),
    erasure=Erasure.NO_PERSON,
)
PART_REMOVED = Event(
    "organisations:profile:part-removed",
    EventKind.WRITE,
    "Une ligne de la fiche d’une organisation a été retirée",
    keeps=("section", "line"),
    erasure=Erasure.NO_PERSON,
)
PROSPECT_STEP = Event(
    "organisations:prospect:step",
    EventKind.WRITE,
    "Une étape avec un établissement a été notée",
    keeps=("prospect", "stage"),
    erasure=Erasure.NO_PERSON,
)

ADHERENT_ADDED = Event(
    "organisations:adherent:added",
    EventKind.WRITE,
    "Un adhérent a été ajouté à la liste d’un groupement",
    keeps=("line",),
    erasure=Erasure.NO_PERSON,
)
ADHERENT_ENDED = Event(
    "organisations:adherent:ended",
    EventKind.WRITE,
    "La fin d’une adhésion à un groupement a été notée",
    keeps=("line", "until"),
    erasure=Erasure.NO_PERSON,
)

register(
    PROFILE_EDITED,
    PROFILE_PUBLISHED,
    PROFILE_UNPUBLISHED,
    PART_SAVED,
    PART_REMOVED,
    PROSPECT_STEP,
    ADHERENT_ADDED,
    ADHERENT_ENDED,
)
