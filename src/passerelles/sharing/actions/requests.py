"""Mediated requests: another organisation perhaps accompanies the same person.

The organisation that asked sees nothing of what is decided here, neither a refusal nor a
silence: only an agreement given by the person changes something for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right, acting_as, system_actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.text import fold
from passerelles.sharing.companions import require_companion
from passerelles.sharing.events import REQUEST_DECIDED
from passerelles.sharing.models import AccessRequest, Agreement

State = AccessRequest.State


@dataclass(frozen=True, slots=True)
class Likeness:
    """One point compared; ``same`` is ``None`` when one of the two does not say it."""

    subject: str
    same: bool | None


def open_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Requests the actor's organisation has to talk over with the person, oldest first."""
    if actor.organisation_id is None or not actor.may(Right.SHARE):
        return AccessRequest.objects.none()
    return (
        AccessRequest.objects.filter(holder_id=actor.organisation_id, state=State.OPEN)
        .select_related("requester", "holder_person")
        .order_by("created_at")
    )


def open_request(actor: Actor, request_id: UUID) -> AccessRequest:
    """One of them; ``Hidden`` when it is not the actor's or no longer open."""
    request = open_requests(actor).filter(pk=request_id).first()
    if request is None:
        raise Hidden("no such request")
    require_companion(actor, request.holder_person_id)
    return request


def compare(*, actor: Actor, request: AccessRequest) -> list[Likeness]:
    """What is needed to know whether it is the same person, and nothing of the other record."""
    open_request(actor, request.id)
    model: Any = apps.get_model("people", "Person")
    with acting_as(system_actor("compare a mediated request, showing only what is alike")):
        ours = model.unscoped.get(pk=request.holder_person_id)
        theirs = model.unscoped.get(pk=request.requester_person_id)
    return [
        Likeness(_("prénom"), fold(ours.first_name) == fold(theirs.first_name)),
        Likeness(_("nom"), bool(_names(ours) & _names(theirs))),
        Likeness(_("date de naissance"), _same(ours.birth_date, theirs.birth_date)),
        Likeness(_("commune"), _same(ours.commune_id, theirs.commune_id)),
    ]


def decline(*, actor: Actor, request: AccessRequest) -> None:
    """Not the same person, or the person does not want it: the requester learns nothing."""
    _decide(actor, request, State.DECLINED)


def mark_accepted(*, actor: Actor, request: AccessRequest, agreement: Agreement) -> AccessRequest:
    """Close a request by the agreement the person gave; the records are joined above."""
    matches = (
        agreement.person_id == request.holder_person_id
        and agreement.receiver_id == request.requester_id
        and agreement.in_force()
    )
    if not matches:
        raise Refusal(
            _("Cet accord ne répond pas à cette demande."),
            _("Il faut un accord en cours de cette personne pour cette structure."),
        )
    return _decide(actor, request, State.ACCEPTED)


def agreement_for(actor: Actor, request: AccessRequest) -> Agreement | None:
    """An agreement in force that answers an open request, if the person gave one."""
    open_request(actor, request.id)
    given = Agreement.objects.filter(
        person_id=request.holder_person_id, receiver_id=request.requester_id
    ).prefetch_related("volet_rows")
    return next((agreement for agreement in given if agreement.in_force()), None)


def _decide(actor: Actor, request: AccessRequest, state: str) -> AccessRequest:
    with transaction.atomic():
        open_request(actor, request.id)
        moved = AccessRequest.objects.filter(pk=request.id, state=State.OPEN).update(
            state=state, decided_at=clock.now(), decided_by_id=actor.user_id
        )
        if not moved:
            raise Hidden("already decided")
        record(
            REQUEST_DECIDED,
            actor=actor,
            person_id=request.holder_person_id,
            details={"request": str(request.id), "state": state},
        )
        request.refresh_from_db()
        return request


def _names(person: Any) -> set[str]:
    return {fold(name) for name in (person.last_name, person.usage_name) if name}


def _same(ours: object, theirs: object) -> bool | None:
    return None if ours is None or theirs is None else ours == theirs
