"""Whose work is asked for, as a condition on rows about persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.worklist.queries.following import FollowedBy, Follower
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
        """Rows of the persons the worker follows, and of those no colleague follows."""
        if self.worker is None:
            return Q()
        observes = self.standpoint is Standpoint.SUPERVISES
        return Q(FollowedBy(Follower(self.worker, self.ours, observes), person))


def own_organisation_id(actor: Actor) -> UUID:
    if actor.organisation_id is None:
        raise Hidden("acts for no organisation")
    return actor.organisation_id


def reach(actor: Actor, whose: Whose | None = None, colleague: UUID | None = None) -> Reach:
    """``whose``: what the role reads first unless said; ``colleague``: the list of a teammate."""
    asked = whose or usual(standpoint(actor.rights))
    worker = colleague or (None if asked is Whose.TEAM else actor.user_id)
    return Reach(actor, clock.now(), clock.today(), worker)
