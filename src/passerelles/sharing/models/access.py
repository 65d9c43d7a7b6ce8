"""Narrow or exceptional ways in: personal links, emergencies, mediated requests."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock

EMERGENCY_LIMIT = timedelta(hours=3)


class GuestLink(models.Model):
    """A company tutor's personal way in: one person, one agreement, the time of the placement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="guest_links"
    )
    holder_name = models.CharField(_("nom du tuteur"), max_length=120)
    holder_email = models.EmailField(_("adresse électronique"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    valid_from = models.DateTimeField(_("à partir du"), default=clock.now)
    valid_until = models.DateTimeField(_("jusqu’au"))
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    session_key = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("lien personnel")
        verbose_name_plural = _("liens personnels")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")),
                name="guest_link_period",
                violation_error_message=_("Le lien doit finir après son début."),
            ),
        ]

    def __str__(self) -> str:
        return self.holder_name


class EmergencyAccess(models.Model):
    """Break-glass: a reason, three hours at most, an alert, a line in the person's log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="emergencies"
    )
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("motif"), max_length=1000)
    started_at = models.DateTimeField(_("début"), default=clock.now)
    ends_at = models.DateTimeField(_("fin"))
    reviewed_at = models.DateTimeField(_("examiné le"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    review = models.TextField(_("avis"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("accès d’urgence")
        verbose_name_plural = _("accès d’urgence")
        indexes: ClassVar = [
            models.Index(fields=["user", "organisation", "ends_at"], name="emergency_by_user"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("started_at"))
                & Q(ends_at__lte=F("started_at") + EMERGENCY_LIMIT),
                name="emergency_three_hours",
                violation_error_message=_("Un accès d’urgence dure trois heures au plus."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="emergency_reason",
                violation_error_message=_("Dites pourquoi c’est urgent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.started_at:%Y-%m-%d}"


class AccessRequest(models.Model):
    """A mediated request: somebody perhaps already holds the record of the same person.

    The organisation that asked never learns whether a record exists; the one that holds it
    talks with the person and, with their agreement, shares.  Both rows keep their own record
    until then.
    """

    class State(models.TextChoices):
        OPEN = "open", _("à traiter avec la personne")
        ACCEPTED = "accepted", _("partage accepté par la personne")
        DECLINED = "declined", _("sans suite")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    requester = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    requester_person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="requests_made"
    )
    holder = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    holder_person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="requests_received"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("demande de mise en relation")
        verbose_name_plural = _("demandes de mise en relation")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["requester_person", "holder_person"], name="access_request_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
