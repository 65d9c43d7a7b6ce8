"""Journal events of the list: what somebody chose for themselves or for their team."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

DIGEST_CHOSEN = Event(
    "worklist:digest:chosen",
    EventKind.WRITE,
    "Une personne a choisi de recevoir, ou non, le courriel de ce qui l’attend",
    keeps=("rhythm",),
    erasure=Erasure.NO_PERSON,
)
SILENCE_LIMIT_SET = Event(
    "worklist:silence:set",
    EventKind.WRITE,
    "Une équipe a changé après combien de jours elle veut prendre des nouvelles",
    keeps=("days",),
    erasure=Erasure.NO_PERSON,
)

register(DIGEST_CHOSEN, SILENCE_LIMIT_SET)
