"""Who acts: one value carried from the edge (page, command, task) to every decision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    PROFESSIONAL = "professional"  # a user acting for one organisation
    PERSON = "person"  # the person accompanied, in their own space
    GUEST = "guest"  # a company tutor holding a personal link
    SYSTEM = "system"  # a command or task that states its reason
    ANONYMOUS = "anonymous"


class Right(StrEnum):
    """What a membership lets a professional do; roles are sets of rights."""

    READ_PEOPLE = "people:read"
    WRITE_PEOPLE = "people:write"
    READ_SENSITIVE = "people:read-sensitive"
    SHARE = "people:share"
    SIGN_PAPERS = "papers:sign"
    EMERGENCY = "people:emergency"
    IMPORT_PEOPLE = "people:import"
    READ_DIRECTORY_CONTACTS = "directory:contacts"
    EDIT_DIRECTORY = "directory:edit"
    PUBLISH_DIRECTORY = "directory:publish"
    MANAGE_MEMBERS = "members:manage"
    MANAGE_SETTINGS = "organisation:settings"
    READ_JOURNAL = "journal:read"
    HANDLE_PRIVACY = "privacy:handle"


@dataclass(frozen=True, slots=True)
class Actor:
    """Immutable for the length of a request; rights come from the membership, live."""

    kind: ActorKind
    user_id: UUID | None = None
    organisation_id: UUID | None = None
    person_id: UUID | None = None
    guest_link_id: UUID | None = None
    rights: frozenset[Right] = field(default_factory=frozenset)
    is_platform_admin: bool = False
    request_id: str = ""
    reason: str = ""

    def may(self, right: Right) -> bool:
        return right in self.rights


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def system_actor(reason: str) -> Actor:
    """Actor of a command or a scheduled task; ``reason`` is kept in the journal."""
    if not reason:
        raise ValueError("un acteur système dit pourquoi il agit")
    return Actor(kind=ActorKind.SYSTEM, reason=reason)


class NoActorInScope(RuntimeError):
    """Data about a person was asked for without saying who asks: refused before any query."""


_current: ContextVar[Actor | None] = ContextVar("passerelles_actor", default=None)


def current_actor() -> Actor:
    """The actor in scope; raises :class:`NoActorInScope` when nobody said who acts."""
    actor = _current.get()
    if actor is None:
        raise NoActorInScope("Aucun acteur : ouvrez un bloc acting_as(acteur).")
    return actor


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Put an actor in scope for the block; scopes nest and are restored on exit."""
    token = _current.set(actor)
    try:
        yield actor
    finally:
        _current.reset(token)
