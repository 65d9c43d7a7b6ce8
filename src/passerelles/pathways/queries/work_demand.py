"""Whether a job of a market’s clause is to be looked at with the person, for one reader."""

from __future__ import annotations

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.pathways.open_barriers import heavy_barriers
from passerelles.pathways.rules.demand import Heed, Marks, heed
from passerelles.rulebook.queries.overrides import book_for
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

RULE = "CL-05"


def heed_of(
    actor: Actor, access: RecordAccess, clause: bool | None, demand: int | None
) -> Heed | None:
    """Nothing is asked of barriers this reader may not read, nor where there is no clause."""
    if clause is not True or not access.may_read(Volet.BARRIERS):
        return None
    person_id = access.person.id
    with acting_as(actor):
        barriers = heavy_barriers([person_id]).get(person_id, 0)
    book, today = book_for(actor.organisation_id), clock.today()
    marks = Marks(
        book.at("clause_heavy_barriers", today).whole, book.at("clause_demand", today).whole
    )
    return heed(clause, demand, barriers, marks)
