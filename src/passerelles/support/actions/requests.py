"""The person asks; the organisation asked answers with words and what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.pathways.actions.next_steps import NextStepDraft, plan_next_step
from passerelles.pathways.models import NextStep, Path
from passerelles.pathways.rules.stages import PathState
from passerelles.sharing.policy import RecordAccess, peek_record, require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.appointments import AppointmentDraft, Guest, plan_appointment
from passerelles.support.events import (
    REQUEST_ANSWERED,
    REQUEST_OFFERED,
    REQUEST_READ,
    REQUEST_SAID,
    REQUEST_SENT,
)
from passerelles.support.models import Appointment, PersonRequest, RequestEvent
from passerelles.support.queries.requests import able_to_answer, chosen_addressee
from passerelles.support.rules.meetings import MeetingKind, MeetingRole, MeetingState
from passerelles.support.rules.requests import (
    MOST_OPEN,
    WAITING,
    RequestEventKind,
    RequestKind,
    RequestOutcome,
    RequestState,
    after,
)

CHANGED = "Cette demande vient de changer."
READ_AGAIN = "Relisez-la, puis recommencez."


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    """Words, and what happens next; the fields of the outcome chosen are asked for."""

    words: str
    outcome: RequestOutcome
    starts_at: datetime | None = None
    place: str = ""
    appointment_id: UUID | None = None
    what: str = ""


def send_request(
    *, actor: Actor, person_id: UUID, kind: RequestKind, to: str, words: str = ""
) -> PersonRequest:
    """The person asks one of those who accompany them; ``to`` is the key of an addressee."""
    access = _own(actor, person_id)
    refuse_nir_in(words=words)
    if kind is RequestKind.OTHER and not words.strip():
        raise Refusal("Dites ce que vous voulez.", "Quelques mots suffisent.", field="words")
    with transaction.atomic():
        # One at a time for a person: the same button pressed twice asks once.
        type(access.person).unscoped.select_for_update(of=("self",)).get(pk=person_id)
        found = chosen_addressee(access.facts, to, kind)
        if found is None:
            raise Refusal("Choisissez à qui vous demandez.", field="to")
        _refuse_too_many(person_id, kind, found.organisation_id, words)
        signed = signature(actor) | {"organisation_id": found.organisation_id}
        request: PersonRequest = PersonRequest.unscoped.create(
            person_id=person_id,
            volet=Volet.PATH,
            kind=kind,
            words=words.strip(),
            to_user_id=found.user_id,
            **signed,
        )
        _keep(actor, request, RequestEventKind.SENT, organisation_id=found.organisation_id)
        _journal(REQUEST_SENT, actor, request, kind=kind.value)
    return request


def mark_read(*, actor: Actor, person_id: UUID, request_id: UUID) -> None:
    """Somebody of the organisation asked has opened it: the person is told so, once."""
    with transaction.atomic():
        request = _asked_of(actor, person_id, request_id)
        rows = PersonRequest.unscoped.filter(pk=request.pk, state=RequestState.SENT)
        if rows.update(state=RequestState.READ) == 1:
            _keep(actor, request, RequestEventKind.READ, organisation_id=actor.organisation_id)
            _journal(REQUEST_READ, actor, request)


def answer_request(
    *, actor: Actor, person_id: UUID, request_id: UUID, version: int, answer: RequestAnswer
) -> PersonRequest:
    """Words and what happens next; a « non » says why."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        request = _asked_of(actor, person_id, request_id)
        refuse_nir_in(words=answer.words, place=answer.place, what=answer.what)
        if not answer.words.strip():
            raise Refusal("Répondez avec des mots simples.", "La personne les lit.", field="words")
        _move(request, RequestEventKind.ANSWERED, version=version, offered_to=None)
        follows = _what_follows(actor, person_id, answer)
        _keep(
            actor,
            request,
            RequestEventKind.ANSWERED,
            words=answer.words.strip(),
            outcome=answer.outcome,
            organisation_id=actor.organisation_id,
            **follows,
        )
        _journal(REQUEST_ANSWERED, actor, request, outcome=answer.outcome.value)
    return request


