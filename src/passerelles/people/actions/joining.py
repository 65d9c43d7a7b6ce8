"""Joining the two records of one person, once they agreed that the two structures share."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as, system_actor
from passerelles.kernel.errors import Refusal
from passerelles.people import policy
from passerelles.people.actions.merge import absorb
from passerelles.people.models import Person, PersonMerge
from passerelles.sharing.actions.requests import agreement_for, mark_accepted, open_request
from passerelles.sharing.events import PARTY_JOINED
from passerelles.sharing.models import AccessRequest, Party
from passerelles.sharing.models.parties import PartyBasis


def accept_request(*, actor: Actor, request_id: UUID) -> PersonMerge:
    """Close a mediated request: what the other structure wrote joins the holder's record.

    The structure that asked keeps its own mission, hence its own entries, even if the person
    withdraws the sharing later.
    """
    with transaction.atomic():
        request = open_request(actor, request_id)
        agreement = agreement_for(actor, request)
        if agreement is None:
            raise Refusal(
                "La personne n’a pas encore donné son accord.",
                "Recueillez-le d’abord, ou classez la demande.",
            )
        mark_accepted(actor=actor, request=request, agreement=agreement)
        with acting_as(system_actor("demande acceptée par la personne")):
            kept = Person.unscoped.get(pk=request.holder_person_id)
            absorbed = Person.unscoped.get(pk=request.requester_person_id)
            _refuse_to_shut_out(absorbed, request.requester_id)
            joined = absorb(
                actor=actor, kept=kept, absorbed=absorbed, organisation=request.requester
            )
            _keep_mission(actor, request)
        return joined


def _refuse_to_shut_out(absorbed: Person, requester_id: UUID) -> None:
    """Closing a record would take it from another organisation that also holds it."""
    if set(policy.holders(absorbed.pk)) - {requester_id}:
        raise Refusal(
            "Ces deux dossiers ne peuvent pas être réunis d’ici.",
            "Le partage donné par la personne suffit : acceptez la demande sans les réunir.",
        )


def _keep_mission(actor: Actor, request: AccessRequest) -> None:
    missions = Party.objects.filter(
        organisation_id=request.requester_id, basis=PartyBasis.MISSION, until__isnull=True
    )
    former = missions.filter(person_id=request.requester_person_id).first()
    if former is None or missions.filter(person_id=request.holder_person_id).exists():
        return
    party = Party.objects.create(
        person_id=request.holder_person_id,
        organisation_id=request.requester_id,
        basis=PartyBasis.MISSION,
        role=former.role,
        since=clock.now(),
    )
    record(
        PARTY_JOINED,
        actor=actor,
        person_id=request.holder_person_id,
        details={"party": str(party.id), "role": party.role, "basis": party.basis},
    )
