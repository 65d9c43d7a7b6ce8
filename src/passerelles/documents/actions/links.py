"""Signing without an account: a link and its code, for one line of one version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from passerelles.documents import events
from passerelles.documents.actions.answers import check_representative, talk_asked
from passerelles.documents.actions.writing import (
    after_signature,
    answered,
    close,
    note,
    said_reason,
)
from passerelles.documents.mails import send_signing_link
from passerelles.documents.models import Paper, Signature, SigningLink
from passerelles.documents.policy import (
    already_answered,
    link_holds,
    may_hand_link,
    require_keeper,
)
from passerelles.documents.rules.circuit import PaperAct, PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.documents.rules.wording import SignatureMethod
from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.kernel.errors import Hidden
from passerelles.sharing.actions.onetime_tries import spend_try
from passerelles.sharing.companions import acting_for, user_of
from passerelles.sharing.onetime import MAX_TRIES, code_hash, new_code, new_token, token_hash

LINK_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """A link just made; the token and the code are never seen again."""

    link: SigningLink
    token: str
    code: str

    @property
    def path(self) -> str:
        return reverse("documents:sign_enter", kwargs={"token": self.token})


@transaction.atomic
def give_signing_link(
    *, actor: Actor, paper_id: UUID, role: SignatoryRole, email: str = ""
) -> LinkGiven:
    """Hand a way to read and sign one paper; it closes the link given before for this line."""
    paper = require_keeper(actor, paper_id, PaperAct.GIVE_LINK)
    line = Signature.objects.filter(
        version__paper_id=paper.pk, version__number=paper.current, role=role
    ).first()
    if line is None:
        raise Hidden("no such signatory")
    if not may_hand_link(actor, line):
        raise Hidden("would sign for the organisation without the right to")
    if not line.is_waiting:
        raise already_answered()
    SigningLink.objects.filter(signature=line, closed_at=None).update(closed_at=clock.now())
    token, code = new_token(), new_code()
    link = SigningLink.objects.create(
        signature=line,
        person_id=paper.person_id,
        token_hash=token_hash(token),
        code_hash=code_hash(token_hash(token), code),
        expires_at=clock.now() + LINK_LIFE,
        created_by_id=user_of(actor),
        created_for_id=acting_for(actor),
    )
    note(events.LINK_GIVEN, actor, paper, role=role.value, link=str(link.pk))
    given = LinkGiven(link, token, code)
    if email:
        send_signing_link(email, given.path)
    return given


def open_signing_link(*, actor: Actor, token: str, code: str) -> SigningLink | None:
    """The link behind a token and its code, or ``None`` whatever the reason."""
    waiting = SigningLink.objects.filter(SigningLink.usable(clock.now()))
    # A locked link is unknown: hammering it writes nothing more.
    link = waiting.filter(token_hash=token_hash(token), failed_attempts__lt=MAX_TRIES).first()
    if link is None:
        return None
    if not spend_try(waiting, link, code):
        link.refresh_from_db(fields=["failed_attempts"])
        record(
            events.LINK_REFUSED,
            actor=actor,
            person_id=link.person_id,
            organisation_id=link.created_for_id,
            details={"link": str(link.pk), "attempts": link.failed_attempts},
        )
        return None
    with _standing_for_signer(link):
        line = (
            Signature.objects.select_related("version__paper").filter(pk=link.signature_id).first()
        )
        # The record was joined to another since, or its keeper no longer accompanies the person.
        if line is None or not link_holds(link, line.version.paper):
            return None
        SigningLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())
        paper = line.version.paper
        note(events.LINK_OPENED, actor, paper, role=line.role, link=str(link.pk))
    return link


@transaction.atomic
def sign_by_link(*, actor: Actor, link_id: UUID) -> None:
    """Sign the version the link was made for, once."""
    link = _usable(actor, link_id)
    with _standing_for_signer(link):
        paper, line = _locked(link)
        check_representative(line)
        answered(paper, line.pk, state=Signature.State.SIGNED, method=SignatureMethod.LINK.value)
        _note(events.SIGNED, actor, paper, line, link, method="link")
        SigningLink.objects.filter(pk=link.pk).update(closed_at=clock.now())
        after_signature(actor, paper)


@transaction.atomic
def refuse_by_link(*, actor: Actor, link_id: UUID, reason: str = "") -> None:
    link = _usable(actor, link_id)
    with _standing_for_signer(link):
        paper, line = _locked(link)
        personal = line.role in (SignatoryRole.PERSON, SignatoryRole.LEGAL_REPRESENTATIVE)
        why = said_reason(reason) if reason.strip() or not personal else ""
        answered(
            paper,
            line.pk,
            state=Signature.State.REFUSED,
            method=SignatureMethod.LINK.value,
            refused_reason=why,
        )
        close(paper, PaperState.REFUSED)
        _note(events.REFUSED, actor, paper, line, link, method="link")


@transaction.atomic
def ask_to_talk_by_link(*, actor: Actor, link_id: UUID) -> None:
    link = _usable(actor, link_id)
    with _standing_for_signer(link):
        paper, line = _locked(link)
        talk_asked(actor, paper, line, link=str(link.pk))


def may_use_link(actor: Actor) -> bool:
    """Whoever prepared the link has seen its code: a professional's browser goes no further."""
    return actor.kind is not ActorKind.PROFESSIONAL


@contextmanager
def _standing_for_signer(link: SigningLink) -> Iterator[None]:
    """The link and its code stand at the person's side, for this one paper."""
    with acting_as(Actor(kind=ActorKind.PERSON, person_id=link.person_id)):
        yield


def _usable(actor: Actor, link_id: UUID) -> SigningLink:
    if not may_use_link(actor):
        raise Hidden("a professional never answers by link")
    link = SigningLink.objects.filter(SigningLink.usable(clock.now()), pk=link_id).first()
    if link is None:
        raise already_answered()
    return link


def _locked(link: SigningLink) -> tuple[Paper, Signature]:
    """The paper behind a link, locked, with the very line the link was made for."""
    line = Signature.objects.select_related("version", "representative").get(pk=link.signature_id)
    papers = Paper.unscoped.select_for_update(of=("self",))
    paper: Paper | None = papers.filter(pk=line.version.paper_id).first()
    if paper is None or paper.phase is not PaperState.OUT or line.version.number != paper.current:
        raise already_answered()
    if not link_holds(link, paper):
        raise already_answered()
    return paper, line


def _note(
    event: Event, actor: Actor, paper: Paper, line: Signature, link: SigningLink, method: str
) -> None:
    note(
        event,
        actor,
        paper,
        version=paper.current,
        role=line.role,
        method=method,
        link=str(link.pk),
    )
