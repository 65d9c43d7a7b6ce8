"""Journal events of people."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

CREATED = Event("people:person:created", EventKind.WRITE, "a ouvert votre dossier")
CREATION_LIMITED = Event(
    "people:person:creation-limited",
    EventKind.SECURITY,
    "Trop de dossiers ouverts en peu de temps par un même compte",
    keeps=("count",),
    erasure=Erasure.NO_PERSON,
)
IDENTITY_CHANGED = Event(
    "people:person:changed",
    EventKind.WRITE,
    "a modifié votre identité",
    keeps=("fields",),
    sentence_officer="a modifié l’identité",
)
FACT_TOLD = Event(
    "people:fact:told",
    EventKind.WRITE,
    "a noté une réponse sur vous",
    keeps=("fact", "kind"),
    sentence_officer="a noté une réponse sur la personne",
)
SITUATION_RECORDED = Event(
    "people:situation:recorded",
    EventKind.WRITE,
    "a noté l’état d’un de vos droits",
    keeps=("situation", "kind", "state"),
    sentence_officer="a noté l’état d’un droit de la personne",
)
WISH_ADDED = Event(
    "people:wish:added",
    EventKind.WRITE,
    "a noté un de vos souhaits",
    keeps=("wish", "kind"),
    sentence_officer="a noté un souhait de la personne",
)
REPRESENTATIVE_ADDED = Event(
    "people:representative:added",
    EventKind.WRITE,
    "a noté qui signe avec vous",
    keeps=("representative", "kind"),
    sentence_officer="a noté qui signe avec la personne",
)
REPRESENTATIVE_ENDED = Event(
    "people:representative:ended",
    EventKind.WRITE,
    "a noté la fin d’une mesure de représentation",
    keeps=("representative",),
)
MERGED = Event(
    "people:record:merged",
    EventKind.WRITE,
    "a réuni deux dossiers ouverts à votre nom",
    keeps=("merge", "moved"),
    sentence_officer="a réuni deux dossiers ouverts pour la même personne",
)
MERGE_UNDONE = Event(
    "people:record:unmerged",
    EventKind.WRITE,
    "a séparé deux dossiers réunis par erreur",
    keeps=("merge",),
)
MERGE_REVIEWED = Event(
    "people:record:merge-reviewed",
    EventKind.WRITE,
    "a relu ce qui vient de l’ancien dossier et l’a partagé de nouveau",
    keeps=("merge", "count"),
)

register(
    CREATED,
    CREATION_LIMITED,
    IDENTITY_CHANGED,
    FACT_TOLD,
    SITUATION_RECORDED,
    WISH_ADDED,
    REPRESENTATIVE_ADDED,
    REPRESENTATIVE_ENDED,
    MERGED,
    MERGE_UNDONE,
    MERGE_REVIEWED,
)
