"""Who signs an entry: the professional for their organisation, the person, a tutor, an import."""

from __future__ import annotations

from typing import TypedDict
from uuid import UUID

from passerelles.accounts.models import User
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden
from passerelles.people.models import Person
from passerelles.sharing.models import GuestLink
from passerelles.sharing.models.entries import AuthorKind


class Authorship(TypedDict):
    """Fields of :class:`~passerelles.sharing.models.entries.PersonEntry` that say who wrote."""

    organisation_id: UUID | None
    author_id: UUID | None
    author_kind: AuthorKind
    author_name: str


def authorship(
    actor: Actor, person: Person | None = None, *, organisation_id: UUID | None = None
) -> Authorship:
    """Who writes an entry; ``person`` is only asked of the person writing about themself.

    ``organisation_id`` is for imports by command, and says to whom the person speaks: with no
    agreement, nobody else would read it.  ``Hidden`` for an actor who signs nothing.
    """
    match actor.kind:
        case ActorKind.PERSON if person is not None and actor.person_id == person.id:
            return Authorship(
                organisation_id=organisation_id,
                author_id=actor.user_id,
                author_kind=AuthorKind.PERSON,
                author_name=person.first_name,
            )
        case ActorKind.PROFESSIONAL if actor.user_id and actor.organisation_id:
            user = User.objects.only("first_name", "last_name").get(pk=actor.user_id)
            return Authorship(
                organisation_id=actor.organisation_id,
                author_id=user.id,
                author_kind=AuthorKind.PROFESSIONAL,
                author_name=user.short_name,
            )
        case ActorKind.GUEST if actor.guest_link_id and actor.organisation_id:
            return Authorship(
                organisation_id=actor.organisation_id,
                author_id=None,
                author_kind=AuthorKind.GUEST,
                author_name=GuestLink.objects.get(pk=actor.guest_link_id).holder_name,
            )
        case ActorKind.SYSTEM if organisation_id is not None:
            return Authorship(
                organisation_id=organisation_id,
                author_id=None,
                author_kind=AuthorKind.IMPORT,
                author_name="",
            )
        case _:
            raise Hidden("nobody to sign the entry")
