"""The decision as a queryset: the same rules as :func:`sharing.rules.decision.decide`, in SQL.

A property test holds the two equal on random histories.  Everything is computed live from
parties, agreements, links and emergencies: no right is cached beyond one query.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.sharing.conditions import (
    ReachedPerson,
    Reader,
    VisibleEntry,
    VisiblePerson,
    WritablePerson,
)
from passerelles.sharing.rules.volets import GUEST_VERBS, Verb, Volet, purposes_allowing

if TYPE_CHECKING:
    from passerelles.sharing.models import AgreementVolet

NOTHING = Q(pk__in=[])


def _model(name: str) -> Any:
    # Looked up late: managers are built while the models themselves are being loaded.
    return apps.get_model("sharing", name)


def in_force(at: datetime, prefix: str = "") -> Q:
    """Agreements whose half-open period holds ``at`` and that nobody has withdrawn."""
    return Q(
        **{f"{prefix}valid_from__lte": at, f"{prefix}valid_until__gt": at},
    ) & (Q(**{f"{prefix}withdrawn_at__isnull": True}) | Q(**{f"{prefix}withdrawn_at__gt": at}))


def linked_volets(actor: Actor, verb: Verb, at: datetime) -> QuerySet[AgreementVolet]:
    """Volets that a personal link, and the agreement it rests on, open to a guest."""
    allowed = [volet for volet, verbs in GUEST_VERBS.items() if verb in verbs]
    rows: QuerySet[AgreementVolet] = _model("AgreementVolet").objects.filter(
        in_force(at, "agreement__"),
        Q(agreement__guest_links__revoked_at__isnull=True)
        | Q(agreement__guest_links__revoked_at__gt=at),
        agreement__guest_links__id=actor.guest_link_id,
        agreement__guest_links__valid_from__lte=at,
        agreement__guest_links__valid_until__gt=at,
        agreement__purpose__in=purposes_allowing(verb),
        volet__in=allowed,
    )
    return rows


def _may_exercise(actor: Actor, verb: Verb) -> bool:
    right = Right.READ_PEOPLE if verb is Verb.READ else Right.WRITE_PEOPLE
    return actor.organisation_id is not None and actor.may(right)


def _reader(actor: Actor, at: datetime, verb: Verb) -> Reader | None:
    """The professional behind the condition; ``None`` when the actor reads or writes nobody."""
    if actor.user_id is None or actor.organisation_id is None or not _may_exercise(actor, verb):
        return None
    return Reader(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        at=at,
        purposes=purposes_allowing(verb),
        reads_sensitive=actor.may(Right.READ_SENSITIVE),
        in_emergency=verb is Verb.READ,
    )


def entries_visible(actor: Actor, at: datetime, *, verb: Verb = Verb.READ) -> Q:
    """Condition on entries (``person``, ``organisation``, ``volet``, ``shared``) for the actor."""
    match actor.kind:
        case ActorKind.SYSTEM:
            return Q()
        case ActorKind.PERSON if actor.person_id is not None:
            return Q(person_id=actor.person_id, shared=True)
        case ActorKind.GUEST if actor.guest_link_id is not None:
            return Q(shared=True) & _opened(linked_volets(actor, verb, at))
        case ActorKind.PROFESSIONAL if reader := _reader(actor, at, verb):
            return Q(VisibleEntry(reader))
        case _:
            return NOTHING


def persons_reached(actor: Actor, at: datetime) -> Q:
    """Condition on entries that changes no answer: where a question over everybody starts from."""
    if actor.kind is ActorKind.PROFESSIONAL and (reader := _reader(actor, at, Verb.READ)):
        return Q(ReachedPerson(reader, "person_id"))
    return Q()


def persons_writable(actor: Actor, volet: Volet, at: datetime) -> Q:
    """Condition on persons about whom a professional may write in a volet, everybody at once."""
    reader = _reader(actor, at, Verb.WRITE) if actor.kind is ActorKind.PROFESSIONAL else None
    if reader is None or (volet is Volet.SENSITIVE and not reader.reads_sensitive):
        return NOTHING
    return Q(WritablePerson(reader, volet))


def _opened(rows: QuerySet[AgreementVolet]) -> Q:
    same = {"agreement__person_id": OuterRef("person_id"), "volet": OuterRef("volet")}
    return Q(Exists(rows.filter(**same)))


def persons_visible(actor: Actor, at: datetime) -> Q:
    """Condition on persons themselves: their identity is the volet that is asked for."""
    match actor.kind:
        case ActorKind.SYSTEM:
            return Q()
        case ActorKind.PERSON if actor.person_id is not None:
            return Q(pk=actor.person_id)
        case ActorKind.GUEST if actor.guest_link_id is not None:
            rows = linked_volets(actor, Verb.READ, at).filter(volet=Volet.IDENTITY)
            return Q(pk__in=rows.values("agreement__person_id"))
        case ActorKind.PROFESSIONAL if reader := _reader(actor, at, Verb.READ):
            return Q(VisiblePerson(reader))
        case _:
            return NOTHING
