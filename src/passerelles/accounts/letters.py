"""Short e-mails that say nothing about anybody: no name, no organisation, a link at most."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Refusal

log = structlog.get_logger(__name__)


def absolute(path: str) -> str:
    """Address of a page as read from outside."""
    return f"{settings.PUBLIC_URL}{path}"


def send_letter(to: str, *, subject: str, template: str, **context: Any) -> None:
    """Send a plain-text letter; a mail server that fails is said, never passed over."""
    body = render_to_string(template, context).strip() + "\n"
    try:
        send_mail(
            f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}",
            body,
            settings.DEFAULT_FROM_EMAIL,
            [to],
        )
    except (SMTPException, OSError) as error:
        log.error("letter not sent", template=template, error=type(error).__name__)
        raise Refusal(
            _("Le courriel n’a pas pu partir : le serveur de messagerie ne répond pas."),
            _("Recommencez dans quelques minutes ; un nouveau lien remplacera le premier."),
        ) from error
