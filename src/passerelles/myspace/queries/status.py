"""To which rights the record leads, as far as it knows."""

from __future__ import annotations

from passerelles.kernel import clock
from passerelles.myspace.rules.rights import Status
from passerelles.sharing.models import Party
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.decision import Basis

ESAT_KIND = "esat"


def statuses(access: RecordAccess, *, minor: bool) -> set[Status]:
    """Statuses of the person now; with an unknown age, nothing is said of it."""
    now = clock.now()
    beside = {
        party.organisation_id
        for party in access.facts.parties
        if party.basis is Basis.MISSION
        and party.since <= now
        and (party.until is None or now < party.until)
    }
    found = {Status.ALL}
    if Party.objects.filter(organisation_id__in=beside, organisation__kind=ESAT_KIND).exists():
        found.add(Status.ESAT)
    if minor:
        found.add(Status.MINOR)
    return found
