"""Whose work is asked for, as a condition on rows about persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.worklist.queries.following import FollowedBy, Follower
from passerelles.worklist.rules.items import Standpoint, Subject, Whose, standpoint, usual

MOST = 150  # of each kind: the list of a day, not an inventory
MOST_OF_ONE = 1000  # when one kind alone is asked for


@dataclass(frozen=True, slots=True)
class Reach:
    """One reader, one moment; ``worker`` is whose work is looked at, ``None`` for a whole team.

    ``about``: the kind asked for, of which much more is read; ``cut``: kinds of which there was
    more than was read, filled while reading.
    """

    actor: Actor
    now: datetime
    today: date
    worker: UUID | None
    about: Subject | None = None
    cut: set[Subject] = field(default_factory=set, compare=False)

    def first(self, rows: Any, *subjects: Subject, times: int = 1) -> list[Any]:
        """The rows read of a question about these kinds; one more tells that there are others.

        ``times``: how many rows one thing to do may take.
        """
        found = list(rows[: self.most(*subjects) * times + 1])
        return self.kept(found, *subjects, times=times)

    def kept(self, found: list[Any], *subjects: Subject, times: int = 1) -> list[Any]:
        most = self.most(*subjects) * times
        if len(found) > most:
            self.cut.update(subjects)
        return found[:most]

    def most(self, *subjects: Subject) -> int:
        return MOST_OF_ONE if self.about in subjects else MOST

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


def reach(
    actor: Actor,
    whose: Whose | None = None,
    colleague: UUID | None = None,
    about: Subject | None = None,
) -> Reach:
    """``whose``: what the role reads first unless said; ``colleague``: the list of a teammate."""
    asked = whose or usual(standpoint(actor.rights))
    worker = colleague or (None if asked is Whose.TEAM else actor.user_id)
    return Reach(actor, clock.now(), clock.today(), worker, about)
