"""Reads about accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Max

from passerelles.accounts.models import OwnAccountLink, User
from passerelles.accounts.tokens import digest


def account_with(email: str) -> User | None:
    """The account of an address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip()).first()


def own_account_of(person_id: UUID) -> User | None:
    """The account a person accompanied chose to have."""
    return User.objects.filter(own_person_id=person_id).first()


def own_link(token: str, *, for_update: bool = False) -> OwnAccountLink | None:
    """The link behind a secret, if it still opens something."""
    links = OwnAccountLink.objects.pending()
    if for_update:
        links = links.select_for_update()
    return links.filter(token_hash=digest(token)).first()


def device_count(user: User) -> int:
    """On how many devices the account is open; sessions that are over are forgotten."""
    return len(UserSession.objects.purge_and_list(user))


def last_seen(users: Iterable[User]) -> dict[UUID, datetime]:
    """When each account was last active: its most recent device, or its last sign-in."""
    known = list(users)
    seen: dict[UUID, datetime] = {
        user.id: user.last_login for user in known if user.last_login is not None
    }
    devices = (
        UserSession.objects.filter(user__in=known)
        .values_list("user_id")
        .annotate(latest=Max("last_seen_at"))
    )
    for user_id, latest in devices:
        seen[user_id] = max(latest, seen.get(user_id, latest))
    return seen
