"""Places that welcome the persons an organisation employs or accompanies, and their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from passerelles.kernel.actors import Actor
from passerelles.organisations.models import NetworkMembership
from passerelles.organisations.policy import name_for, visible_to
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.hosts import HostHistory, Stay, free_key, histories
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.work_policy import lends_together
from passerelles.sharing.reading import note_listing

SHOWN = 500  # stays read at once: years of an organisation of a hundred


@dataclass(frozen=True, slots=True)
class HostsPage:
    """``cut``: older stays are left out of the counts, and the page says so."""

    hosts: tuple[HostHistory, ...]
    adherents: int
    cut: bool
    groups: bool = False

    @property
    def welcoming(self) -> int:
        return sum(1 for host in self.hosts if host.now)


def hosts_page(actor: Actor) -> HostsPage:
    """Hosts of situations the organisation employs or wrote, and its adherents; names noted read."""
    adherents = _adherents(actor)
    rows = _situations(actor)
    stays = [_stay(actor, row) for row in rows[:SHOWN]]
    note_listing(actor, sorted({row.person_id for row in rows[:SHOWN]}))
    together = lends_together(actor) or any(
        row.group and row.organisation_id == actor.organisation_id for row in rows
    )
    return HostsPage(histories(stays, adherents), len(adherents), len(rows) > SHOWN, together)


def _situations(actor: Actor) -> list[WorkSituation]:
    if actor.organisation_id is None:
        return []
    ours = Q(organisation_id=actor.organisation_id) | Q(employer_id=actor.organisation_id)
    rows = (
        WorkSituation.objects.filter(ours)
        .across_people()
        .filter(Q(host__isnull=False) | ~Q(host_name=""))
        .exclude(state=WorkState.CANCELLED)
        .select_related("person", "host")
        .order_by("-start")
    )
    return list(rows[: SHOWN + 1])


def _stay(actor: Actor, row: WorkSituation) -> Stay:
    host = row.host
    return Stay(
        key=str(host.pk) if host else free_key(row.host_name),
        name=name_for(actor, host) if host else row.host_name,
        start=row.start,
        last=row.ended_on or row.end,
        going_on=row.state in {WorkState.ONGOING, WorkState.SUSPENDED},
        entry=row,
    )


def _adherents(actor: Actor) -> dict[str, tuple[str, date | None]]:
    """Members of the organisation's network, as they say it on their own profile."""
    if actor.organisation_id is None:
        return {}
    seen = visible_to(actor).values("pk")
    rows = NetworkMembership.objects.filter(
        network_id=actor.organisation_id, organisation__in=seen
    ).select_related("organisation")
    return {
        str(row.organisation_id): (name_for(actor, row.organisation), row.since) for row in rows
    }
