"""Recruiting establishments: from a first contact to the people identified there."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.organisations.rules.recruiting import STAGE_LABELS, Stage

STAGE_CHOICES = [(stage.value, STAGE_LABELS[stage]) for stage in Stage]


class Prospect(models.Model):
    """An establishment that a leading organisation wants to bring into its project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leader = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="prospects"
    )
    establishment = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("établissement"),
    )
    project = models.CharField(_("projet"), max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("établissement à rencontrer")
        verbose_name_plural = _("établissements à rencontrer")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["leader", "establishment", "project"],
                name="prospect_once",
                violation_error_message=_("Cet établissement est déjà suivi pour ce projet."),
            )
        ]

    def __str__(self) -> str:
        return self.establishment.outside_name


class ProspectStep(models.Model):
    """A dated step, with who took it; the last stage reached is where things stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(_("étape"), max_length=12, choices=STAGE_CHOICES)
    on = models.DateField(_("le"))
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    comment = models.CharField(_("remarque"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering: ClassVar = ["on", "recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["prospect", "stage"],
                name="prospect_stage_once",
                violation_error_message=_("Cette étape est déjà notée."),
            )
        ]

    def __str__(self) -> str:
        return str(STAGE_LABELS[Stage(self.stage)])
