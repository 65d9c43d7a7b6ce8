"""The secret address of one's own calendar: only its digest is kept, and it can be closed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock


class CalendarFeed(models.Model):
    """One address in force for each user; a new one closes the one before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("adresse d’agenda")
        verbose_name_plural = _("adresses d’agenda")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="one_calendar_feed_per_user",
                violation_error_message=_("Une adresse est déjà ouverte."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%d/%m/%Y}"
