"""The only door to write in the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from passerelles.journal.catalogue import Event
from passerelles.journal.chain import GENESIS
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor

# Any constant will do: it only has to be the same for every writer of the chain.
CHAIN_LOCK = 0x5041535345


@dataclass(frozen=True, slots=True)
class Line:
    """What to write: an event, about whom, on which ground."""

    event: Event
    person_id: UUID | None = None
    organisation_id: UUID | None = None
    volets: tuple[str, ...] = ()
    ground: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def record(
    event: Event,
    *,
    actor: Actor,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    volets: Iterable[str] = (),
    ground: str = "",
    details: dict[str, Any] | None = None,
) -> JournalEntry:
    """Write one line; ``organisation_id`` defaults to the one the actor acts for."""
    line = Line(
        event=event,
        person_id=person_id,
        organisation_id=organisation_id,
        volets=tuple(volets),
        ground=ground,
        details=details or {},
    )
    return record_all([line], actor=actor)[0]


def record_all(lines: Iterable[Line], *, actor: Actor) -> list[JournalEntry]:
    """Write several lines in one go: one row per person, all in the same transaction."""
    at = clock.now()
    entries = [_entry(line, actor, at) for line in lines]
    if not entries:
        return []
    with transaction.atomic():
        _lock_chain()
        previous = (
            JournalEntry.objects.order_by("-id").values_list("hash", flat=True).first() or GENESIS
        )
        for entry in entries:
            entry.previous_hash = previous
            previous = entry.hash = entry.link().digest(previous)
        return JournalEntry.objects.bulk_create(entries)


def _entry(line: Line, actor: Actor, at: datetime) -> JournalEntry:
    unexpected = set(line.details) - set(line.event.keeps)
    if unexpected:
        raise ValueError(f"{line.event.tag} ne garde pas : {', '.join(sorted(unexpected))}")
    organisation_id = line.organisation_id or actor.organisation_id
    actor_id = actor.user_id or actor.guest_link_id or actor.person_id
    return JournalEntry(
        at=at,
        event=line.event.tag,
        actor_kind=actor.kind.value,
        actor_id=str(actor_id or ""),
        organisation_id=str(organisation_id or ""),
        person_id=str(line.person_id or ""),
        volets=",".join(line.volets),
        ground=line.ground[:120],
        request_id=actor.request_id,
        details=line.details,
    )


def _lock_chain() -> None:
    # SQLite already holds its single write lock (IMMEDIATE); PostgreSQL needs one for the chain.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
