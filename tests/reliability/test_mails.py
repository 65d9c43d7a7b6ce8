"""Every e-mail the product can send says nothing of anybody: an address to open, at most numbers.

What sends is found by reading the code, so that a message added tomorrow must be tried here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.template import engines
from django.template.base import VariableNode

import passerelles
from passerelles.accounts.models import User
from passerelles.documents.mails import send_signing_link
from passerelles.kernel import clock
from passerelles.organisations.models import Membership
from passerelles.sharing.mails import (
    alert_privacy_officers,
    send_consent_link,
    send_guest_link,
)
from passerelles.support.models import Appointment, Seat
from passerelles.support.tasks import remind
from passerelles.web import french
from passerelles.worklist.tasks import _send as send_digest
from tests.access.canary import MARKER, build_cage
from tests.cast import Cast

ROOT = Path(passerelles.__path__[0])
SENDING = {
    "send_mail", "send_mass_mail", "mail_admins", "mail_managers", "EmailMessage",
    "EmailMultiAlternatives", "after_commit", "send_letter",
}  # fmt: skip

# Function that sends → where its message is tried.
SENDERS = {
    "accounts.actions.open_own_account": "gabarits",
    "accounts.letters.send_letter": "gabarits",
    "documents.mails.send_signing_link": "ici",
    "organisations.member_actions.send_invitation": "gabarits",
    "sharing.mails._send": "ici",
    "sharing.mails.alert_privacy_officers": "ici",
    "sharing.mails.send_consent_link": "ici",
    "sharing.mails.send_guest_link": "ici",
    "support.tasks._send": "ici",
    "worklist.tasks._send": "ici",
}
# All that a template of e-mail may write: the address of a page.
ALLOWED_IN_TEMPLATES = {"password_reset_url", "url"}


def senders() -> Iterator[str]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and _sends(node):
                yield f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{node.name}"


def _sends(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(getattr(call, "id", getattr(call, "attr", "")) in SENDING for call in calls)


def test_everything_that_sends_an_e_mail_is_known() -> None:
    assert sorted(senders()) == sorted(SENDERS)


def test_a_template_of_e_mail_writes_nothing_but_addresses() -> None:
    folders = ("*/templates/**/email/*.txt", "*/templates/**/letters/*.txt",
               "*/templates/organisations/members/*.txt")  # fmt: skip
    paths = [path for folder in folders for path in ROOT.glob(folder)]
    assert len(paths) > 10
    written = {name for path in paths for name in _variables(path)}
    assert written - ALLOWED_IN_TEMPLATES == set()


def _variables(path: Path) -> Iterator[str]:
    template = engines["django"].from_string(path.read_text())
    for node in template.template.nodelist.get_nodes_by_type(VariableNode):
        yield str(node.filter_expression)


@pytest.mark.django_db
def test_no_message_holds_a_word_of_the_cage(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    """Names, places, hours and subjects are all the marker; none of them leaves."""
    cage = build_cage(cast)
    member = Membership.objects.filter(organisation=cage.organisation).select_related("user")[0]
    own = User.objects.create_user(email="elle@exemple.test", password="x" * 20)
    User.objects.filter(pk=own.pk).update(own_person_id=cage.person.pk)
    starts_at = clock.now() + timedelta(days=2)
    appointment = Appointment.unscoped.get(pk=cage.rows["appointment"].pk)
    Appointment.unscoped.filter(pk=appointment.pk).update(
        starts_at=starts_at, state="planned", subject=MARKER, place=MARKER
    )
    Seat.objects.create(
        appointment=appointment, role="counsellor", user=member.user, name=MARKER, words=MARKER
    )
    with django_capture_on_commit_callbacks(execute=True):
        for send in (send_signing_link, send_consent_link, send_guest_link):
            send("quelqu-un@exemple.test", "/adresse/")
        alert_privacy_officers(cage.organisation.pk, "/adresse/")
        remind.func(str(appointment.pk), starts_at.isoformat())
        send_digest(member.user)
    assert len(mail.outbox) == 7
    for message in mail.outbox:
        said = f"{message.subject}\n{message.body}"
        for secret in (MARKER, str(cage.person.pk), french.hour(starts_at)):
            assert secret.lower() not in said.lower(), message.subject
