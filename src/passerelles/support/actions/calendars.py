"""Open and close the secret address of one's own calendar."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from passerelles.accounts.tokens import new_token
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.support.events import FEED_CLOSED, FEED_OPENED
from passerelles.support.models import CalendarFeed


def open_feed(*, actor: Actor) -> str:
    """A new secret, shown once; the address before it stops answering at once."""
    if actor.user_id is None:
        raise Hidden("no account")
    with transaction.atomic():
        _close(actor, actor.user_id)
        secret, kept = new_token()
        feed = CalendarFeed.objects.create(user_id=actor.user_id, token_hash=kept)
        record(FEED_OPENED, actor=actor, details={"feed": str(feed.id)})
    return secret


def close_feed(*, actor: Actor) -> None:
    """The address answers no more, as if it had never been."""
    if actor.user_id is None:
        raise Hidden("no account")
    with transaction.atomic():
        _close(actor, actor.user_id)


def _close(actor: Actor, user_id: UUID) -> None:
    rows = CalendarFeed.objects.select_for_update().filter(user_id=user_id, revoked_at=None)
    for feed in rows:
        feed.revoked_at = clock.now()
        feed.save(update_fields=["revoked_at"])
        record(FEED_CLOSED, actor=actor, details={"feed": str(feed.id)})
