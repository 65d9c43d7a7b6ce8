"""Who acts for an organisation, with which roles, and when."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Right
from passerelles.organisations.rules.roles import REVIEW_AFTER, ROLE_LABELS, Role, rights_of

INVITATION_DAYS = 7


def _invitation_end() -> datetime:
    return clock.now() + timedelta(days=INVITATION_DAYS)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, at: datetime | None = None) -> Self:
        """Memberships whose half-open period holds the moment."""
        moment = at or clock.now()
        return self.filter(since__lte=moment).filter(Q(until__isnull=True) | Q(until__gt=moment))

    def to_review(self, at: datetime | None = None) -> Self:
        """Memberships in force that nobody has confirmed for a year."""
        limit = (at or clock.now()) - REVIEW_AFTER
        return self.in_force(at).filter(
            Q(confirmed_at__lte=limit) | Q(confirmed_at__isnull=True, since__lte=limit)
        )


class Membership(models.Model):
    """A user acting for an organisation; leaving it sets ``until`` and ends every right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("compte"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    roles = models.JSONField(_("rôles"), default=list)
    since = models.DateTimeField(_("depuis"), default=clock.now)
    until = models.DateTimeField(_("jusqu’à"), null=True, blank=True)
    granted_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # An administrator says once a year that the person still works there.
    confirmed_at = models.DateTimeField(_("confirmée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(until__isnull=True),
                name="membership_once_at_a_time",
                violation_error_message=_("Cette personne est déjà membre."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_period",
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation}"

    @property
    def rights(self) -> frozenset[Right]:
        return rights_of(self.roles)

    def due_for_review(self, at: datetime) -> bool:
        return (self.confirmed_at or self.since) <= at - REVIEW_AFTER

    @property
    def role_labels(self) -> list[str]:
        return [ROLE_LABELS[Role(role)] for role in self.roles if role in set(Role)]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self, at: datetime | None = None) -> Self:
        """Sent, neither used nor cancelled, and not too old."""
        return self.filter(accepted_at=None, cancelled_at=None, expires_at__gt=at or clock.now())


class Invitation(models.Model):
    """An e-mail address invited to join with given roles, by a one-time link.

    Only a digest of the link's secret is kept: reading the database opens no account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("adresse électronique"))
    roles = models.JSONField(_("rôles"), default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("envoyée le"), default=clock.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"), default=_invitation_end)
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="invitation_once_at_a_time",
                violation_error_message=_("Une invitation est déjà partie à cette adresse."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def role_labels(self) -> list[str]:
        return [ROLE_LABELS[Role(role)] for role in self.roles if role in set(Role)]
