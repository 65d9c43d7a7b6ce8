"""What waits in programmes: duties, passages to decide, days to tell, ends that come."""

from __future__ import annotations

from collections.abc import Iterator

from passerelles.pathways.queries.enrolments_due import enrolments_due
from passerelles.pathways.rules.waiting import Waiting
from passerelles.worklist.queries.reach import Reach
from passerelles.worklist.rules.items import Item, Subject, Urgency, ending, promised


def programme_items(reach: Reach) -> Iterator[Item]:
    """Four questions to the database, whatever the number of persons."""
    waiting = enrolments_due(reach.actor, reach.among())
    for found in reach.kept(waiting, Subject.PROGRAMMES):
        yield Item(
            subject=Subject.PROGRAMMES,
            what=found.what,
            route=found.route,
            args=found.args,
            action=found.action,
            urgency=_urgency(found, reach),
            on=found.on,
            person=found.person,
            person_id=found.person_id,
            owner=found.owner,
        )


def _urgency(found: Waiting, reach: Reach) -> Urgency:
    if found.on is None:
        return Urgency.OPEN
    if found.key in {"end", "step"}:
        return ending(found.on, reach.today)
    return promised(found.on, reach.today)
