"""Ending one's own mission at a person's side, or taking it over with their agreement."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.journal.catalogue import Event
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.sharing.actions.emergencies import close_emergencies
from passerelles.sharing.companions import acting_for, require_companion
from passerelles.sharing.events import PARTY_JOINED, PARTY_LEFT
from passerelles.sharing.models import Party
from passerelles.sharing.models.parties import PartyBasis, PartyRole
from passerelles.sharing.rules.presence import companions
from passerelles.sharing.rules.volets import Purpose


def end_mission(*, actor: Actor, person_id: UUID, nobody_follows: bool = False) -> Party:
    """Leave: the organisation no longer opens the record, except by an agreement in force.

    When nobody else accompanies the person, ``nobody_follows`` says that it is known.
    """
    with transaction.atomic():
        access = require_companion(actor, person_id)
        party = (
            Party.objects.select_for_update(of=("self",))
            .filter(
                person_id=person_id,
                organisation_id=acting_for(actor),
                basis=PartyBasis.MISSION,
                until=None,
            )
            .first()
        )
        if party is None:
            raise Refusal(_("Votre structure n’accompagne pas la personne de sa propre mission."))
        moment = clock.now()
        if not nobody_follows and companions(access.facts, moment) == {actor.organisation_id}:
            raise Refusal(
                _("Personne d’autre n’accompagne cette personne."),
                _("Proposez d’abord un partage pour passer le relais, ou confirmez la fin."),
                field="nobody_follows",
            )
        party.until = max(moment, party.since)
        party.save(update_fields=["until"])
        _journal(PARTY_LEFT, actor, party)
        close_emergencies(person_id, party.organisation_id, party.until)
        return party


def take_over(*, actor: Actor, person_id: UUID) -> Party:
    """Make the accompaniment one's own mission: only with a hand-over agreement in force."""
    with transaction.atomic():
        access = require_companion(actor, person_id)
        moment = clock.now()
        handed = any(
            agreement.receiver_id == actor.organisation_id
            and agreement.purpose is Purpose.HANDOVER
            and agreement.in_force(moment)
            for agreement in access.facts.agreements
        )
        if not handed:
            raise Refusal(
                _("Il faut un accord en cours pour passer le relais à votre structure."),
                _("Demandez à la structure actuelle de le proposer à la personne."),
            )
        party, joined = Party.objects.get_or_create(
            person_id=person_id,
            organisation_id=acting_for(actor),
            basis=PartyBasis.MISSION,
            until=None,
            defaults={"role": PartyRole.ACCOMPANIES, "since": moment},
        )
        if joined:
            _journal(PARTY_JOINED, actor, party)
        return party


def _journal(event: Event, actor: Actor, party: Party) -> None:
    record(
        event,
        actor=actor,
        person_id=party.person_id,
        details={"party": str(party.id), "role": party.role, "basis": party.basis},
    )
