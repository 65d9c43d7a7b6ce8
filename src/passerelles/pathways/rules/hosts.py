"""Where persons were welcomed: for each host, who is there now and who was there before.

A host nobody went to yet is still a host: an adherent that waits is said, never left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from passerelles.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Stay:
    """One time somebody worked, tried or visited at a host.

    ``key`` tells hosts apart: of the directory by their identifier, others by their folded name.
    ``last``: the day it ended, or is planned to; ``entry`` leads back to the record.
    """

    key: str
    name: str
    start: date
    last: date | None
    going_on: bool
    entry: object = None


@dataclass(frozen=True, slots=True)
class HostHistory:
    """A host and its stays, the latest first; ``adherent``: a member of one's own network.

    ``register``: the line of one's own list that says so, when it is there that it ends.
    """

    name: str
    stays: tuple[Stay, ...] = ()
    adherent: bool = False
    since: date | None = None
    until: date | None = None
    register: UUID | None = None

    @property
    def now(self) -> int:
        return sum(1 for stay in self.stays if stay.going_on)

    @property
    def before(self) -> int:
        return len(self.stays) - self.now

    @property
    def latest(self) -> date | None:
        """First day of the latest stay."""
        return self.stays[0].start if self.stays else None


def free_key(name: str) -> str:
    """Key of a host known by its name only; written otherwise, it is the same host."""
    return f"nom:{fold(name)}"


@dataclass(frozen=True, slots=True)
class Membership:
    """Since when a host belongs to one's network or group, and until when."""

    name: str
    since: date | None = None
    until: date | None = None
    register: UUID | None = None

    def in_force(self, today: date) -> bool:
        return self.until is None or self.until >= today


def histories(
    stays: Iterable[Stay], adherents: Mapping[str, Membership], *, today: date
) -> tuple[HostHistory, ...]:
    """Hosts that welcome somebody now first, then by their latest stay; those still waiting last.

    ``adherents``, by key: those who left are shown for what they welcomed, and not otherwise.
    """
    found: dict[str, HostHistory] = {
        key: HostHistory(
            one.name,
            adherent=one.in_force(today),
            since=one.since,
            until=one.until,
            register=one.register if one.until is None else None,
        )
        for key, one in adherents.items()
    }
    for stay in sorted(stays, key=lambda one: one.start, reverse=True):
        host = found.get(stay.key) or HostHistory(stay.name)
        found[stay.key] = replace(host, stays=(*host.stays, stay))
    shown = (host for host in found.values() if host.stays or host.adherent)
    return tuple(sorted(shown, key=_order))


def _order(host: HostHistory) -> tuple[bool, int, str]:
    latest = host.latest.toordinal() if host.latest else 0
    return (host.now == 0, -latest, fold(host.name))
