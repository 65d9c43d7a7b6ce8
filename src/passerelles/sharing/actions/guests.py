"""A company tutor's personal link: made, opened with its code, renewed, taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.sharing.actions.onetime_tries import spend_try
from passerelles.sharing.companions import acting_for, may_hand_link, require_companion, user_of
from passerelles.sharing.events import (
    LINK_CREATED,
    LINK_OPENED,
    LINK_REFUSED,
    LINK_RENEWED,
    LINK_REVOKED,
)
from passerelles.sharing.mails import send_guest_link
from passerelles.sharing.models import Agreement, GuestLink
from passerelles.sharing.onetime import MAX_TRIES, code_hash, new_code, new_token, token_hash
from passerelles.sharing.rules.terms import Terms
from passerelles.sharing.rules.volets import Purpose
from passerelles.sharing.visibility import in_force


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """A link just made or renewed; the token (empty when renewed) and the code are shown once."""

    link: GuestLink
    code: str
    token: str = ""

    @property
    def path(self) -> str:
        return reverse("sharing:guest_entry", kwargs={"token": self.token}) if self.token else ""


def create_guest_link(
    *, actor: Actor, agreement_id: UUID, holder_name: str, until: date, email: str = ""
) -> LinkGiven:
    """Give a tutor a way in, no longer than the agreement it rests on."""
    name = " ".join(refuse_nir(holder_name, field="holder_name").split())
    if not name:
        raise Refusal(_("Écrivez le nom du tuteur."), field="holder_name")
    token, code = new_token(), new_code()
    with transaction.atomic():
        agreement = _placement(actor, agreement_id)
        ends_at = _end(agreement, until)
        link = GuestLink.objects.create(
            agreement=agreement,
            holder_name=name[:120],
            holder_email=email,
            token_hash=token_hash(token),
            code_hash=code_hash(token_hash(token), code),
            valid_until=ends_at,
            created_by_id=user_of(actor),
            created_for_id=acting_for(actor),
        )
        _journal(LINK_CREATED, actor, link, agreement=str(agreement.id), until=ends_at.isoformat())
        given = LinkGiven(link, code, token)
        if email:
            send_guest_link(email, given.path)
        return given


def renew_guest_code(*, actor: Actor, link_id: UUID) -> LinkGiven:
    """A new code for the same link: unlocks it and closes the session that was open."""
    code = new_code()
    with transaction.atomic():
        link = _own_link(actor, link_id)
        access = require_companion(actor, link.agreement.person_id)
        if not may_hand_link(actor, access, link.agreement):
            raise Hidden("the link opens more than this organisation reads")
        link.code_hash = code_hash(link.token_hash, code)
        link.failed_attempts = 0
        link.session_key = ""
        link.save(update_fields=["code_hash", "failed_attempts", "session_key"])
        _journal(LINK_RENEWED, actor, link)
        return LinkGiven(link, code)


def revoke_guest_link(*, actor: Actor, link_id: UUID) -> None:
    with transaction.atomic():
        _close(actor, _own_link(actor, link_id), clock.now())


def open_guest_link(*, actor: Actor, token: str, code: str) -> GuestLink | None:
    """Open a link with its code and bind it to a new session; ``None`` whatever the reason."""
    moment = clock.now()
    usable = GuestLink.objects.filter(
        in_force(moment, "agreement__"),
        agreement__purpose=Purpose.PLACEMENT,
        revoked_at=None,
        valid_from__lte=moment,
        valid_until__gt=moment,
        failed_attempts__lt=MAX_TRIES,
    )
    link = usable.select_related("agreement").filter(token_hash=token_hash(token)).first()
    if link is None:
        return None
    if not spend_try(GuestLink.objects.filter(revoked_at=None), link, code):
        link.refresh_from_db(fields=["failed_attempts"])
        _journal(LINK_REFUSED, actor, link, attempts=str(link.failed_attempts))
        return None
    link.session_key = secrets.token_urlsafe(32)
    link.opened_at = link.opened_at or moment
    link.save(update_fields=["session_key", "opened_at"])
    guest = Actor(
        kind=ActorKind.GUEST,
        guest_link_id=link.id,
        organisation_id=link.agreement.receiver_id,
        person_id=link.agreement.person_id,
        request_id=actor.request_id,
    )
    _journal(LINK_OPENED, guest, link)
    return link


def close_links(actor: Actor, agreement: Agreement, moment: datetime) -> None:
    """Close every link resting on an agreement that has just ended."""
    for link in GuestLink.objects.filter(agreement=agreement, revoked_at=None):
        _close(actor, link, moment)


def _close(actor: Actor, link: GuestLink, moment: datetime) -> None:
    if GuestLink.objects.filter(pk=link.pk, revoked_at=None).update(
        revoked_at=moment, session_key=""
    ):
        _journal(LINK_REVOKED, actor, link)


def _placement(actor: Actor, agreement_id: UUID) -> Agreement:
    """The agreement a link may rest on, locked; a withdrawal waits, or has already won."""
    agreement: Agreement | None = (
        Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement_id).first()
    )
    if agreement is None:
        raise Hidden("no such agreement")
    access = require_companion(actor, agreement.person_id)
    if not may_hand_link(actor, access, agreement):
        raise Hidden("the link would open more than this organisation reads")
    if not agreement.in_force() or agreement.purpose != Purpose.PLACEMENT:
        raise Refusal(
            _("Un lien de tuteur demande un accord en cours pour accueillir au travail."),
            _("Proposez d’abord cet accord à la personne."),
        )
    return agreement


def _end(agreement: Agreement, until: date) -> datetime:
    if until < clock.today():
        raise Refusal(_("La date de fin est passée."), field="until")
    ends_at = Terms(agreement.receiver_id, Purpose.PLACEMENT, frozenset(), until).ends_at
    if ends_at > agreement.valid_until:
        raise Refusal(
            _("Le lien ne peut pas durer plus longtemps que l’accord."),
            _("Choisissez une date avant la fin de l’accord."),
            field="until",
        )
    return ends_at


def _own_link(actor: Actor, link_id: UUID) -> GuestLink:
    link = (
        GuestLink.objects.select_for_update(of=("self",))
        .select_related("agreement")
        .filter(pk=link_id, revoked_at=None)
        .first()
    )
    if link is None:
        raise Hidden("no such link")
    require_companion(actor, link.agreement.person_id)
    return link


def _journal(event: Event, actor: Actor, link: GuestLink, **more: str) -> None:
    record(
        event,
        actor=actor,
        person_id=link.agreement.person_id,
        organisation_id=actor.organisation_id or link.created_for_id,
        details={"link": str(link.id), **more},
    )
