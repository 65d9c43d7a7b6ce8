"""Agreements that somebody else ended in the person's name: they must not learn it by chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from passerelles.journal.queries import about
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.myspace.policy import own_person_id
from passerelles.sharing.events import WITHDRAWN
from passerelles.sharing.queries.names import organisation_names

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Stopped:
    """An agreement that an organisation ended, saying that the person asked for it."""

    name: str
    noted_by: str
    at: datetime


def stopped_for_me(actor: Actor) -> list[Stopped]:
    """Agreements that a professional has lately withdrawn in the person's name."""
    entries = list(
        about(own_person_id(actor)).filter(
            event=WITHDRAWN.tag,
            actor_kind=ActorKind.PROFESSIONAL,
            at__gt=clock.now() - LATELY,
        )
    )
    receivers = [str(entry.details.get("receiver", "")) for entry in entries]
    ids = [*receivers, *(entry.organisation_id for entry in entries)]
    names = organisation_names(ids, None) if ids else {}
    return [
        Stopped(names.get(receiver, ""), names.get(entry.organisation_id, ""), entry.at)
        for receiver, entry in zip(receivers, entries, strict=True)
    ]
