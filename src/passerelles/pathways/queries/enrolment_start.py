"""Programmes an organisation may enrol in: its own, those it runs, then the others."""

from __future__ import annotations

from dataclasses import dataclass

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.law.programmes.model import Programme
from passerelles.organisations.models import Organisation
from passerelles.programmes.queries import programmes_page


@dataclass(frozen=True, slots=True)
class ProgrammesOffered:
    """``elsewhere``: carried by other kinds of places; the entry would say so, and refuse."""

    own: tuple[Programme, ...]
    here: tuple[Programme, ...]
    elsewhere: tuple[Programme, ...]


def programmes_offered(actor: Actor) -> ProgrammesOffered:
    if actor.organisation_id is None:
        raise Hidden("no organisation")
    place = Organisation.objects.get(pk=actor.organisation_id)
    page = programmes_page(actor)
    today = clock.today()
    own = tuple(line.version.content for line in page.own if line.version.starts_on <= today)
    taken = {programme.code for programme in own}
    shipped = [programme for programme in page.shipped if programme.code not in taken]
    return ProgrammesOffered(
        own=own,
        here=tuple(p for p in shipped if _runs(p, place.kind)),
        elsewhere=tuple(p for p in shipped if not _runs(p, place.kind)),
    )


def _runs(programme: Programme, kind: str) -> bool:
    return not programme.entry.places or kind in programme.entry.places
