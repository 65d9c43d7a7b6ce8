"""Whose work is asked for, as a condition on rows about persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.models import ProgressPoint, Referent
from passerelles.pathways.rules.stages import PathState
from passerelles.worklist.rules.items import Standpoint, Whose, standpoint, usual

MOST = 150  # of each kind: the list of a day, not an inventory


@dataclass(frozen=True, slots=True)
class Reach:
    """One reader, one moment; ``worker`` is whose work is looked at, ``None`` for a whole team."""

    actor: Actor
    now: datetime
    today: date
    worker: UUID | None

    @property
    def ours(self) -> UUID:
        return own_organisation_id(self.actor)

    @property
    def standpoint(self) -> Standpoint:
        return standpoint(self.actor.rights)

    def among(self, person: str = "person_id") -> Q:
        """Rows of the persons the worker follows, and of those no colleague follows.

        What nobody in particular follows is everybody's: nothing falls between two lists.
        """
        if self.worker is None:
            return Q()
        followed = Referent.objects.filter(
            until=None,
            organisation_id=self.ours,
            path__state=PathState.ACTIVE,
            path__person_id=OuterRef(person),
        )
        mine = Q(Exists(followed.filter(user_id=self.worker))) | Q(~Exists(followed))
        if self.standpoint is Standpoint.SUPERVISES:
            # A workshop supervisor is no referent: the persons they observe are theirs.
            seen = ProgressPoint.objects.filter(
                person_id=OuterRef(person), author_id=self.worker, organisation_id=self.ours
            )
            mine |= Q(Exists(seen))
        return mine


def own_organisation_id(actor: Actor) -> UUID:
    if actor.organisation_id is None:
        raise Hidden("acts for no organisation")
    return actor.organisation_id


def reach(actor: Actor, whose: Whose | None = None, colleague: UUID | None = None) -> Reach:
    """``whose``: what the role reads first unless said; ``colleague``: the list of a teammate."""
    asked = whose or usual(standpoint(actor.rights))
    worker = colleague or (None if asked is Whose.TEAM else actor.user_id)
    return Reach(actor, clock.now(), clock.today(), worker)
