"""Break-glass: a reason, three hours at most, an alert, a line in the person's log."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.sharing.companions import acting_for, require_companion, user_of
from passerelles.sharing.events import EMERGENCY_REVIEWED, EMERGENCY_STARTED
from passerelles.sharing.mails import alert_privacy_officers
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.models.access import EMERGENCY_LIMIT
from passerelles.sharing.policy import facts
from passerelles.sharing.rules.presence import accompanies

SHORTEST_REASON = 20
DEFAULT_LENGTH = timedelta(hours=1)


def start_emergency(
    *, actor: Actor, person_id: UUID, reason: str, length: timedelta = DEFAULT_LENGTH
) -> EmergencyAccess:
    """Open the whole record to one user, for reading only, for a short while.

    Every ordinary volet; the sensitive one too, to whoever holds the right to read it.
    """
    text = check_reason(reason, length)
    with transaction.atomic():
        require_companion(actor, person_id, Right.EMERGENCY)
        moment = clock.now()
        access = EmergencyAccess.objects.create(
            person_id=person_id,
            user_id=user_of(actor),
            organisation_id=acting_for(actor),
            reason=text,
            started_at=moment,
            ends_at=moment + length,
        )
        record(
            EMERGENCY_STARTED,
            actor=actor,
            person_id=person_id,
            ground="emergency",
            details={"access": str(access.id), "until": access.ends_at.isoformat()},
        )
        alert_privacy_officers(access.organisation_id, reverse("sharing:emergencies"))
        return access


def check_reason(reason: str, length: timedelta) -> str:
    """The reason, tidied; a refusal when it says too little or asks for too long."""
    text = " ".join(refuse_nir(reason, field="reason").split())
    if len(text) < SHORTEST_REASON:
        raise Refusal(
            _("Dites ce qui se passe en une phrase (20 caractères au moins)."),
            _("La personne et le référent données personnelles liront cette raison."),
            field="reason",
        )
    if not timedelta(0) < length <= EMERGENCY_LIMIT:
        raise Refusal(_("Un accès d’urgence dure trois heures au plus."), field="minutes")
    return text


def close_emergencies(person_id: UUID, organisation_id: UUID, moment: datetime) -> None:
    """An organisation no longer at the person's side keeps no way in, not even an urgent one."""
    if accompanies(facts(person_id), organisation_id, moment):
        return
    EmergencyAccess.objects.filter(
        person_id=person_id,
        organisation_id=organisation_id,
        started_at__lt=moment,
        ends_at__gt=moment,
    ).update(ends_at=moment)


def review_emergency(*, actor: Actor, access_id: UUID, review: str) -> EmergencyAccess:
    """The privacy officer's opinion, written once, by somebody other than who broke the glass."""
    text = " ".join(refuse_nir(review, field="review").split())
    if not text:
        raise Refusal(_("Écrivez votre avis."), field="review")
    with transaction.atomic():
        access = (
            EmergencyAccess.objects.select_for_update(of=("self",))
            .filter(pk=access_id, organisation_id=acting_for(actor))
            .first()
        )
        if access is None or not actor.may(Right.HANDLE_PRIVACY):
            raise Hidden("no such emergency")
        if access.user_id == actor.user_id:
            raise Refusal(
                _("Vous ne pouvez pas examiner votre propre accès d’urgence."),
                _("Demandez à un autre référent ou à la direction."),
            )
        if access.reviewed_at is not None:
            raise Refusal(_("Cet accès a déjà été examiné."))
        access.reviewed_at, access.reviewed_by_id, access.review = clock.now(), actor.user_id, text
        access.save(update_fields=["reviewed_at", "reviewed_by", "review"])
        record(
            EMERGENCY_REVIEWED,
            actor=actor,
            person_id=access.person_id,
            details={"access": str(access.id)},
        )
        return access
