"""By whom an organisation really reads: its own accounts, or only a tutor with a link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from passerelles.kernel.actors import Right
from passerelles.organisations.models import Membership
from passerelles.organisations.rules.roles import rights_of
from passerelles.sharing.models import Agreement
from passerelles.sharing.rules.volets import Purpose


def through_tutors(agreements: Iterable[Agreement], at: datetime) -> set[UUID]:
    """Placements whose organisation has nobody with an account that reads records; one query.

    Only the holders of a personal link read there, and they write in one volet at most.
    """
    placements = [each for each in agreements if each.purpose == Purpose.PLACEMENT]
    if not placements:
        return set()
    members = Membership.objects.in_force(at).filter(
        organisation__in={each.receiver_id for each in placements}
    )
    reading = {
        member.organisation_id for member in members if Right.READ_PEOPLE in rights_of(member.roles)
    }
    return {each.id for each in placements if each.receiver_id not in reading}
