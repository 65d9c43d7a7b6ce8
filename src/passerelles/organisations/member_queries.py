"""Reads about members, invitations and settings: always of the organisation one acts for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from passerelles.accounts.queries import last_seen
from passerelles.accounts.tokens import digest
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import Invitation, Membership, Organisation
from passerelles.organisations.rules.kinds import is_sensitive
from passerelles.organisations.rules.roles import Role, beyond


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the members page."""

    membership: Membership
    seen: datetime | None
    due: bool
    is_oneself: bool


def members(actor: Actor) -> list[Member]:
    """Members in force, those to review first."""
    now = clock.now()
    rows = list(
        Membership.objects.in_force(now)
        .filter(organisation_id=_own(actor))
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "id")
    )
    seen = last_seen(row.user for row in rows)
    built = [
        Member(
            membership=row,
            seen=seen.get(row.user_id),
            due=row.due_for_review(now),
            is_oneself=row.user_id == actor.user_id,
        )
        for row in rows
    ]
    return sorted(built, key=lambda member: not member.due)


def member(actor: Actor, membership_id: UUID) -> Membership:
    """One member in force of the organisation; ``Hidden`` for anybody else's."""
    found = (
        Membership.objects.in_force()
        .select_related("user", "organisation")
        .filter(pk=membership_id, organisation_id=_own(actor))
        .first()
    )
    if found is None:
        raise Hidden("not a member of this organisation")
    return found


def pending_invitations(actor: Actor) -> QuerySet[Invitation]:
    return Invitation.objects.pending().filter(organisation_id=_own(actor)).order_by("-created_at")


def privacy_officers(organisation: Organisation) -> list[Membership]:
    """Members who answer for personal data; emergency alerts go to them."""
    rows = Membership.objects.in_force().filter(organisation=organisation).select_related("user")
    return [row for row in rows if Role.PRIVACY in row.roles]


def may_be_sensitive(organisation: Organisation) -> bool:
    """Whether hiding the name makes sense: its kind or its name reveals something."""
    return organisation.sensitive or is_sensitive(organisation.kind, organisation.name)


def standing_invitation(token: str, *, for_update: bool = False) -> Invitation | None:
    """The invitation behind a secret, if it still opens something.

    The right to invite is asked again now: an administrator who left opens no more doors.
    """
    rows = Invitation.objects.pending().select_related("organisation", "invited_by")
    if for_update:
        rows = rows.select_for_update(of=("self",))
    invitation = rows.filter(token_hash=digest(token)).first()
    return invitation if invitation is not None and _stands(invitation) else None


def _stands(invitation: Invitation) -> bool:
    inviter = invitation.invited_by
    if inviter is None or not inviter.is_active:
        return False
    current = Membership.objects.in_force().filter(organisation=invitation.organisation)
    if inviter.is_platform_admin:
        return not current.exists()  # only the first administrator comes from the platform
    held = current.filter(user=inviter).first()
    return held is not None and not beyond(invitation.roles, held.rights)


def organisations_of_platform() -> QuerySet[Organisation]:
    """Every organisation with its number of members; nothing about persons accompanied."""
    now = clock.now()
    in_force = Q(memberships__since__lte=now) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gt=now)
    )
    return Organisation.objects.annotate(
        member_count=Count("memberships", filter=in_force)
    ).order_by("folded_name", "id")


def _own(actor: Actor) -> UUID:
    if actor.organisation_id is None or not (
        actor.may(Right.MANAGE_MEMBERS) or actor.may(Right.MANAGE_SETTINGS)
    ):
        raise Hidden("does not manage an organisation")
    return actor.organisation_id
