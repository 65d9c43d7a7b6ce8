"""Places that welcome the persons an organisation employs or accompanies, and their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.organisations.actions.adherents import KEEPS_REGISTER
from passerelles.organisations.models import Adherent, NetworkMembership
from passerelles.organisations.policy import name_for, visible_to
from passerelles.organisations.queries import own_kind, register
from passerelles.organisations.rules.kinds import gathers
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.hosts import HostHistory, Membership, Stay, free_key, histories
from passerelles.pathways.rules.work import WorkState, may_lend_together
from passerelles.sharing.reading import note_listing

SHOWN = 500  # stays read at once: years of an organisation of a hundred


@dataclass(frozen=True, slots=True)
class HostsPage:
    """``cut``: older stays are left out of the counts, and the page says so.

    ``keeps``: the organisation has adherents, and the reader may write who they are.
    """

    hosts: tuple[HostHistory, ...]
    adherents: int
    cut: bool
    groups: bool = False
    keeps: bool = False

    @property
    def welcoming(self) -> int:
        return sum(1 for host in self.hosts if host.now)


def hosts_page(actor: Actor) -> HostsPage:
    """Hosts of situations the organisation employs or wrote, and its adherents; names noted read."""
    ours = own_kind(actor)
    adherents = _adherents(actor) | (_written(actor) if gathers(ours) else {})
    rows = _situations(actor)
    stays = [_stay(actor, row) for row in rows[:SHOWN]]
    note_listing(actor, sorted({row.person_id for row in rows[:SHOWN]}))
    together = may_lend_together(ours) or any(
        row.group and row.organisation_id == actor.organisation_id for row in rows
    )
    today = clock.today()
    return HostsPage(
        hosts=histories(stays, adherents, today=today),
        adherents=sum(1 for one in adherents.values() if one.in_force(today)),
        cut=len(rows) > SHOWN,
        groups=together,
        keeps=gathers(ours) and actor.may(KEEPS_REGISTER),
    )


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


def _adherents(actor: Actor) -> dict[str, Membership]:
    """Members of the organisation's network, as they say it on their own profile."""
    if actor.organisation_id is None:
        return {}
    seen = visible_to(actor).values("pk")
    rows = NetworkMembership.objects.filter(
        network_id=actor.organisation_id, organisation__in=seen
    ).select_related("organisation")
    return {
        str(row.organisation_id): Membership(name_for(actor, row.organisation), row.since)
        for row in rows
    }


def _written(actor: Actor) -> dict[str, Membership]:
    """Those it wrote in its own list: the latest line of a company that came back counts."""
    if actor.organisation_id is None:
        return {}
    return {
        str(row.company_id or free_key(row.name)): Membership(name, row.since, row.until, row.pk)
        for row, name in sorted(register(actor, actor.organisation_id), key=_latest_last)
    }


def _latest_last(line: tuple[Adherent, str]) -> tuple[bool, date]:
    until = line[0].until
    return (until is None, until or date.min)
