"""Journal events of memberships: invited, joined, changed, refused, left."""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register


def _event(tag: str, sentence: str, *keeps: str, kind: EventKind = EventKind.SECURITY) -> Event:
    return Event(f"organisations:{tag}", kind, sentence, keeps=keeps, erasure=Erasure.NO_PERSON)


INVITED = _event("member:invited", "Quelqu’un a été invité", "invitation", "roles")
INVITATION_CANCELLED = _event(
    "member:invitation-cancelled", "Une invitation a été annulée", "invitation"
)
JOINED = _event(
    "member:joined", "Un membre a rejoint l’organisation", "membership", "invitation", "roles"
)
ROLES_CHANGED = _event(
    "member:roles", "Les rôles d’un membre ont changé", "membership", "added", "removed"
)
GRANT_REFUSED = _event(
    "member:grant-refused", "Des rôles trop élevés ont été refusés", "membership", "roles"
)
MEMBERSHIP_CONFIRMED = _event(
    "member:confirmed", "Un membre a été confirmé pour un an", "membership"
)
MEMBERSHIP_ENDED = _event("member:left", "Un membre a quitté l’organisation", "membership")
SETTINGS_CHANGED = _event(
    "settings:changed",
    "Les réglages de l’organisation ont changé",
    "fields",
    kind=EventKind.WRITE,
)
ORGANISATION_OPENED = _event(
    "organisation:opened", "Une organisation a été créée", "organisation", "kind"
)

register(
    INVITED,
    INVITATION_CANCELLED,
    JOINED,
    ROLES_CHANGED,
    GRANT_REFUSED,
    MEMBERSHIP_CONFIRMED,
    MEMBERSHIP_ENDED,
    SETTINGS_CHANGED,
    ORGANISATION_OPENED,
)
