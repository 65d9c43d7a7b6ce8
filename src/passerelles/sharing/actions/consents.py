"""An agreement proposed by a one-time link, answered without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.kernel.clock import PARIS
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.organisations.models import Organisation
from passerelles.sharing.actions.agreements import Evidence, write_agreement
from passerelles.sharing.actions.onetime_tries import spend_try
from passerelles.sharing.actions.proofs import GiverNamed, check_named
from passerelles.sharing.companions import acting_for, require_companion
from passerelles.sharing.events import (
    CONSENT_ASKED,
    CONSENT_CANCELLED,
    CONSENT_CODE_REFUSED,
    CONSENT_REFUSED,
)
from passerelles.sharing.mails import send_consent_link
from passerelles.sharing.models import Agreement, ConsentRequest
from passerelles.sharing.models.agreements import Collection
from passerelles.sharing.onetime import MAX_TRIES, code_hash, new_code, new_token, token_hash
from passerelles.sharing.policy import facts
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.presence import accompanies
from passerelles.sharing.rules.terms import Terms, check_terms
from passerelles.sharing.rules.volets import Purpose, Volet

LINK_LIFE = timedelta(days=7)
State = ConsentRequest.State


@dataclass(frozen=True, slots=True)
class Asked:
    """A request just made; the token and the code are never seen again."""

    request: ConsentRequest
    token: str
    code: str

    @property
    def path(self) -> str:
        return reverse("sharing:consent", kwargs={"token": self.token})


def ask_consent(
    *, actor: Actor, person_id: UUID, terms: Terms, giver: GiverNamed, email: str = ""
) -> Asked:
    """Propose an agreement; it gives no access before somebody says yes."""
    token, code = new_token(), new_code()
    with transaction.atomic():
        check_named(require_companion(actor, person_id), giver)
        check_terms(terms, clock.today())
        if not Organisation.objects.filter(pk=terms.receiver_id).exists():
            raise Hidden("no such organisation")
        request = ConsentRequest.objects.create(
            person_id=person_id,
            receiver_id=terms.receiver_id,
            purpose=terms.purpose.value,
            party_role=terms.party_role,
            volets=[volet.value for volet in terms.agreed],
            valid_until=terms.ends_at,
            addressee_kind=giver.kind.value,
            representative_id=giver.representative_id,
            token_hash=token_hash(token),
            code_hash=code_hash(token_hash(token), code),
            expires_at=clock.now() + LINK_LIFE,
            requested_by_id=actor.user_id,
            requested_for_id=acting_for(actor),
        )
        _journal(CONSENT_ASKED, actor, request, purpose=request.purpose)
        asked = Asked(request, token, code)
        if email:
            send_consent_link(email, asked.path)
        return asked


def open_consent(*, actor: Actor, token: str, code: str) -> ConsentRequest | None:
    """The request behind a link and its code, or ``None`` whatever the reason."""
    waiting = ConsentRequest.objects.filter(_waiting(clock.now()))
    # A locked link is unknown: hammering it writes nothing more.
    request = waiting.filter(token_hash=token_hash(token), failed_attempts__lt=MAX_TRIES).first()
    if request is None:
        return None
    if spend_try(waiting, request, code):
        return request if _still_beside(request) else None
    request.refresh_from_db(fields=["failed_attempts"])
    record(
        CONSENT_CODE_REFUSED,
        actor=actor,
        person_id=request.person_id,
        organisation_id=request.requested_for_id,
        details={"request": str(request.id), "attempts": request.failed_attempts},
    )
    return None


def waiting_request(request_id: UUID) -> ConsentRequest | None:
    """A request still waiting for its answer, for the page that was opened with its code."""
    waiting = ConsentRequest.objects.filter(_waiting(clock.now()), pk=request_id)
    request = waiting.select_related("receiver", "requested_for").first()
    if request is None or not _still_beside(request):
        return None
    # The link and its code stand for the person, for this page alone.
    with acting_as(Actor(kind=ActorKind.PERSON, person_id=request.person_id)):
        return waiting.select_related(
            "person", "receiver", "requested_for", "representative"
        ).first()


def accept_consent(*, actor: Actor, request_id: UUID, explicit: bool = False) -> Agreement:
    """Say yes, once: of fifty simultaneous answers, one writes the agreement."""
    with transaction.atomic():
        request = _answer(actor, request_id, State.ACCEPTED)
        if not _still_beside(request):
            raise Refusal(_("Cette demande n’est plus valable."), _("Vous n’avez rien à faire."))
        return write_agreement(
            actor=actor,
            person_id=request.person_id,
            terms=terms_of(request, explicit=explicit),
            giver=GiverNamed(Giver(request.addressee_kind), request.representative_id),
            evidence=Evidence(
                Collection.LINK,
                _("lien personnel du %(day)s") % {"day": f"{request.created_at:%d/%m/%Y}"},
                request.requested_by_id,
                request.requested_for_id,
            ),
        )


def refuse_consent(*, actor: Actor, request_id: UUID) -> None:
    """Say no: nothing else changes."""
    with transaction.atomic():
        _journal(CONSENT_REFUSED, actor, _answer(actor, request_id, State.REFUSED))


def cancel_consent(*, actor: Actor, request_id: UUID) -> None:
    """Take back a proposal that nobody has answered."""
    with transaction.atomic():
        request = ConsentRequest.objects.filter(
            pk=request_id, requested_for_id=acting_for(actor)
        ).first()
        if request is None:
            raise Hidden("no such request")
        require_companion(actor, request.person_id)
        _journal(CONSENT_CANCELLED, actor, _move(request_id, State.CANCELLED))


def terms_of(request: ConsentRequest, *, explicit: bool) -> Terms:
    last_day = request.valid_until.astimezone(PARIS) - timedelta(seconds=1)
    return Terms(
        receiver_id=request.receiver_id,
        purpose=Purpose(request.purpose),
        volets=frozenset(Volet(value) for value in request.volets),
        until=last_day.date(),
        party_role=request.party_role,
        explicit=explicit,
    )


def _still_beside(request: ConsentRequest) -> bool:
    """Whoever proposed it accompanies the person: a link opens nothing for who has left."""
    return accompanies(facts(request.person_id), request.requested_for_id, clock.now())


def _waiting(moment: datetime) -> Q:
    return Q(state=State.SENT, expires_at__gt=moment)


def may_answer(actor: Actor, request: ConsentRequest) -> bool:
    """Whoever holds the link, unless signed in as somebody else: a worker never answers."""
    if actor.kind is ActorKind.PERSON:
        return actor.person_id == request.person_id
    return actor.kind is ActorKind.ANONYMOUS


def _answer(actor: Actor, request_id: UUID, state: str) -> ConsentRequest:
    request = _move(request_id, state)
    if not may_answer(actor, request):
        raise Refusal(
            _("C’est à la personne de répondre."),
            _("Cette page est pour la personne : déconnectez-vous, ou laissez-lui l’appareil."),
        )
    return request


def _move(request_id: UUID, state: str) -> ConsentRequest:
    """Move a request out of waiting; the conditional update makes one winner."""
    moment = clock.now()
    rows = ConsentRequest.objects.filter(_waiting(moment), pk=request_id)
    if not rows.update(state=state, answered_at=moment):
        raise Refusal(
            _("Ce lien a déjà servi, ou il n’est plus valable."),
            _("Parlez-en à la personne qui vous l’a donné."),
        )
    return ConsentRequest.objects.get(pk=request_id)


def _journal(event: Event, actor: Actor, request: ConsentRequest, **more: str) -> None:
    record(
        event,
        actor=actor,
        person_id=request.person_id,
        organisation_id=request.requested_for_id,
        volets=request.volets,
        details={"request": str(request.id), "receiver": str(request.receiver_id), **more},
    )
