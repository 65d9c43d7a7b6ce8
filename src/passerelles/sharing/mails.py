"""E-mails of sharing: a sentence and an address to open, never a name or a fact."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Right
from passerelles.organisations.models import Membership

log = structlog.get_logger(__name__)


def send_consent_link(address: str, path: str) -> None:
    """The link alone: the code is given by another way."""
    body = _(
        "Bonjour,\n\nOn vous propose de lire une page et d’y répondre par oui ou par non :\n"
        "%(url)s\n\n"
        "Le code vous est donné à part, de vive voix ou par téléphone.\n"
        "Dire non ne change rien pour vous.\n"
    ) % {"url": settings.PUBLIC_URL + path}
    after_commit(_("Une page à lire"), body, [address])


def send_guest_link(address: str, path: str) -> None:
    body = _(
        "Bonjour,\n\nVotre lien personnel :\n%(url)s\n\n"
        "Le code vous est donné à part. Ne transférez pas ce message.\n"
    ) % {"url": settings.PUBLIC_URL + path}
    after_commit(_("Votre lien personnel"), body, [address])


def alert_privacy_officers(organisation_id: UUID, path: str) -> None:
    body = _(
        "Bonjour,\n\nUn évènement attend votre examen dans Passerelles :\n%(url)s\n\n"
        "Ce message ne contient aucune donnée personnelle.\n"
    ) % {"url": settings.PUBLIC_URL + path}
    after_commit(_("À examiner"), body, officers(organisation_id))


def officers(organisation_id: UUID) -> list[str]:
    """Addresses of those who handle privacy for an organisation."""
    memberships = (
        Membership.objects.in_force()
        .filter(organisation_id=organisation_id, user__is_active=True)
        .select_related("user")
    )
    return [m.user.email for m in memberships if Right.HANDLE_PRIVACY in m.rights]


def after_commit(subject: str, body: str, addresses: Iterable[str]) -> None:
    """Send once what it tells about is really written; the subject says nothing of anybody."""
    for address in addresses:
        transaction.on_commit(partial(_send, f"Passerelles : {subject}", body, address))


def _send(subject: str, body: str, address: str) -> None:
    try:
        send_mail(subject, body, None, [address])
    except OSError as error:
        # What was recorded stays; the alert is also on screen.  No address in the log.
        log.error("e-mail not sent", error=type(error).__name__)
