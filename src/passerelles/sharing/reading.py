"""Every read of a record leaves a line: collected during the request, written after it.

The lines are written outside the request's transaction, so that an error in the page never
erases the fact that somebody looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from passerelles.journal.actions import Line, record_all
from passerelles.journal.catalogue import Event
from passerelles.kernel.actors import Actor
from passerelles.sharing.events import LISTED
from passerelles.sharing.rules.decision import Ground
from passerelles.sharing.rules.volets import Volet

_collected: ContextVar[list[Line] | None] = ContextVar("passerelles_reads", default=None)


@contextmanager
def collecting() -> Iterator[list[Line]]:
    """Collect the reads of one request; the gate writes them when the response is ready."""
    lines: list[Line] = []
    token = _collected.set(lines)
    try:
        yield lines
    finally:
        _collected.reset(token)


def note_read(
    event: Event,
    *,
    actor: Actor,
    person_id: UUID,
    volets: Iterable[Volet],
    ground: str,
) -> None:
    """Say that a record was read; outside a request the line is written at once."""
    line = Line(
        event=event,
        person_id=person_id,
        volets=tuple(sorted(volet.value for volet in volets)),
        ground=ground,
    )
    _keep([line], actor)


def note_listing(
    actor: Actor, person_ids: Iterable[UUID], volets: Iterable[Volet] = (Volet.IDENTITY,)
) -> None:
    """Say that names were shown in a list, with what stood beside them: one line per person."""
    shown = tuple(sorted(volet.value for volet in volets))
    _keep(
        [
            Line(
                event=LISTED,
                person_id=person_id,
                volets=shown,
                ground=Ground.NONE,
            )
            for person_id in person_ids
        ],
        actor,
    )


def _keep(lines: list[Line], actor: Actor) -> None:
    collected = _collected.get()
    if collected is None:
        record_all(lines, actor=actor)
    else:
        seen = {_key(line) for line in collected}
        for line in lines:
            if _key(line) not in seen:
                seen.add(_key(line))
                collected.append(line)


def _key(line: Line) -> tuple[str, UUID | None, tuple[str, ...], str]:
    return line.event.tag, line.person_id, line.volets, line.ground
