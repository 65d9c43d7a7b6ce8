"""Hand, renew, revoke a card; enter with it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, current_actor, system_actor
from passerelles.kernel.errors import Refusal
from passerelles.myspace import events, limits
from passerelles.myspace.models import AccessCard
from passerelles.myspace.policy import require_card_issuer, require_card_stopper
from passerelles.myspace.rules.cards import (
    MAX_TRIES,
    Picture,
    new_number,
    new_secret,
    read_number,
    read_words,
    secret_text,
)
from passerelles.web import french


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card just made: the only moment when its number and its pictures are known."""

    card: AccessCard
    number: str
    pictures: tuple[Picture, ...]


def hashed_number(number: str) -> str:
    """Keyed with the site's key: nine digits alone could be found again from a plain hash."""
    return salted_hmac("passerelles.myspace.card", number, algorithm="sha256").hexdigest()


def issue_card(*, actor: Actor, person_id: UUID) -> IssuedCard:
    """Make the person's card; the former one stops at once, with the sessions it opened."""
    require_card_issuer(actor, person_id)
    number, pictures = new_number(), new_secret()
    with transaction.atomic():
        renewed = _revoke_current(person_id)
        card = AccessCard.objects.create(
            person_id=person_id,
            number_hash=hashed_number(number),
            secret_hash=make_password(secret_text(pictures)),
            **_issuer(actor),
        )
        record(
            events.CARD_ISSUED,
            actor=actor,
            person_id=person_id,
            details={"card": str(card.id), "renewed": renewed is not None},
        )
    return IssuedCard(card, number, pictures)


def _issuer(actor: Actor) -> dict[str, Any]:
    return {"issued_by_id": actor.user_id, "issued_for_id": actor.organisation_id}


def revoke_card(*, actor: Actor, person_id: UUID) -> None:
    """Stop the card (lost, stolen); nothing happens when there is none."""
    require_card_stopper(actor, person_id)
    with transaction.atomic():
        card = _revoke_current(person_id)
        if card is not None:
            record(
                events.CARD_REVOKED,
                actor=actor,
                person_id=person_id,
                details={"card": str(card.id)},
            )


def _revoke_current(person_id: UUID) -> AccessCard | None:
    card = _cards_in_use().filter(person_id=person_id).first()
    if card is not None:
        card.revoked_at = clock.now()
        card.save(update_fields=["revoked_at"])
    return card


def enter_with_card(*, actor: Actor, number: str, pictures: Sequence[Picture]) -> AccessCard:
    """The card whose number and pictures are right; one refusal for everything else.

    An unknown number, a locked card and wrong pictures cost the same work and get the same
    sentence.  Each wrong try is kept even though the page answers with a refusal.
    """
    digits = read_number(number)
    if not digits:
        raise Refusal(
            _("Ce numéro n’est pas juste."), _("Regardez votre carte. Recommencez."), "number"
        )
    card = _try(actor, digits, secret_text(pictures))
    if card is None:
        if limits.count_failure(digits):
            raise Refusal(
                _("Cette carte ne marche plus."),
                _("Demandez une nouvelle carte à la personne qui vous accompagne."),
            )
        raise Refusal(
            _("Ce ne sont pas les bonnes images."),
            _("Regardez le numéro et les images. Après 5 erreurs, la carte ne marche plus."),
        )
    limits.forget_failures(digits)
    return card


def check_secret(person_id: UUID, typed: str) -> str | None:
    """The person signs beside a professional with their pictures, typed as words.

    Gives a reference to the card, never the secret; a wrong one counts as a wrong try.
    """
    with transaction.atomic():
        card = _cards_in_use().filter(person_id=person_id).first()
        if card is None or not _is_right(current_actor(), card, secret_text(read_words(typed))):
            return None
    return _("carte d’accès remise le %(day)s") % {"day": french.short_date(card.issued_at)}


@transaction.atomic
def _try(actor: Actor, digits: str, secret: str) -> AccessCard | None:
    card = _cards_in_use().filter(number_hash=hashed_number(digits)).first()
    if card is None:
        # The same work as for a real card, on a secret nobody holds.
        check_password(secret, _nobody_s_secret())
        record(events.CARD_REFUSED, actor=actor)
        return None
    if not _is_right(actor, card, secret):
        return None
    card.last_used_at = clock.now()
    card.save(update_fields=["last_used_at"])
    person = Actor(kind=ActorKind.PERSON, person_id=card.person_id, request_id=actor.request_id)
    record(
        events.CARD_ENTERED, actor=person, person_id=card.person_id, details={"card": str(card.id)}
    )
    return card


def _cards_in_use() -> QuerySet[AccessCard]:
    """Cards not revoked, each locked for the transaction: parallel tries are counted in turn."""
    return AccessCard.objects.select_for_update(of=("self",)).filter(revoked_at=None)


def _is_right(actor: Actor, card: AccessCard, secret: str) -> bool:
    right = check_password(secret, card.secret_hash)
    if not right or card.is_locked:
        _count_wrong_try(actor, card)
        return False
    if card.failed_attempts:
        card.failed_attempts = 0
        card.save(update_fields=["failed_attempts"])
    return True


def _count_wrong_try(actor: Actor, card: AccessCard) -> None:
    card.failed_attempts = min(card.failed_attempts + 1, MAX_TRIES)
    locks = card.failed_attempts >= MAX_TRIES and card.locked_at is None
    if locks:
        card.locked_at = clock.now()
    card.save(update_fields=["failed_attempts", "locked_at"])
    # Whoever tried is not known: the product is what refused, and the person reads so.
    product = replace(system_actor("carte d’accès"), request_id=actor.request_id)
    record(
        events.CARD_LOCKED if locks else events.CARD_REFUSED,
        actor=product,
        person_id=card.person_id,
        details={"card": str(card.id)} | ({} if locks else {"attempts": card.failed_attempts}),
    )


@lru_cache(maxsize=4)
def _hash_nobody_holds(hasher: str) -> str:
    return make_password(f"{hasher} {secrets.token_urlsafe()}")


def _nobody_s_secret() -> str:
    # Made once for the hasher in use: making it at each try would cost twice the work.
    return _hash_nobody_holds(get_hasher().algorithm)
