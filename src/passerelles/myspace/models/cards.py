"""The person's own way in: a printed card with a QR code and a secret."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock


class AccessCard(models.Model):
    """One card at a time; five wrong secrets lock it, a professional prints a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="access_cards"
    )
    # Public part, in the QR code; useless without the secret printed apart.
    number_hash = models.CharField(max_length=64, unique=True)
    secret_hash = models.CharField(max_length=128)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(_("bloquée le"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("utilisée le"), null=True, blank=True)
    issued_at = models.DateTimeField(_("remise le"), default=clock.now)
    issued_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    issued_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("carte d’accès")
        verbose_name_plural = _("cartes d’accès")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True),
                name="one_card_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"Carte remise le {self.issued_at:%d/%m/%Y}"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None
