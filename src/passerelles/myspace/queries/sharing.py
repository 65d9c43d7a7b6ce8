"""Who sees the person's record, in plain words, and what is proposed to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.myspace.policy import own_person_id
from passerelles.myspace.rules.plain import PURPOSES, PlainVolet, plain_volet
from passerelles.sharing.models import Agreement, ConsentRequest, Party
from passerelles.sharing.models.agreements import Collection, GiverKind
from passerelles.sharing.models.parties import PartyBasis
from passerelles.sharing.queries import shared_with
from passerelles.sharing.queries.overview import last_day
from passerelles.sharing.queries.reach import through_tutors
from passerelles.sharing.rules.volets import (
    PURPOSE_VERBS,
    Purpose,
    Verb,
    Volet,
)

# On the first page; on the page of who sees the record, for as long as the agreement lasts.
LINK_NOTICE = timedelta(days=60)


@dataclass(frozen=True)
class Viewer:
    """One organisation and one agreement; two agreements are never added up."""

    agreement: Agreement
    name: str
    purpose: str
    volets: tuple[PlainVolet, ...]
    writes: bool
    last_day: date
    tutor_only: bool = False  # nobody there has an account: only a tutor reads, with a link

    @property
    def tutor_writes(self) -> bool:
        return self.tutor_only and self.writes and Volet.PROGRESS in self.agreement.volets

    @property
    def by_link(self) -> bool:
        """Given with a link and a code, which whoever prepared them also saw."""
        return self.agreement.collection == Collection.LINK


@dataclass(frozen=True)
class Proposal:
    """An organisation somebody proposes to share with; nothing is shared before a yes."""

    request: ConsentRequest
    name: str
    asked_by: str
    purpose: str
    volets: tuple[Volet, ...]
    last_day: date

    @property
    def texts(self) -> tuple[PlainVolet, ...]:
        return texts_of(self.volets)

    @property
    def for_me(self) -> bool:
        """Whether the person's word is enough; otherwise the representative answers too."""
        return self.request.addressee_kind == GiverKind.PERSON


def texts_of(volets: Iterable[Volet]) -> tuple[PlainVolet, ...]:
    return tuple(plain_volet(volet) for volet in volets)


def viewers(actor: Actor) -> list[Viewer]:
    """Agreements in force, by name of organisation."""
    now = clock.now()
    agreements = list(shared_with(own_person_id(actor), now))
    by_tutor = through_tutors(agreements, now)
    return [viewer(each, tutor_only=each.id in by_tutor) for each in agreements]


def just_given_by_link(actor: Actor) -> list[Viewer]:
    """Agreements somebody gave lately with a link: the person checks it was them."""
    since = clock.now() - LINK_NOTICE
    return [each for each in viewers(actor) if each.by_link and each.agreement.valid_from >= since]


def viewer(agreement: Agreement, *, tutor_only: bool = False) -> Viewer:
    purpose = Purpose(agreement.purpose)
    return Viewer(
        agreement=agreement,
        name=agreement.receiver.outside_name,
        purpose=PURPOSES[purpose],
        volets=texts_of(agreement.volets),
        writes=Verb.WRITE in PURPOSE_VERBS[purpose],
        last_day=last_day(agreement.valid_until),
        tutor_only=tutor_only,
    )


def own_agreement(actor: Actor, agreement_id: UUID) -> Viewer:
    """One agreement of the person in force; ``Hidden`` for anybody else's."""
    found = shared_with(own_person_id(actor), clock.now()).filter(pk=agreement_id).first()
    if found is None:
        raise Hidden("no such agreement of the person")
    return viewer(found)


def missions(actor: Actor) -> list[str]:
    """Names of the organisations that accompany the person of their own mission."""
    now = clock.now()
    rows = (
        Party.objects.filter(
            person_id=own_person_id(actor), basis=PartyBasis.MISSION, since__lte=now
        )
        .filter(Q(until=None) | Q(until__gt=now))
        .select_related("organisation")
        .order_by("since")
    )
    return [party.organisation.outside_name for party in rows]


def waiting_proposals(actor: Actor) -> QuerySet[ConsentRequest]:
    """Proposals about the person that nobody has answered."""
    return ConsentRequest.objects.filter(
        person_id=own_person_id(actor),
        state=ConsentRequest.State.SENT,
        expires_at__gt=clock.now(),
    )


def proposals(actor: Actor) -> list[Proposal]:
    rows = waiting_proposals(actor).select_related("receiver", "requested_for")
    return [_proposal(request) for request in rows.order_by("created_at")]


def own_proposal(actor: Actor, request_id: UUID) -> Proposal:
    rows = waiting_proposals(actor).select_related("receiver", "requested_for")
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise Hidden("no such proposal for the person")
    return _proposal(request)


def _proposal(request: ConsentRequest) -> Proposal:
    agreed = set(request.volets) | {Volet.IDENTITY.value}
    return Proposal(
        request=request,
        name=request.receiver.outside_name,
        asked_by=request.requested_for.outside_name,
        purpose=PURPOSES[Purpose(request.purpose)],
        volets=tuple(volet for volet in Volet if volet.value in agreed),
        last_day=last_day(request.valid_until),
    )
