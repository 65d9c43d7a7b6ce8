"""Journal events of papers: codes and identifiers, never a name or a word of the paper."""

from __future__ import annotations

from passerelles.journal.catalogue import Event, EventKind, register

PREPARED = Event(
    "documents:paper:prepared",
    EventKind.WRITE,
    "a préparé un papier pour vous",
    keeps=("paper", "kind"),
    sentence_officer="a préparé un papier",
)
ATTACHED = Event(
    "documents:paper:attached",
    EventKind.WRITE,
    "a rattaché un papier au travail dont il parle",
    keeps=("paper", "subject"),
    sentence_officer="a rattaché un papier au travail dont il parle",
)
CORRECTED = Event(
    "documents:paper:corrected",
    EventKind.WRITE,
    "a changé un papier : il faut le signer à nouveau",
    keeps=("paper", "version", "fallen"),
)
SENT = Event(
    "documents:paper:sent",
    EventKind.WRITE,
    "a donné un papier à signer",
    keeps=("paper", "version"),
)
SIGNED = Event(
    "documents:paper:signed",
    EventKind.WRITE,
    "a signé un papier",
    keeps=("paper", "version", "role", "method", "link"),
)
RECORDED = Event(
    "documents:paper:signature-recorded",
    EventKind.WRITE,
    "a noté une signature faite sur papier",
    keeps=("paper", "version", "role", "method"),
)
COMPLETED = Event(
    "documents:paper:completed",
    EventKind.WRITE,
    "Tout le monde a signé un papier",
    keeps=("paper", "version"),
)
REFUSED = Event(
    "documents:paper:refused",
    EventKind.WRITE,
    "a dit non à un papier",
    keeps=("paper", "version", "role", "method", "link"),
)
TALK_ASKED = Event(
    "documents:paper:talk-asked",
    EventKind.WRITE,
    "a demandé à parler d’un papier avant de signer",
    keeps=("paper", "version", "role", "link"),
)
CANCELLED = Event(
    "documents:paper:cancelled",
    EventKind.WRITE,
    "a annulé un papier",
    keeps=("paper", "version"),
)
REPLACED = Event(
    "documents:paper:replaced",
    EventKind.WRITE,
    "Un papier en remplace un autre",
    keeps=("paper", "by"),
)
READ = Event(
    "documents:paper:read",
    EventKind.READ,
    "a ouvert un de vos papiers",
    keeps=("paper", "version"),
    sentence_officer="a ouvert un papier",
)
LINK_GIVEN = Event(
    "documents:signing-link:given",
    EventKind.SECURITY,
    "a donné un lien pour signer un papier",
    keeps=("paper", "role", "link"),
)
LINK_OPENED = Event(
    "documents:signing-link:opened",
    EventKind.SECURITY,
    "a ouvert un papier à signer, avec son lien et son code",
    keeps=("paper", "role", "link"),
)
LINK_REFUSED = Event(
    "documents:signing-link:code-refused",
    EventKind.SECURITY,
    "a tapé un mauvais code pour un papier",
    keeps=("link", "attempts"),
)

register(
    PREPARED,
    ATTACHED,
    CORRECTED,
    SENT,
    SIGNED,
    RECORDED,
    COMPLETED,
    REFUSED,
    TALK_ASKED,
    CANCELLED,
    REPLACED,
    READ,
    LINK_GIVEN,
    LINK_OPENED,
    LINK_REFUSED,
)