def offer_handover(
    *,
    actor: Actor,
    person_id: UUID,
    request_id: UUID,
    version: int,
    organisation_id: UUID,
    words: str,
) -> PersonRequest:
    """Propose another organisation at the person's side; nothing moves before they agree."""
    with transaction.atomic():
        access = require_write(actor, person_id, Volet.PATH)
        request = _asked_of(actor, person_id, request_id)
        refuse_nir_in(words=words)
        if not words.strip():
            raise Refusal("Dites pourquoi.", "La personne lit ces mots.", field="words")
        if organisation_id == actor.organisation_id or not able_to_answer(
            access.facts, organisation_id
        ):
            raise Refusal("Cette structure ne peut pas répondre.", field="organisation")
        _move(request, RequestEventKind.OFFERED, version=version, offered_to_id=organisation_id)
        _keep(
            actor,
            request,
            RequestEventKind.OFFERED,
            words=words.strip(),
            organisation_id=organisation_id,
        )
        _journal(REQUEST_OFFERED, actor, request, to=str(organisation_id))
    return request


def decide_handover(
    *, actor: Actor, person_id: UUID, request_id: UUID, version: int, agreed: bool
) -> PersonRequest:
    """The person says yes or no; a yes gives the request to the other, and the delay goes on."""
    access = _own(actor, person_id)
    with transaction.atomic():
        request = visible_entry(actor, PersonRequest, person_id, request_id)
        target = request.offered_to_id
        if target is None:
            raise Conflict(CHANGED, READ_AGAIN)
        event = RequestEventKind.HANDED if agreed else RequestEventKind.KEPT
        if agreed and not able_to_answer(access.facts, target):
            raise Refusal("Cette structure ne peut plus répondre.", "Dites non, puis redemandez.")
        moved: dict[str, Any] = {"offered_to": None}
        if agreed:
            moved |= {"organisation_id": target, "to_user": None}
        _move(request, event, version=version, **moved)
        _keep(actor, request, event, organisation_id=target)
        _journal(REQUEST_SAID, actor, request, event=event.value)
    return request


def say_after(
    *,
    actor: Actor,
    person_id: UUID,
    request_id: UUID,
    version: int,
    event: RequestEventKind,
    words: str = "",
) -> PersonRequest:
    """« Ça me va », « j’en reparle », or the person takes the request back."""
    if event not in (
        RequestEventKind.SETTLED,
        RequestEventKind.AGAIN,
        RequestEventKind.WITHDRAWN,
    ):
        raise Hidden("not for the person to say")
    _own(actor, person_id)
    refuse_nir_in(words=words)
    with transaction.atomic():
        request = visible_entry(actor, PersonRequest, person_id, request_id)
        again = {"waits_since": clock.now()} if event is RequestEventKind.AGAIN else {}
        _move(request, event, version=version, offered_to=None, **again)
        _keep(
            actor,
            request,
            event,
            words=words.strip(),
            organisation_id=request.organisation_id,
        )
        _journal(REQUEST_SAID, actor, request, event=event.value)
    return request


def _own(actor: Actor, person_id: UUID) -> RecordAccess:
    if actor.kind is not ActorKind.PERSON or actor.person_id != person_id:
        raise Hidden("only the person asks")
    return peek_record(actor, person_id)


def _asked_of(actor: Actor, person_id: UUID, request_id: UUID) -> PersonRequest:
    """A request asked of the actor's organisation; an agreement on the volet is not enough."""
    request = visible_entry(actor, PersonRequest, person_id, request_id)
    if (
        actor.kind is not ActorKind.PROFESSIONAL
        or actor.organisation_id is None
        or request.organisation_id != actor.organisation_id
    ):
        raise Hidden("asked of another organisation")
    return request


def _refuse_too_many(person_id: UUID, kind: RequestKind, organisation_id: UUID, words: str) -> None:
    waiting = list(PersonRequest.unscoped.filter(person_id=person_id, state__in=WAITING))
    same = (kind.value, organisation_id, words.strip())
    if any((row.kind, row.organisation_id, row.words) == same for row in waiting):
        raise Refusal("Vous l’avez déjà demandé.", "On doit encore vous répondre.")
    if len(waiting) >= MOST_OPEN:
        raise Refusal(
            f"Vous avez déjà {MOST_OPEN} demandes.", "Attendez une réponse. Ou reprenez-en une."
        )


