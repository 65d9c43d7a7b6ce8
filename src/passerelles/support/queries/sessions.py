"""Partner sessions of a place, the months without one, and who knows whom to contact."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.gathering import people_to_gather
from passerelles.people.models import Person
from passerelles.support.models import PartnerContact, PartnerSession
from passerelles.support.rules.sessions import SessionCalendar, session_calendar

SHOWN = 60


@dataclass(frozen=True)
class SessionsPage:
    sessions: tuple[PartnerSession, ...]
    calendar: SessionCalendar
    know_whom: int


def sessions_page(actor: Actor) -> SessionsPage:
    """``know_whom``: persons the reader sees who say they know whom to contact."""
    rows = PartnerSession.objects.filter(organisation=actor.organisation_id)
    days = list(rows.values_list("on", flat=True))
    told = PartnerContact.objects.filter(
        organisation_id=actor.organisation_id, knows_whom=True
    ).across_people()
    return SessionsPage(
        tuple(rows[:SHOWN]),
        session_calendar(days, clock.today()),
        told.values("person_id").distinct().count(),
    )


@dataclass(frozen=True)
class SheetLine:
    person: Person
    contact: PartnerContact | None


@dataclass(frozen=True)
class SessionSheet:
    session: PartnerSession
    lines: tuple[SheetLine, ...]

    @property
    def over(self) -> bool:
        return self.session.on <= clock.today()


def session_sheet(actor: Actor, session_id: UUID) -> SessionSheet:
    """Who may have come: persons whose path the organisation leads, each with what was said."""
    session = PartnerSession.objects.filter(
        pk=session_id, organisation=actor.organisation_id
    ).first()
    if session is None:
        raise Hidden("no such session")
    said = {
        row.person_id: row for row in PartnerContact.objects.filter(session=session).across_people()
    }
    people = people_to_gather(actor)
    return SessionSheet(session, tuple(SheetLine(p, said.get(p.id)) for p in people))


def contacts(eyes: Eyes) -> list[PartnerContact]:
    """Partners a person met, in the volets these eyes see."""
    return list(eyes.entries(PartnerContact).filter(came=True).select_related("session"))
