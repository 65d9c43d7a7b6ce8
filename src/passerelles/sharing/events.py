"""Journal events of sharing."""

from __future__ import annotations

from passerelles.journal.catalogue import Event, EventKind, register

OPENED = Event("sharing:record:opened", EventKind.READ, "a lu votre dossier")
LISTED = Event("sharing:record:listed", EventKind.READ, "a vu votre nom dans une liste")
AGREED = Event(
    "sharing:agreement:given",
    EventKind.WRITE,
    "Un accord de partage a été donné",
    keeps=("agreement", "receiver", "purpose", "collection", "giver", "until"),
)
WITHDRAWN = Event(
    "sharing:agreement:withdrawn",
    EventKind.WRITE,
    "Un accord de partage a été retiré",
    keeps=("agreement", "receiver", "by"),
)
CONSENT_ASKED = Event(
    "sharing:consent:asked",
    EventKind.WRITE,
    "Un accord vous a été proposé",
    keeps=("request", "receiver", "purpose"),
)
CONSENT_REFUSED = Event(
    "sharing:consent:refused",
    EventKind.WRITE,
    "Vous avez dit non à un partage",
    keeps=("request", "receiver"),
)
CONSENT_CANCELLED = Event(
    "sharing:consent:cancelled",
    EventKind.WRITE,
    "Une proposition d’accord a été annulée",
    keeps=("request", "receiver"),
)
CONSENT_CODE_REFUSED = Event(
    "sharing:consent:code-refused",
    EventKind.SECURITY,
    "Un mauvais code a été saisi sur une proposition d’accord",
    keeps=("request", "attempts"),
)
SCAN_READ = Event(
    "sharing:agreement:scan-read",
    EventKind.READ,
    "a lu le papier signé d’un accord",
    keeps=("agreement",),
)
PARTY_JOINED = Event(
    "sharing:party:joined",
    EventKind.WRITE,
    "accompagne maintenant votre parcours",
    keeps=("party", "role", "basis"),
)
PARTY_LEFT = Event(
    "sharing:party:left",
    EventKind.WRITE,
    "n’accompagne plus votre parcours",
    keeps=("party", "role", "basis"),
)
LINK_CREATED = Event(
    "sharing:guest-link:created",
    EventKind.SECURITY,
    "Un lien personnel a été donné à un tuteur",
    keeps=("link", "agreement", "until"),
)
LINK_RENEWED = Event(
    "sharing:guest-link:renewed",
    EventKind.SECURITY,
    "Le code d’un lien personnel a été renouvelé",
    keeps=("link",),
)
LINK_OPENED = Event(
    "sharing:guest-link:opened",
    EventKind.SECURITY,
    "Un tuteur a ouvert son lien personnel",
    keeps=("link",),
)
LINK_REFUSED = Event(
    "sharing:guest-link:refused",
    EventKind.SECURITY,
    "Un mauvais code a été saisi sur un lien personnel",
    keeps=("link", "attempts"),
)
LINK_REVOKED = Event(
    "sharing:guest-link:revoked",
    EventKind.SECURITY,
    "Le lien personnel d’un tuteur a été retiré",
    keeps=("link",),
)
EMERGENCY_STARTED = Event(
    "sharing:emergency:started",
    EventKind.SECURITY,
    "a ouvert votre dossier en urgence",
    keeps=("access", "until"),
)
EMERGENCY_REVIEWED = Event(
    "sharing:emergency:reviewed",
    EventKind.SECURITY,
    "Un accès d’urgence a été examiné",
    keeps=("access",),
)
REQUEST_MEDIATED = Event(
    "sharing:request:mediated",
    EventKind.WRITE,
    "Une autre structure souhaite peut-être vous accompagner",
    keeps=("request",),
)
REQUEST_DECIDED = Event(
    "sharing:request:decided",
    EventKind.WRITE,
    "Une demande d’une autre structure a reçu une réponse",
    keeps=("request", "state"),
)
FORGERY_ALERT = Event(
    "sharing:agreement:burst",
    EventKind.SECURITY,
    "Beaucoup d’accords recueillis en peu de temps",
    keeps=("user", "count"),
)

register(
    OPENED,
    LISTED,
    AGREED,
    WITHDRAWN,
    CONSENT_ASKED,
    CONSENT_REFUSED,
    CONSENT_CANCELLED,
    CONSENT_CODE_REFUSED,
    SCAN_READ,
    PARTY_JOINED,
    PARTY_LEFT,
    LINK_CREATED,
    LINK_RENEWED,
    LINK_OPENED,
    LINK_REFUSED,
    LINK_REVOKED,
    EMERGENCY_STARTED,
    EMERGENCY_REVIEWED,
    REQUEST_MEDIATED,
    REQUEST_DECIDED,
    FORGERY_ALERT,
)
