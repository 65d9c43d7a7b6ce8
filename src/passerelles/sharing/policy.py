"""Who may see or write what about a person: the decision, loaded from the database.

This is the only door to a record.  Pages, commands and tasks open it with
:func:`open_record`, which refuses with :class:`~passerelles.kernel.errors.Hidden` (the same
404 whether the person is unknown or not shared) and journals the read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.sharing.events import OPENED
from passerelles.sharing.models import Agreement, EmergencyAccess, GuestLink, Party
from passerelles.sharing.reading import note_read
from passerelles.sharing.rules.decision import (
    Basis,
    Decision,
    EmergencyFacts,
    Ground,
    GuestLinkFacts,
    PartyFacts,
    PersonFacts,
    decide,
)
from passerelles.sharing.rules.volets import Verb, Volet

if TYPE_CHECKING:
    from passerelles.people.models import Person


def facts(person_id: UUID) -> PersonFacts:
    """Everything that decides about one person, in four small queries."""
    parties = Party.objects.filter(person_id=person_id)
    agreements = Agreement.objects.filter(person_id=person_id).prefetch_related("volet_rows")
    links = GuestLink.objects.filter(agreement__person_id=person_id)
    emergencies = EmergencyAccess.objects.filter(person_id=person_id)
    return PersonFacts(
        person_id=person_id,
        parties=tuple(
            PartyFacts(p.organisation_id, Basis(p.basis), p.since, p.until) for p in parties
        ),
        agreements=tuple(agreement.facts() for agreement in agreements),
        guest_links=tuple(
            GuestLinkFacts(k.id, k.agreement_id, k.valid_from, k.valid_until, k.revoked_at)
            for k in links
        ),
        emergencies=tuple(
            EmergencyFacts(e.user_id, e.organisation_id, e.started_at, e.ends_at)
            for e in emergencies
        ),
    )


def decision(
    actor: Actor, verb: Verb, person_id: UUID, volet: Volet, at: datetime | None = None
) -> Decision:
    """The one decision for a person and a volet, live from the database."""
    return decide(actor, verb, facts(person_id), volet, at or clock.now())


@dataclass(frozen=True, slots=True)
class RecordAccess:
    """A record opened by an actor: the person, and one decision for each volet and verb."""

    person: Person
    reads: dict[Volet, Decision]
    writes: dict[Volet, Decision]
    facts: PersonFacts

    def may_read(self, volet: Volet) -> bool:
        return self.reads[volet].allowed

    def may_write(self, volet: Volet) -> bool:
        return self.writes[volet].allowed

    @property
    def readable(self) -> list[Volet]:
        return [volet for volet in Volet if self.reads[volet].allowed]

    @property
    def writable(self) -> list[Volet]:
        return [volet for volet in Volet if self.writes[volet].allowed]

    @property
    def ground(self) -> Ground:
        """The strongest ground that lets the actor in."""
        return max((self.reads[v] for v in self.readable), key=lambda d: d.scope).ground


def open_record(
    actor: Actor, person_id: UUID, *, volets: Iterable[Volet] = tuple(Volet)
) -> RecordAccess:
    """Open a record to read ``volets``; raise ``Hidden`` unless the identity may be read.

    The read is journalled for the volets asked for that the actor may read.
    """
    access = peek_record(actor, person_id)
    by_ground: dict[str, list[Volet]] = {}
    for volet in volets:
        if access.may_read(volet):
            by_ground.setdefault(access.reads[volet].journal_ground, []).append(volet)
    # One line for each ground: a volet read in an emergency never hides behind an agreement.
    for ground, seen in by_ground.items():
        note_read(OPENED, actor=actor, person_id=person_id, volets=seen, ground=ground)
    return access


def peek_record(actor: Actor, person_id: UUID) -> RecordAccess:
    """Decide without showing anything: for actions, which journal their own write."""
    moment = clock.now()
    known = facts(person_id)
    reads = {volet: decide(actor, Verb.READ, known, volet, moment) for volet in Volet}
    if not reads[Volet.IDENTITY].allowed:
        raise Hidden("identity not readable")
    model: Any = apps.get_model("people", "Person")
    person = (
        model.unscoped.select_related("commune", "created_for")
        .filter(pk=person_id, merged_into=None)
        .first()
    )
    if person is None:
        raise Hidden("no such person")
    writes = {volet: decide(actor, Verb.WRITE, known, volet, moment) for volet in Volet}
    return RecordAccess(person=person, reads=reads, writes=writes, facts=known)


def require_write(actor: Actor, person_id: UUID, volet: Volet) -> RecordAccess:
    """Open a record for an action that writes in a volet; ``Hidden`` when it may not.

    Inside a transaction the agreement it rests on is locked: a withdrawal then waits for the
    write to end, or has already won and the write is refused.
    """
    access = peek_record(actor, person_id)
    if not access.may_write(volet):
        raise Hidden(f"{volet} not writable")
    reference = access.writes[volet].reference
    if reference is not None and connection.in_atomic_block:
        held = Agreement.objects.select_for_update(of=("self",)).get(pk=reference)
        if not held.in_force():
            return require_write(actor, person_id, volet)
    return access
