"""Journal events of the person's own space."""

from __future__ import annotations

from passerelles.journal.catalogue import Event, EventKind, register

CARD_ISSUED = Event(
    "myspace:card:issued",
    EventKind.SECURITY,
    "vous a donné une carte d’accès",
    keeps=("card", "renewed"),
)
CARD_REVOKED = Event(
    "myspace:card:revoked", EventKind.SECURITY, "a arrêté votre carte d’accès", keeps=("card",)
)
CARD_ENTERED = Event(
    "myspace:card:entered",
    EventKind.SECURITY,
    "êtes entré dans votre espace avec votre carte",
    keeps=("card",),
)
CARD_REFUSED = Event(
    "myspace:card:refused",
    EventKind.SECURITY,
    "a refusé de fausses images pour votre carte",
    keeps=("card", "attempts"),
)
CARD_LOCKED = Event(
    "myspace:card:locked",
    EventKind.SECURITY,
    "a bloqué votre carte après cinq erreurs",
    keeps=("card",),
)

register(CARD_ISSUED, CARD_REVOKED, CARD_ENTERED, CARD_REFUSED, CARD_LOCKED)
