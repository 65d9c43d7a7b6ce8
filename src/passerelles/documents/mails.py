"""E-mails of papers: an address to open, never a name, a kind of paper or a code."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from passerelles.sharing.mails import after_commit


def send_signing_link(address: str, path: str) -> None:
    """The link alone: the code is given by another way."""
    body = _(
        "Bonjour,\n\nUn papier attend votre réponse :\n%(url)s\n\n"
        "Le code vous est donné à part, de vive voix ou par téléphone.\n"
        "Ne transférez pas ce message.\n"
    ) % {"url": settings.PUBLIC_URL + path}
    after_commit(_("Un papier à lire"), body, [address])
