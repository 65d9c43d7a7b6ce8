"""Withdrawing an agreement: at once, everywhere, without a reason to give."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions.emergencies import close_emergencies
from passerelles.sharing.actions.guests import close_links
from passerelles.sharing.companions import require_companion
from passerelles.sharing.events import PARTY_LEFT, WITHDRAWN
from passerelles.sharing.models import Agreement, Party
from passerelles.sharing.models.parties import PartyBasis
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.visibility import in_force


def withdraw_agreement(
    *, actor: Actor, agreement_id: UUID, said_by: Giver = Giver.PERSON
) -> Agreement:
    """End an agreement now.

    ``said_by``: whose word a professional records.  In their own space it is the person's.
    """
    with transaction.atomic():
        # The row lock orders the withdrawal against writes that rest on the same agreement.
        agreement: Agreement | None = (
            Agreement.objects.select_for_update(of=("self",)).filter(pk=agreement_id).first()
        )
        if agreement is None:
            raise Hidden("no such agreement")
        _may_withdraw(actor, agreement)
        moment = clock.now()
        by = "person" if actor.kind is ActorKind.PERSON else said_by.value
        ended = Agreement.objects.filter(pk=agreement.pk, withdrawn_at=None).update(
            withdrawn_at=moment, withdrawn_by=by
        )
        if not ended:
            raise Refusal(_("Cet accord est déjà retiré."))
        record(
            WITHDRAWN,
            actor=actor,
            person_id=agreement.person_id,
            details={
                "agreement": str(agreement.id),
                "receiver": str(agreement.receiver_id),
                "by": by,
            },
        )
        close_links(actor, agreement, moment)
        _leave(actor, agreement, moment)
        close_emergencies(agreement.person_id, agreement.receiver_id, moment)
        agreement.refresh_from_db()
        return agreement


def _may_withdraw(actor: Actor, agreement: Agreement) -> None:
    if actor.kind is ActorKind.PERSON:
        if actor.person_id is None or actor.person_id != agreement.person_id:
            raise Hidden("someone else's agreement")
    else:
        require_companion(actor, agreement.person_id)


def _leave(actor: Actor, agreement: Agreement, moment: datetime) -> None:
    """The organisation leaves the person's side when no other agreement keeps it there."""
    others = Agreement.objects.filter(
        in_force(moment), person_id=agreement.person_id, receiver_id=agreement.receiver_id
    )
    if others.exists():
        return
    parties = Party.objects.filter(
        person_id=agreement.person_id,
        organisation_id=agreement.receiver_id,
        basis=PartyBasis.AGREEMENT,
        until=None,
    )
    for party in parties:
        party.until = max(moment, party.since)
        party.save(update_fields=["until"])
        record(
            PARTY_LEFT,
            actor=actor,
            person_id=agreement.person_id,
            organisation_id=agreement.receiver_id,
            details={"party": str(party.id), "role": party.role, "basis": party.basis},
        )
