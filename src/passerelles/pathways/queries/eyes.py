"""Through whose eyes a record is read: one value, given to every query of the synthesis.

Everything still goes through the actor in scope: these eyes can only narrow what that actor
may see, never widen it.  A preview shows what is shared in the volets proposed; working notes
of a team are never in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from passerelles.kernel.actors import Actor, current_actor
from passerelles.organisations.models import Organisation
from passerelles.pathways.queries.header import name_for
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class Eyes:
    """``organisation_id``: whose reader it is, for names and for "vous"."""

    access: RecordAccess
    volets: frozenset[Volet]
    organisation_id: UUID | None
    preview: bool = False

    @property
    def person_id(self) -> UUID:
        return self.access.person.id

    def sees(self, volet: Volet) -> bool:
        return volet in self.volets

    def entries(self, model: type[PersonEntry]) -> Any:
        """Entries of the person in the volets seen, already narrowed to the actor in scope."""
        rows = model.objects.filter(person_id=self.person_id, volet__in=self.volets)
        return rows.filter(shared=True) if self.preview else rows

    def name(self, organisation: Organisation | None) -> str:
        """Named as whoever looks may know it: a preview tells no name its receiver alone knows."""
        reader = current_actor().organisation_id if self.preview else self.organisation_id
        return name_for(organisation, reader)


def own_eyes(actor: Actor, access: RecordAccess) -> Eyes:
    """The actor's own eyes on a record already opened."""
    return Eyes(access, frozenset(access.readable), actor.organisation_id)


def proposed_eyes(
    access: RecordAccess, volets: Iterable[Volet], organisation_id: UUID | None
) -> Eyes:
    """What a proposed agreement would show, as far as the actor in scope may see it."""
    seen = frozenset(volets) & frozenset(access.readable)
    return Eyes(access, seen, organisation_id, preview=True)
