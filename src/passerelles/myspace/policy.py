"""Who may hand a card, and the person's own record."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.queries.referents import gives_the_referent
from passerelles.sharing.policy import RecordAccess, open_record, peek_record
from passerelles.sharing.rules.presence import has_mission, mission_since
from passerelles.sharing.rules.volets import Volet

# Long enough for the person, or those who know them, to see a hand-over that should not be.
KNOWN_FOR = timedelta(days=30)


def may_stop_card(actor: Actor, access: RecordAccess) -> bool:
    """A lost card is stopped by any organisation with a mission of its own: it opens nothing."""
    return (
        actor.kind is ActorKind.PROFESSIONAL
        and actor.organisation_id is not None
        and actor.may(Right.SHARE)
        and has_mission(access.facts, actor.organisation_id, clock.now())
    )


def may_hand_card(actor: Actor, access: RecordAccess) -> bool:
    """A card opens everything the person may read.

    An organisation invited for a few volets must not be able to print itself a wider key, nor
    one that has just obtained a mission by a hand-over or by joining two records: the one that
    opened the record hands it, or one that has followed the person for a month and leads a path.
    """
    organisation_id = actor.organisation_id
    if organisation_id is None or not may_stop_card(actor, access):
        return False
    if access.person.created_for_id == organisation_id:
        return True
    now = clock.now()
    since = mission_since(access.facts, organisation_id, now)
    return (
        since is not None
        and since <= now - KNOWN_FOR
        and gives_the_referent(access.person.id, organisation_id)
    )


def require_card_stopper(actor: Actor, person_id: UUID) -> RecordAccess:
    """The record of somebody whose card the actor may stop; ``Hidden`` otherwise."""
    access = peek_record(actor, person_id)
    if not may_stop_card(actor, access):
        raise Hidden("no mission of its own")
    return access


def require_card_issuer(actor: Actor, person_id: UUID) -> RecordAccess:
    """The record of somebody the actor may hand a card to.

    ``Hidden`` without a mission; with one, the refusal says whom to ask.
    """
    access = require_card_stopper(actor, person_id)
    if not may_hand_card(actor, access):
        raise not_the_issuer()
    return access


def not_the_issuer() -> Refusal:
    return Refusal(
        _("Votre structure ne peut pas encore remettre de carte à cette personne."),
        _(
            "Demandez à la structure qui a ouvert le dossier. Ou la personne entre avec un compte "
            "à elle, ou répond à un accord par un lien. Votre structure pourra remettre une "
            "carte après 30 jours d’accompagnement, si elle donne le référent du parcours."
        ),
    )


def own_person_id(actor: Actor) -> UUID:
    """Who the actor is, when it is the person; ``Hidden`` for everybody else."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        raise Hidden("not the person")
    return actor.person_id


def open_own_record(actor: Actor, *volets: Volet) -> RecordAccess:
    """The person's own record, its read journalled for the volets shown (all by default)."""
    return open_record(actor, own_person_id(actor), volets=volets or tuple(Volet))
