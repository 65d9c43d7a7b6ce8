"""What a professional chose about their own list; nothing here is about a person accompanied."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.worklist.rules.digest import DIGEST_LABELS, DigestRhythm
from passerelles.worklist.rules.silence import SILENCE_DAYS, SILENCE_DAYS_MAX, SILENCE_DAYS_MIN

RHYTHM_CHOICES = [(rhythm.value, label) for rhythm, label in DIGEST_LABELS.items()]


class DigestChoice(models.Model):
    """The quiet e-mail somebody asked for, and when the next one leaves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(
        _("rythme"), max_length=10, choices=RHYTHM_CHOICES, default=DigestRhythm.NEVER
    )
    next_at = models.DateTimeField(_("prochain envoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("courriel de rappel")
        verbose_name_plural = _("courriels de rappel")
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="digest_to_send"
            ),
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()


class SilenceLimit(models.Model):
    """After how many days without news a team wants to be told; the usual number without a row."""

    organisation = models.OneToOneField(
        "organisations.Organisation", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField(
        _("jours sans nouvelles"),
        default=SILENCE_DAYS,
        validators=[MinValueValidator(SILENCE_DAYS_MIN), MaxValueValidator(SILENCE_DAYS_MAX)],
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("seuil de silence")
        verbose_name_plural = _("seuils de silence")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(days__gte=SILENCE_DAYS_MIN) & Q(days__lte=SILENCE_DAYS_MAX),
                name="silence_limit_days",
                violation_error_message=_("De 7 à 365 jours."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days} jours"
