"""Who acts for an organisation: invite, join, change roles, confirm, end.

An administrator gives only roles whose rights they hold, within their own organisation, and
never changes their own; what is refused for that reason leaves a line in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.accounts.actions import open_account
from passerelles.accounts.adapter import actor_of_user
from passerelles.accounts.letters import absolute, send_letter
from passerelles.accounts.models import User
from passerelles.accounts.tokens import new_token
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.organisations.member_events import (
    GRANT_REFUSED,
    INVITATION_CANCELLED,
    INVITED,
    JOINED,
    MEMBERSHIP_CONFIRMED,
    MEMBERSHIP_ENDED,
    ROLES_CHANGED,
)
from passerelles.organisations.member_queries import member, standing_invitation
from passerelles.organisations.models import Invitation, Membership, Organisation
from passerelles.organisations.models.membership import MembershipQuerySet
from passerelles.organisations.rules.roles import (
    ROLE_LABELS,
    Role,
    beyond,
    keeps_an_administrator,
)


def invite(*, actor: Actor, email: str, roles: Iterable[str]) -> Invitation:
    """Send a one-time link; a former pending invitation to the same address is replaced."""
    organisation_id = _manages(actor)
    wanted = _known(roles)
    _only_what_one_holds(actor, wanted)
    address = email.strip().lower()
    if _in_force(organisation_id).filter(user__email__iexact=address).exists():
        raise Refusal(_("Cette personne est déjà membre."), field="email")
    with transaction.atomic():
        invitation, token = prepare_invitation(actor, organisation_id, address, wanted)
    send_invitation(invitation, token)
    return invitation


def prepare_invitation(
    actor: Actor, organisation_id: UUID, email: str, roles: Iterable[str]
) -> tuple[Invitation, str]:
    """Record an invitation and return its secret, which exists nowhere else."""
    token, token_digest = new_token()
    Invitation.objects.filter(
        organisation_id=organisation_id, email=email, accepted_at=None, cancelled_at=None
    ).update(cancelled_at=clock.now())
    invitation = Invitation.objects.create(
        organisation_id=organisation_id,
        email=email,
        roles=list(roles),
        token_hash=token_digest,
        invited_by_id=actor.user_id,
    )
    record(
        INVITED,
        actor=actor,
        organisation_id=organisation_id,
        details={"invitation": str(invitation.id), "roles": invitation.roles},
    )
    return invitation, token


def send_invitation(invitation: Invitation, token: str) -> None:
    """The letter names nobody: neither the organisation (it may be sensitive) nor the sender."""
    send_letter(
        invitation.email,
        subject=_("une invitation"),
        template="organisations/members/invitation.txt",
        url=absolute(reverse("organisations:join", args=[token])),
    )


def cancel_invitation(*, actor: Actor, invitation_id: UUID) -> None:
    organisation_id = _manages(actor)
    with transaction.atomic():
        invitation = (
            Invitation.objects.pending()
            .select_for_update()
            .filter(pk=invitation_id, organisation_id=organisation_id)
            .first()
        )
        if invitation is None:
            raise Hidden("no such invitation here")
        invitation.cancelled_at = clock.now()
        invitation.save(update_fields=["cancelled_at"])
        record(INVITATION_CANCELLED, actor=actor, details={"invitation": str(invitation.id)})


def join(*, actor: Actor, user: User, token: str) -> Membership:
    """A signed-in user accepts an invitation sent to their own address."""
    if actor.user_id != user.id:
        raise Hidden("joins for oneself only")
    with transaction.atomic():
        invitation = _open_invitation(token)
        if invitation.email.lower() != user.email.lower():
            raise Refusal(
                _("Cette invitation a été envoyée à une autre adresse que celle de votre compte."),
                _("Demandez une invitation à votre adresse."),
            )
        return _accept(invitation, user)


def join_with_new_account(
    *, token: str, password: str, first_name: str, last_name: str, job_title: str
) -> Membership:
    """Somebody without an account opens one with the address that received the link."""
    with transaction.atomic():
        invitation = _open_invitation(token)
        user = open_account(
            email=invitation.email,
            password=password,
            first_name=first_name,
            last_name=last_name,
            job_title=job_title,
        )
        return _accept(invitation, user)


def change_roles(
    *, actor: Actor, membership_id: UUID, roles: Iterable[str], version: int
) -> Membership:
    """Replace a member's roles; adding one asks that its rights be one's own."""
    _manages(actor)
    target = member(actor, membership_id)
    wanted = _known(roles)
    _only_what_one_holds(actor, _added(target, wanted), target)
    if target.user_id == actor.user_id:
        raise Refusal(
            _("On ne change pas ses propres rôles."),
            _("Demandez à un autre administrateur de l’organisation."),
        )
    with transaction.atomic():
        _one_at_a_time(target.organisation_id)
        target = member(actor, membership_id)
        if target.version != version:
            raise Conflict(_("Quelqu’un d’autre vient de changer ces rôles."))
        _someone_still_administers(target, wanted)
        added, removed = _added(target, wanted), [r for r in target.roles if r not in wanted]
        target.roles = wanted
        target.version += 1
        target.save(update_fields=["roles", "version"])
        record(
            ROLES_CHANGED,
            actor=actor,
            details={"membership": str(target.id), "added": added, "removed": removed},
        )
        return target


def confirm_membership(*, actor: Actor, membership_id: UUID) -> Membership:
    """Say that somebody still works here: the yearly review."""
    _manages(actor)
    with transaction.atomic():
        target = member(actor, membership_id)
        target.confirmed_at = clock.now()
        target.save(update_fields=["confirmed_at"])
        record(MEMBERSHIP_CONFIRMED, actor=actor, details={"membership": str(target.id)})
        return target


def end_membership(*, actor: Actor, membership_id: UUID) -> Membership:
    """End a membership now: its rights stop at the next request, whatever is open elsewhere."""
    organisation_id = _manages(actor)
    with transaction.atomic():
        _one_at_a_time(organisation_id)
        target = member(actor, membership_id)
        _someone_still_administers(target, [])
        target.until = clock.now()
        target.version += 1
        target.save(update_fields=["until", "version"])
        record(MEMBERSHIP_ENDED, actor=actor, details={"membership": str(target.id)})
        return target


def _manages(actor: Actor) -> UUID:
    if actor.organisation_id is None or not actor.may(Right.MANAGE_MEMBERS):
        raise Hidden("does not manage members")
    return actor.organisation_id


def _in_force(organisation_id: UUID) -> MembershipQuerySet:
    return Membership.objects.in_force().filter(organisation_id=organisation_id)


def _known(roles: Iterable[str]) -> list[str]:
    """The roles in the order of the table, without repeats; an unknown one is refused."""
    asked = set(roles)
    if unknown := asked - set(Role):
        raise ValueError(f"rôle inconnu : {', '.join(sorted(unknown))}")
    if not asked:
        raise Refusal(_("Choisissez au moins un rôle."), field="roles")
    return [role.value for role in Role if role in asked]


def _added(target: Membership, wanted: Iterable[str]) -> list[str]:
    return [role for role in wanted if role not in target.roles]


def _only_what_one_holds(
    actor: Actor, roles: Iterable[str], target: Membership | None = None
) -> None:
    if too_high := beyond(roles, actor.rights):
        _refuse_grant(actor, too_high, target)


def _refuse_grant(actor: Actor, roles: tuple[str, ...], target: Membership | None) -> NoReturn:
    # Written before anything else and outside the action's transaction: the line must remain.
    details: dict[str, object] = {"roles": list(roles)}
    if target is not None:
        details["membership"] = str(target.id)
    record(GRANT_REFUSED, actor=actor, details=details)
    names = ", ".join(ROLE_LABELS[Role(role)] for role in roles)
    raise Refusal(
        _("Vous ne pouvez donner que des rôles dont vous avez vous-même les droits. Refusé : %s.")
        % names,
        _("Demandez à un administrateur qui les a."),
        field="roles",
    )


def _one_at_a_time(organisation_id: UUID) -> None:
    """Two administrators removing each other at once must not both succeed."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _someone_still_administers(target: Membership, new_roles: list[str]) -> None:
    others = _in_force(target.organisation_id).exclude(pk=target.pk)
    remaining = [list(row.roles) for row in others]
    if keeps_an_administrator([target.roles]) and not keeps_an_administrator(
        [*remaining, new_roles]
    ):
        raise Refusal(
            _("C’est la dernière personne qui administre l’organisation."),
            _("Donnez d’abord ce rôle à quelqu’un d’autre."),
        )


def _open_invitation(token: str) -> Invitation:
    invitation = standing_invitation(token, for_update=True)
    if invitation is None:
        raise Hidden("invitation unknown, used, cancelled, too old or no longer backed")
    return invitation


def _accept(invitation: Invitation, user: User) -> Membership:
    if user.own_person_id is not None or user.is_platform_admin:
        raise Refusal(
            _("Ce compte ne peut pas appartenir à une organisation."),
            _("Demandez une invitation à une autre adresse."),
        )
    if _in_force(invitation.organisation_id).filter(user=user).exists():
        raise Refusal(_("Vous êtes déjà membre de cette organisation."))
    now = clock.now()
    membership = Membership.objects.create(
        user=user,
        organisation=invitation.organisation,
        roles=invitation.roles,
        since=now,
        granted_by=invitation.invited_by,
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record(
        JOINED,
        actor=actor_of_user(user),
        organisation_id=invitation.organisation_id,
        details={
            "membership": str(membership.id),
            "invitation": str(invitation.id),
            "roles": membership.roles,
        },
    )
    return membership