def _move(request: PersonRequest, event: RequestEventKind, *, version: int, **fields: Any) -> None:
    """One state further, if nobody moved it since it was read."""
    target = after(RequestState(request.state), event)
    if target is None or request.version != version:
        raise Conflict(CHANGED, READ_AGAIN)
    changed = PersonRequest.unscoped.filter(pk=request.pk, version=version, state=request.state)
    if changed.update(state=target, version=version + 1, **fields) != 1:
        raise Conflict(CHANGED, READ_AGAIN)
    request.state, request.version = target, version + 1
    for name, value in fields.items():
        setattr(request, name, value)


def _what_follows(actor: Actor, person_id: UUID, answer: RequestAnswer) -> dict[str, Any]:
    match answer.outcome:
        case RequestOutcome.APPOINTMENT:
            return {"appointment": _new_appointment(actor, person_id, answer)}
        case RequestOutcome.KNOWN_APPOINTMENT:
            return {"appointment": _known_appointment(actor, person_id, answer)}
        case RequestOutcome.NEXT_STEP:
            return {"next_step": _next_step(actor, person_id, answer)}
        case RequestOutcome.NO:
            return {}


def _new_appointment(actor: Actor, person_id: UUID, answer: RequestAnswer) -> Appointment:
    if answer.starts_at is None:
        raise Refusal("Dites quel jour et à quelle heure.", field="day")
    if answer.starts_at < clock.now():
        raise Refusal("Ce moment est passé.", "Choisissez un jour qui vient.", field="day")
    me = Guest(MeetingRole.COUNSELLOR, actor.user_id, actor.organisation_id)
    draft = AppointmentDraft(
        MeetingKind.INDIVIDUAL, answer.starts_at, place=answer.place, guests=(me,)
    )
    return plan_appointment(actor=actor, person_id=person_id, draft=draft)


def _known_appointment(actor: Actor, person_id: UUID, answer: RequestAnswer) -> Appointment:
    if answer.appointment_id is None:
        raise Refusal("Choisissez le rendez-vous.", field="appointment")
    found = visible_entry(actor, Appointment, person_id, answer.appointment_id)
    if found.state != MeetingState.PLANNED or found.starts_at < clock.now():
        raise Refusal("Ce rendez-vous n’est plus prévu.", field="appointment")
    return found


def _next_step(actor: Actor, person_id: UUID, answer: RequestAnswer) -> NextStep:
    if not answer.what.strip():
        raise Refusal("Dites ce qui est fait ensuite.", field="what")
    # Written in the most recent path the actor may see: a step belongs to a path.
    paths = Path.unscoped.filter(person_id=person_id, state=PathState.ACTIVE)
    for path_id in paths.order_by("-started_on").values_list("pk", flat=True):
        try:
            visible_entry(actor, Path, person_id, path_id)
        except Hidden:
            continue
        draft = NextStepDraft(
            what=answer.what.strip(),
            plain=answer.what.strip(),
            owner_user_id=actor.user_id,
            owner_organisation_id=actor.organisation_id,
            due_at=answer.starts_at,
            where=answer.place.strip(),
        )
        return plan_next_step(actor=actor, person_id=person_id, path_id=path_id, draft=draft)
    raise Refusal(
        "Aucun parcours n’est ouvert pour y noter une étape.",
        "Ouvrez un parcours, ou proposez un rendez-vous.",
        field="outcome",
    )


def _keep(actor: Actor, request: PersonRequest, event: RequestEventKind, **fields: Any) -> None:
    signed = signature(actor)
    RequestEvent.objects.create(
        request=request,
        event=event,
        author_kind=signed["author_kind"],
        author_name=signed["author_name"],
        **fields,
    )


def _journal(line: Event, actor: Actor, request: PersonRequest, **details: str) -> None:
    record(
        line,
        actor=actor,
        person_id=request.person_id,
        volets=[Volet.PATH],
        details={"request": str(request.id), **details},
    )
