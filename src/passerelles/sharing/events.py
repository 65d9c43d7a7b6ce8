"""Journal events of sharing."""

from __future__ import annotations

from passerelles.journal.catalogue import Event, EventKind, register

OPENED = Event("sharing:record:opened", EventKind.READ, "a lu votre dossier")
LISTED = Event(
    "sharing:record:listed",
    EventKind.READ,
    "a vu votre nom dans une liste",
    sentence_officer="a vu le nom de la personne dans une liste",
)
AGREED = Event(
    "sharing:agreement:given",
    EventKind.WRITE,
    "a noté votre accord de partage",
    keeps=("agreement", "receiver", "purpose", "collection", "giver", "until"),
    sentence_officer="a noté un accord de partage",
)
WITHDRAWN = Event(
    "sharing:agreement:withdrawn",
    EventKind.WRITE,
    "a arrêté un partage",
    keeps=("agreement", "receiver", "by"),
)
CONSENT_ASKED = Event(
    "sharing:consent:asked",
    EventKind.WRITE,
    "vous a proposé un partage",
    keeps=("request", "receiver", "purpose"),
    sentence_officer="a proposé un partage",
)
CONSENT_REFUSED = Event(
    "sharing:consent:refused",
    EventKind.WRITE,
    "a noté que vous dites non à un partage",
    keeps=("request", "receiver"),
    sentence_officer="a noté un refus de partage",
)
CONSENT_CANCELLED = Event(
    "sharing:consent:cancelled",
    EventKind.WRITE,
    "a annulé une proposition de partage",
    keeps=("request", "receiver"),
)
CONSENT_CODE_REFUSED = Event(
    "sharing:consent:code-refused",
    EventKind.SECURITY,
    "a tapé un mauvais code pour un partage",
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
    "a donné un lien à votre tuteur en entreprise",
    keeps=("link", "agreement", "until"),
    sentence_officer="a donné un lien personnel à un tuteur",
)
LINK_RENEWED = Event(
    "sharing:guest-link:renewed",
    EventKind.SECURITY,
    "a donné un nouveau code à votre tuteur",
    keeps=("link",),
    sentence_officer="a renouvelé le code d’un lien personnel",
)
LINK_OPENED = Event(
    "sharing:guest-link:opened",
    EventKind.SECURITY,
    "a ouvert sa page de tuteur",
    keeps=("link",),
    sentence_officer="a ouvert son lien personnel",
)
LINK_REFUSED = Event(
    "sharing:guest-link:refused",
    EventKind.SECURITY,
    "a tapé un mauvais code de tuteur",
    keeps=("link", "attempts"),
    sentence_officer="a tapé un mauvais code sur un lien personnel",
)
LINK_REVOKED = Event(
    "sharing:guest-link:revoked",
    EventKind.SECURITY,
    "a fermé le lien de votre tuteur",
    keeps=("link",),
    sentence_officer="a retiré le lien personnel d’un tuteur",
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
    "a vérifié un accès en urgence",
    keeps=("access",),
    sentence_officer="a examiné un accès d’urgence",
)
REQUEST_MEDIATED = Event(
    "sharing:request:mediated",
    EventKind.WRITE,
    "Une autre structure souhaite peut-être vous accompagner",
    keeps=("request",),
    sentence_officer="Une autre structure souhaite peut-être accompagner la personne",
)
REQUEST_DECIDED = Event(
    "sharing:request:decided",
    EventKind.WRITE,
    "a répondu à une demande d’une autre structure",
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
