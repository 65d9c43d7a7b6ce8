"""Partner sessions of a place, the months without one, and who knows whom to contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.gathering import gather
from passerelles.people.models import Person
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Volet
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
    told = PartnerContact.objects.filter(
        organisation_id=actor.organisation_id, knows_whom=True, corrected_by=None
    ).across_people()
    return SessionsPage(
        tuple(rows[:SHOWN]),
        calendar_of(rows.values_list("on", "attended", "cancelled_on")),
        told.values("person_id").distinct().count(),
    )


def calendar_of(rows: Iterable[tuple[date, bool | None, date | None]]) -> SessionCalendar:
    """From day, attendance and cancellation: a month counts when somebody was noted there."""
    known = list(rows)
    held = [day for day, attended, cancelled in known if attended and cancelled is None]
    return session_calendar(
        held, clock.today(), promised_on=min((row[0] for row in known), default=None)
    )


@dataclass(frozen=True)
class SheetLine:
    person: Person
    contact: PartnerContact | None


@dataclass(frozen=True)
class SessionSheet:
    """``left_out``: persons led too, about whom nothing may be written in the session's volet."""

    session: PartnerSession
    lines: tuple[SheetLine, ...]
    left_out: int

    @property
    def over(self) -> bool:
        """Whether there is a sheet to fill in: the day came, and it was not called off."""
        return self.session.on <= clock.today() and self.session.cancelled_on is None


def own_session(actor: Actor, session_id: UUID) -> PartnerSession:
    rows = PartnerSession.objects.filter(pk=session_id, organisation=actor.organisation_id)
    session: PartnerSession | None = rows.first()
    if session is None:
        raise Hidden("no such session")
    return session


def session_sheet(actor: Actor, session_id: UUID) -> SessionSheet:
    """Who may have come: persons whose path the organisation leads, each with what was said."""
    session = own_session(actor, session_id)
    volet = Volet.SENSITIVE if session.sensitive else Volet.BARRIERS
    offered = gather(actor, volet)
    rows = PartnerContact.objects.filter(session=session, corrected_by=None).across_people()
    said = {row.person_id: row for row in rows}
    lines = tuple(SheetLine(person, said.get(person.id)) for person in offered.people)
    answered = [line.person.id for line in lines if line.contact is not None]
    note_listing(actor, sorted(answered), (Volet.IDENTITY, volet))
    return SessionSheet(session, lines, offered.left_out)


def contacts(eyes: Eyes) -> list[PartnerContact]:
    """Partners a person met, in the volets these eyes see."""
    return list(
        eyes.entries(PartnerContact).filter(came=True, corrected_by=None).select_related("session")
    )
