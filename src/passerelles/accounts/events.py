"""Journal events of accounts: who came in, who was refused, what protects the account.

None of them keeps an address, a name or what was typed.
"""

from __future__ import annotations

from passerelles.journal.catalogue import Erasure, Event, EventKind, register

SIGNED_IN = Event(
    "accounts:session:opened",
    EventKind.SECURITY,
    "Une personne s’est connectée",
    erasure=Erasure.NO_PERSON,
)
SIGNED_OUT = Event(
    "accounts:session:closed",
    EventKind.SECURITY,
    "Une personne s’est déconnectée",
    erasure=Erasure.NO_PERSON,
)
SESSION_EXPIRED = Event(
    "accounts:session:expired",
    EventKind.SECURITY,
    "Une session a été fermée après son délai",
    keeps=("limit",),
    erasure=Erasure.NO_PERSON,
)
SIGN_IN_REFUSED = Event(
    "accounts:sign-in:refused",
    EventKind.SECURITY,
    "Une connexion a été refusée",
    keeps=("reason",),
    erasure=Erasure.NO_PERSON,
)
TRIES_LIMITED = Event(
    "accounts:tries:limited",
    EventKind.SECURITY,
    "Des essais trop nombreux ont été arrêtés",
    keeps=("reason",),
    erasure=Erasure.NO_PERSON,
)
PROTECTION_CHANGED = Event(
    "accounts:protection:changed",
    EventKind.SECURITY,
    "Une protection du compte a changé",
    keeps=("change",),
    erasure=Erasure.NO_PERSON,
)
ORGANISATION_CHOSEN = Event(
    "accounts:organisation:chosen",
    EventKind.SECURITY,
    "Une personne a changé l’organisation pour laquelle elle agit",
    erasure=Erasure.NO_PERSON,
)
PROFILE_CHANGED = Event(
    "accounts:profile:changed",
    EventKind.WRITE,
    "Une personne a changé son nom ou sa fonction",
    keeps=("fields",),
    erasure=Erasure.NO_PERSON,
)
OWN_ACCOUNT_ASKED = Event(
    "accounts:own-account:asked",
    EventKind.SECURITY,
    "Vous avez demandé un compte personnel",
    keeps=("link",),
    sentence_officer="a demandé un compte personnel",
)
OWN_ACCOUNT_OPENED = Event(
    "accounts:own-account:opened",
    EventKind.SECURITY,
    "Vous avez ouvert votre compte personnel",
    keeps=("link",),
    sentence_officer="a ouvert son compte personnel",
)

register(
    SIGNED_IN,
    SIGNED_OUT,
    SESSION_EXPIRED,
    SIGN_IN_REFUSED,
    TRIES_LIMITED,
    PROTECTION_CHANGED,
    ORGANISATION_CHOSEN,
    PROFILE_CHANGED,
    OWN_ACCOUNT_ASKED,
    OWN_ACCOUNT_OPENED,
)
