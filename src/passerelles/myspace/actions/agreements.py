"""The person changes what is shared: narrows an agreement, answers a proposal."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.policy import own_person_id
from passerelles.myspace.queries.sharing import own_agreement, waiting_proposals
from passerelles.sharing.actions import give_own_agreement, refuse_consent, withdraw_agreement
from passerelles.sharing.actions.consents import terms_of
from passerelles.sharing.models import Agreement, ConsentRequest
from passerelles.sharing.models.agreements import GiverKind
from passerelles.sharing.policy import facts, peek_record
from passerelles.sharing.rules.givers import MAJORITY
from passerelles.sharing.rules.presence import accompanies
from passerelles.sharing.rules.terms import Terms
from passerelles.sharing.rules.volets import Purpose, Volet


def is_minor(actor: Actor) -> bool:
    """Below eighteen an agreement needs a parent's word too; a withdrawal never does."""
    age = peek_record(actor, own_person_id(actor)).person.age()
    return age is not None and age < MAJORITY


@transaction.atomic
def change_agreement(*, actor: Actor, agreement_id: UUID, volets: frozenset[Volet]) -> Agreement:
    """Agreements are immutable: the former one ends, a new one begins, both or neither."""
    former = own_agreement(actor, agreement_id)
    _require_adult(actor)
    agreement = former.agreement
    withdraw_agreement(actor=actor, agreement_id=agreement.id)
    terms = Terms(
        receiver_id=agreement.receiver_id,
        purpose=Purpose(agreement.purpose),
        volets=volets,
        until=former.last_day,
        party_role=agreement.party_role,
        # Only kept from the former agreement, where the person said it in so many words.
        explicit=Volet.SENSITIVE in agreement.volets,
    )
    return give_own_agreement(actor=actor, terms=terms)


@transaction.atomic
def accept_proposal(
    *, actor: Actor, request_id: UUID, volets: frozenset[Volet], explicit: bool = False
) -> Agreement:
    """Say yes to all or to part of what is proposed; once, and never to more."""
    request = waiting_proposals(actor).filter(pk=request_id).first()
    if request is None or request.addressee_kind != GiverKind.PERSON:
        raise Hidden("no such proposal for the person alone")
    _require_adult(actor)
    now = clock.now()
    if not accompanies(facts(request.person_id), request.requested_for_id, now):
        raise Refusal(_("Cette demande n’est plus valable."), _("Vous n’avez rien à faire."))
    if (
        not waiting_proposals(actor)
        .filter(pk=request_id)
        .update(state=ConsentRequest.State.ACCEPTED, answered_at=now)
    ):
        raise Refusal(_("Cette demande a déjà une réponse."))
    proposed = terms_of(request, explicit=explicit)
    return give_own_agreement(actor=actor, terms=replace(proposed, volets=proposed.volets & volets))


def refuse_proposal(*, actor: Actor, request_id: UUID) -> None:
    """Say no: nothing else changes."""
    if not waiting_proposals(actor).filter(pk=request_id).exists():
        raise Hidden("no such proposal for the person")
    refuse_consent(actor=actor, request_id=request_id)


def _require_adult(actor: Actor) -> None:
    if is_minor(actor):
        raise Refusal(
            _("Vous avez moins de 18 ans. Votre parent doit dire oui aussi."),
            _("Parlez-en à la personne qui vous accompagne."),
        )
