"""The decision as a queryset: the same rules as :func:`sharing.rules.decision.decide`, in SQL.

A property test holds the two equal on random histories.  Everything is computed live from
parties, agreements, links and emergencies: no right is cached beyond one query.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.sharing.rules.decision import Basis
from passerelles.sharing.rules.volets import GUEST_VERBS, Verb, Volet, purposes_allowing

if TYPE_CHECKING:
    from passerelles.sharing.models import Agreement, AgreementVolet, EmergencyAccess, Party

NOTHING = Q(pk__in=[])


def _model(name: str) -> Any:
    # Looked up late: managers are built while the models themselves are being loaded.
    return apps.get_model("sharing", name)


def in_force(at: datetime, prefix: str = "") -> Q:
    """Agreements whose half-open period holds ``at`` and that nobody has withdrawn."""
    return Q(
        **{f"{prefix}valid_from__lte": at, f"{prefix}valid_until__gt": at},
    ) & (Q(**{f"{prefix}withdrawn_at__isnull": True}) | Q(**{f"{prefix}withdrawn_at__gt": at}))


def missions(actor: Actor, at: datetime) -> QuerySet[Party]:
    """Parties by which the actor's organisation accompanies someone of its own mission."""
    parties: QuerySet[Party] = _model("Party").objects.filter(
        organisation_id=actor.organisation_id, basis=Basis.MISSION, since__lte=at
    )
    return parties.filter(Q(until__isnull=True) | Q(until__gt=at))


def agreed_volets(actor: Actor, verb: Verb, at: datetime) -> QuerySet[AgreementVolet]:
    """Volets that one agreement in force opens to the actor's organisation for ``verb``."""
    rows: QuerySet[AgreementVolet] = _model("AgreementVolet").objects.filter(
        in_force(at, "agreement__"),
        agreement__receiver_id=actor.organisation_id,
        agreement__purpose__in=purposes_allowing(verb),
    )
    return rows


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


def emergencies(actor: Actor, at: datetime) -> QuerySet[EmergencyAccess]:
    rows: QuerySet[EmergencyAccess] = _model("EmergencyAccess").objects.filter(
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        started_at__lte=at,
        ends_at__gt=at,
    )
    return rows


def _may_exercise(actor: Actor, verb: Verb) -> bool:
    right = Right.READ_PEOPLE if verb is Verb.READ else Right.WRITE_PEOPLE
    return actor.organisation_id is not None and actor.may(right)


def entries_visible(
    actor: Actor, at: datetime, *, volet: Combinable | str = "volet", verb: Verb = Verb.READ
) -> Q:
    """Condition on entries (``person``, ``organisation``, ``volet``, ``shared``) for the actor."""
    match actor.kind:
        case ActorKind.SYSTEM:
            return Q()
        case ActorKind.PERSON if actor.person_id is not None:
            return Q(person_id=actor.person_id, shared=True)
        case ActorKind.GUEST if actor.guest_link_id is not None:
            return Q(shared=True) & _opened(linked_volets(actor, verb, at), volet)
        case ActorKind.PROFESSIONAL if _may_exercise(actor, verb):
            return _professional_entries(actor, at, volet, verb)
        case _:
            return NOTHING


def _opened(rows: QuerySet[AgreementVolet], volet: Combinable | str) -> Q:
    name = OuterRef(volet) if isinstance(volet, str) else volet
    return Q(Exists(rows.filter(agreement__person_id=OuterRef("person_id"), volet=name)))


def _professional_entries(
    actor: Actor, at: datetime, volet: Combinable | str, verb: Verb
) -> Q:
    own = Q(organisation_id=actor.organisation_id)
    condition = own & Q(person_id__in=missions(actor, at).values("person_id"))
    condition |= (own | Q(shared=True)) & _opened(agreed_volets(actor, verb, at), volet)
    if verb is Verb.READ:
        condition |= (own | Q(shared=True)) & Q(
            person_id__in=emergencies(actor, at).values("person_id")
        )
    if not actor.may(Right.READ_SENSITIVE):
        condition &= ~Q(volet=Volet.SENSITIVE)
    return condition


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
        case ActorKind.PROFESSIONAL if _may_exercise(actor, Verb.READ):
            agreed = agreed_volets(actor, Verb.READ, at).filter(volet=Volet.IDENTITY)
            people = missions(actor, at).values("person_id")
            return Q(
                pk__in=people.union(
                    agreed.values("agreement__person_id"),
                    emergencies(actor, at).values("person_id"),
                )
            )
        case _:
            return NOTHING

