"""Builds the actor of a request, live, from its session: nothing is remembered of rights."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from passerelles.accounts.models import User
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind
from passerelles.myspace.models import AccessCard
from passerelles.myspace.sessions import CARD_KEY
from passerelles.organisations.models import Membership
from passerelles.sharing.guest_sessions import BOUND_KEY, LINK_KEY
from passerelles.sharing.models import GuestLink

ORGANISATION_KEY = "passerelles_organisation"


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request: a professional, the person, a guest, or nobody."""
    request_id: str = getattr(request, "id", "")
    if request.user.is_authenticated:
        return _account(request, request.user, request_id)
    if card_id := request.session.get(CARD_KEY):
        return _card(UUID(card_id), request_id)
    if link_id := request.session.get(LINK_KEY):
        return _guest(request, UUID(link_id), request_id)
    return ANONYMOUS


def _account(request: HttpRequest, user: User, request_id: str) -> Actor:
    if user.own_person_id is not None:
        return Actor(
            kind=ActorKind.PERSON,
            user_id=user.id,
            person_id=user.own_person_id,
            request_id=request_id,
        )
    membership = _acting_for(request, user)
    request.membership = membership  # type: ignore[attr-defined]
    return Actor(
        kind=ActorKind.PROFESSIONAL,
        user_id=user.id,
        organisation_id=membership.organisation_id if membership else None,
        rights=membership.rights if membership else frozenset(),
        is_platform_admin=user.is_platform_admin,
        request_id=request_id,
    )


def _acting_for(request: HttpRequest, user: User) -> Membership | None:
    """The membership in force that was chosen; the only one when there is just one.

    With several and no choice yet, none: the user picks one, visibly.
    """
    memberships = list(
        Membership.objects.in_force().filter(user=user).select_related("organisation")
    )
    request.memberships = memberships  # type: ignore[attr-defined]
    chosen = request.session.get(ORGANISATION_KEY)
    for membership in memberships:
        if str(membership.organisation_id) == chosen:
            return membership
    return memberships[0] if len(memberships) == 1 else None


def _card(card_id: UUID, request_id: str) -> Actor:
    card = AccessCard.objects.filter(pk=card_id, revoked_at=None, locked_at=None).first()
    if card is None:
        return ANONYMOUS
    return Actor(kind=ActorKind.PERSON, person_id=card.person_id, request_id=request_id)


def _guest(request: HttpRequest, link_id: UUID, request_id: str) -> Actor:
    moment = clock.now()
    link = (
        GuestLink.objects.filter(
            pk=link_id, revoked_at=None, valid_from__lte=moment, valid_until__gt=moment
        )
        .select_related("agreement")
        .first()
    )
    # The link is bound to the session that gave the code: a copied cookie of another is refused.
    if link is None or link.session_key != request.session.get(BOUND_KEY):
        return ANONYMOUS
    return Actor(
        kind=ActorKind.GUEST,
        guest_link_id=link.id,
        organisation_id=link.agreement.receiver_id,
        person_id=link.agreement.person_id,
        request_id=request_id,
    )
