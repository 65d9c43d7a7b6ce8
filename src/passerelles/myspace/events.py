"""Journal events of the person's own space."""

from __future__ import annotations

from passerelles.journal.catalogue import Event, EventKind, register

CARD_ISSUED = Event(
    "myspace:card:issued",
    EventKind.SECURITY,
    "vous a donné une carte d’accès",
    keeps=("card", "renewed"),
    sentence_officer="a donné une carte d’accès",
)
CARD_REVOKED = Event(
    "myspace:card:revoked",
    EventKind.SECURITY,
    "a arrêté votre carte d’accès",
    keeps=("card",),
    sentence_officer="a arrêté la carte d’accès",
)
CARD_ENTERED = Event(
    "myspace:card:entered",
    EventKind.SECURITY,
    "êtes entré dans votre espace avec votre carte",
    keeps=("card",),
    sentence_officer="est entrée dans son espace avec sa carte",
)
CARD_REFUSED = Event(
    "myspace:card:refused",
    EventKind.SECURITY,
    "a refusé de fausses images pour votre carte",
    keeps=("card", "attempts"),
    sentence_officer="a refusé de fausses images pour la carte d’accès",
)
CARD_LOCKED = Event(
    "myspace:card:locked",
    EventKind.SECURITY,
    "a bloqué votre carte après cinq erreurs",
    keeps=("card",),
    sentence_officer="a bloqué la carte d’accès après cinq erreurs",
)
CARNET_WRITTEN = Event(
    "myspace:carnet:written",
    EventKind.WRITE,
    "Vous avez écrit dans votre carnet",
    keeps=("entry",),
    sentence_officer="a écrit dans son carnet",
)
CARNET_PROPOSED = Event(
    "myspace:carnet:proposed",
    EventKind.WRITE,
    "a proposé une ligne pour votre carnet",
    keeps=("entry",),
    sentence_officer="a proposé une ligne pour le carnet de la personne",
)
CARNET_SETTLED = Event(
    "myspace:carnet:settled",
    EventKind.WRITE,
    "Vous avez répondu à une ligne proposée pour votre carnet",
    keeps=("entry",),
    sentence_officer="a répondu à une ligne proposée pour son carnet",
)
CARNET_FROZEN = Event(
    "myspace:carnet:frozen",
    EventKind.WRITE,
    "Vous avez gardé une version de votre carnet",
    keeps=("version", "number"),
    sentence_officer="a gardé une version de son carnet",
)

register(
    CARD_ISSUED,
    CARD_REVOKED,
    CARD_ENTERED,
    CARD_REFUSED,
    CARD_LOCKED,
    CARNET_WRITTEN,
    CARNET_PROPOSED,
    CARNET_SETTLED,
    CARNET_FROZEN,
)
