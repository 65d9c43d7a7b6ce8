"""The card of a person, for the professional who hands it."""

from __future__ import annotations

from uuid import UUID

from passerelles.myspace.models import AccessCard


def current_card(person_id: UUID) -> AccessCard | None:
    """The card in use, locked or not; earlier ones have been revoked."""
    return (
        AccessCard.objects.filter(person_id=person_id, revoked_at=None)
        .select_related("issued_by", "issued_for")
        .first()
    )
