"""Who is at a person's side at a moment: a mission, or an agreement in force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from passerelles.sharing.rules.decision import Basis, PersonFacts


def has_mission(person: PersonFacts, organisation_id: UUID, at: datetime) -> bool:
    return mission_since(person, organisation_id, at) is not None


def mission_since(person: PersonFacts, organisation_id: UUID, at: datetime) -> datetime | None:
    """Since when the organisation's mission in force at a moment; ``None`` without one."""
    return min(
        (
            party.since
            for party in person.parties
            if party.organisation_id == organisation_id
            and party.basis is Basis.MISSION
            and party.since <= at
            and (party.until is None or at < party.until)
        ),
        default=None,
    )


def accompanies(person: PersonFacts, organisation_id: UUID, at: datetime) -> bool:
    """A present link; an emergency is not one: it never opens the way to another."""
    return has_mission(person, organisation_id, at) or any(
        agreement.receiver_id == organisation_id and agreement.in_force(at)
        for agreement in person.agreements
    )


def companions(person: PersonFacts, at: datetime) -> frozenset[UUID]:
    """Every organisation with a present link."""
    known = {party.organisation_id for party in person.parties}
    known |= {agreement.receiver_id for agreement in person.agreements}
    return frozenset(each for each in known if accompanies(person, each, at))
