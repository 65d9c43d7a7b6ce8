"""Journal events of an organisation's own values of the law: keys and identifiers only."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register


def _event(tag: str, sentence: str) -> Event:
    return Event(
        f"rulebook:parameter:{tag}",
        EventKind.WRITE,
        sentence,
        keeps=("override", "key"),
        erasure=Erasure.NO_PERSON,
    )


PARAMETER_SET = _event("set", "L’organisation a réglé une valeur incertaine du droit")
PARAMETER_ENDED = _event("ended", "L’organisation a mis fin à l’un de ses réglages du droit")
PARAMETER_WITHDRAWN = _event(
    "withdrawn", "L’organisation a retiré un réglage du droit saisi par erreur"
)

register(PARAMETER_SET, PARAMETER_ENDED, PARAMETER_WITHDRAWN)
