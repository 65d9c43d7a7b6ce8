"""Requests of the person: to whom they may be asked, and how each side reads them.

Only the organisation asked reads a request, whatever the agreements of the others: the person
chose to whom to speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership, Organisation
from passerelles.pathways.models import Referent
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.rules.stages import PathState
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.decision import PersonFacts, decide
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Verb, Volet
from passerelles.support.models import PersonRequest, RequestEvent
from passerelles.support.rules.requests import (
    WAITING,
    RequestEventKind,
    RequestKind,
    answer_due_on,
    late_before,
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody the person may ask: their referent by name, or an organisation."""

    organisation_id: UUID
    name: str
    user_id: UUID | None = None

    @property
    def key(self) -> str:
        return f"{self.organisation_id}:{self.user_id or ''}"


def addressees(facts: PersonFacts, *, kind: RequestKind | None = None) -> list[Addressee]:
    """The referent first, then each organisation at the person's side that can answer.

    Asking to change of referent goes to an organisation, never to the referent by name.
    """
    able = _able(facts)
    found: list[Addressee] = []
    if kind is not RequestKind.CHANGE_REFERENT:
        found = [item for item in _referents(facts.person_id) if item.organisation_id in able]
    organisations = Organisation.objects.filter(pk__in=able).order_by("folded_name")
    found += [Addressee(each.id, name_for(each, None)) for each in organisations]
    return found


def chosen_addressee(facts: PersonFacts, key: str, kind: RequestKind) -> Addressee | None:
    return next((each for each in addressees(facts, kind=kind) if each.key == key), None)


def able_to_answer(facts: PersonFacts, organisation_id: UUID | None) -> bool:
    return organisation_id in _able(facts)


def _able(facts: PersonFacts) -> set[UUID]:
    """Organisations that may write in the path today, and where somebody does."""
    now = clock.now()
    rights = frozenset({Right.READ_PEOPLE, Right.WRITE_PEOPLE})
    may_write = {
        each
        for each in companions(facts, now)
        if decide(
            Actor(kind=ActorKind.PROFESSIONAL, organisation_id=each, rights=rights),
            Verb.WRITE,
            facts,
            Volet.PATH,
            now,
        ).allowed
    }
    members = Membership.objects.in_force().filter(
        organisation_id__in=may_write, user__is_active=True
    )
    return {member.organisation_id for member in members if Right.WRITE_PEOPLE in member.rights}


def _referents(person_id: UUID) -> Iterator[Addressee]:
    rows = (
        Referent.objects.filter(
            path__person_id=person_id,
            path__state=PathState.ACTIVE,
            until=None,
            user__is_active=True,
        )
        .select_related("user", "organisation")
        .order_by("-path__started_on")
    )
    seen: set[tuple[UUID, UUID]] = set()
    for row in rows:
        if (row.user_id, row.organisation_id) in seen or row.organisation.sensitive:
            continue
        seen.add((row.user_id, row.organisation_id))
        name = f"{row.user.short_name}, {name_for(row.organisation, None)}"
        yield Addressee(row.organisation_id, name, row.user_id)


@dataclass(frozen=True)
class RequestView:
    """A request with its history, named as the reader may know the others."""

    request: PersonRequest
    asked: str
    offered: str
    reachable: bool
    events: tuple[RequestEvent, ...]

    @property
    def due_on(self) -> date:
        return answer_due_on(self.request.waits_since)

    @property
    def last_answer(self) -> RequestEvent | None:
        """The answer that stands now: none while the person waits again."""
        if self.request.waiting:
            return None
        answers = [event for event in self.events if event.event == RequestEventKind.ANSWERED]
        return answers[-1] if answers else None


def own_requests(eyes: Eyes) -> list[RequestView]:
    """What the person asked, what waits first; three queries whatever their number."""
    rows = _with_history(eyes.entries(PersonRequest))
    able = _able(eyes.access.facts) if any(row.waiting for row in rows) else set()
    views = [_view(eyes, row, able) for row in rows]
    return sorted(views, key=lambda view: not view.request.waiting)


def own_request(eyes: Eyes, request_id: object) -> RequestView:
    rows = _with_history(eyes.entries(PersonRequest).filter(pk=request_id))
    if not rows:
        raise Hidden("no such request of the person")
    return _view(eyes, rows[0], _able(eyes.access.facts))


def received_requests(eyes: Eyes) -> list[RequestView]:
    """What the person asked of the reader's organisation, what waits first."""
    if not eyes.sees(Volet.PATH) or eyes.organisation_id is None:
        return []
    rows = _with_history(_received(eyes))
    able = {eyes.organisation_id}
    return sorted(
        (_view(eyes, row, able) for row in rows), key=lambda view: not view.request.waiting
    )


def received_request(eyes: Eyes, request_id: object) -> RequestView:
    """One of them; the same ``Hidden`` when asked of somebody else."""
    if not eyes.sees(Volet.PATH) or eyes.organisation_id is None:
        raise Hidden("path not readable")
    rows = _with_history(_received(eyes).filter(pk=request_id))
    if not rows:
        raise Hidden("asked of another organisation")
    return _view(eyes, rows[0], {eyes.organisation_id})


def _received(eyes: Eyes) -> Any:
    return eyes.entries(PersonRequest).filter(organisation_id=eyes.organisation_id)


def _with_history(rows: Any) -> list[PersonRequest]:
    found: Iterable[PersonRequest] = rows.select_related(
        "organisation", "offered_to", "to_user"
    ).prefetch_related("events__appointment", "events__next_step", "events__organisation")
    return list(found)


def _view(eyes: Eyes, row: PersonRequest, able: set[UUID]) -> RequestView:
    asked = eyes.name(row.organisation)
    if row.to_user is not None:
        asked = f"{row.to_user.short_name}, {asked}"
    return RequestView(
        request=row,
        asked=asked,
        offered=eyes.name(row.offered_to),
        reachable=row.organisation_id in able,
        events=tuple(row.events.all()),
    )


def waiting_count(actor: Actor, access: RecordAccess) -> int:
    """How many requests of this person wait for the reader's organisation."""
    if actor.organisation_id is None or not access.may_read(Volet.PATH):
        return 0
    rows = PersonRequest.objects.filter(
        person_id=access.person.id, organisation_id=actor.organisation_id, state__in=WAITING
    )
    return int(rows.count())


def requests_waiting(
    actor: Actor, *, worker: UUID | None = None, among: Q | None = None
) -> QuerySet[PersonRequest]:
    """Requests that wait for an answer of the reader's organisation, the oldest first.

    ``worker``: those made to them by name, and among the others (``among`` narrows them) those
    made to nobody in particular.  A colleague's request comes to everybody once it is late.
    """
    if actor.organisation_id is None or not actor.may(Right.WRITE_PEOPLE):
        return PersonRequest.objects.none()  # type: ignore[no-any-return]
    rows = PersonRequest.objects.filter(organisation_id=actor.organisation_id, state__in=WAITING)
    if worker is not None:
        late = Q(waits_since__lt=late_before(clock.today()))
        rows = rows.filter(Q(to_user_id=worker) | ((Q(to_user=None) | late) & (among or Q())))
    return rows.across_people().order_by("waits_since")  # type: ignore[no-any-return]
