"""One thing by its identifier, for a page of a record already opened or of one's organisation."""

from __future__ import annotations

from uuid import UUID

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Membership
from passerelles.sharing.companions import acting_for
from passerelles.sharing.models import Agreement, ConsentRequest, EmergencyAccess, GuestLink
from passerelles.sharing.rules.volets import Purpose

SHOWN = 100


def agreement_in_force(person_id: UUID, agreement_id: UUID) -> Agreement:
    """An agreement in force about this person, or the same 404 as anything else."""
    agreement: Agreement | None = (
        Agreement.objects.filter(pk=agreement_id, person_id=person_id)
        .select_related("receiver")
        .prefetch_related("volet_rows")
        .first()
    )
    if agreement is None or not agreement.in_force():
        raise Hidden("no such agreement in force")
    return agreement


def placement_in_force(person_id: UUID, agreement_id: UUID) -> Agreement:
    agreement = agreement_in_force(person_id, agreement_id)
    if agreement.purpose != Purpose.PLACEMENT:
        raise Hidden("not a placement")
    return agreement


def require_link_about(person_id: UUID, link_id: UUID) -> None:
    if not GuestLink.objects.filter(pk=link_id, agreement__person_id=person_id).exists():
        raise Hidden("no such link")


def require_request_about(person_id: UUID, request_id: UUID) -> None:
    if not ConsentRequest.objects.filter(pk=request_id, person_id=person_id).exists():
        raise Hidden("no such request")


def emergencies_of(actor: Actor) -> list[EmergencyAccess]:
    """Emergencies of the actor's organisation: those to examine first, then the latest."""
    rows = (
        EmergencyAccess.objects.filter(organisation_id=acting_for(actor))
        .select_related("user", "reviewed_by")
        .order_by("-started_at")[:SHOWN]
    )
    return sorted(rows, key=lambda row: row.reviewed_at is not None)


def emergency_of(actor: Actor, access_id: UUID) -> EmergencyAccess:
    row = (
        EmergencyAccess.objects.filter(pk=access_id, organisation_id=acting_for(actor))
        .select_related("user", "reviewed_by")
        .first()
    )
    if row is None:
        raise Hidden("no such emergency")
    return row


def emergencies_to_examine(actor: Actor) -> int:
    return EmergencyAccess.objects.filter(
        organisation_id=acting_for(actor), reviewed_at=None
    ).count()


def everybody_of(actor: Actor) -> list[tuple[str, str]]:
    """All who ever acted for the actor's organisation: their lines stay in its journal."""
    rows = Membership.objects.filter(organisation_id=acting_for(actor)).select_related("user")
    return sorted({(str(row.user_id), row.user.full_name) for row in rows}, key=lambda r: r[1])
