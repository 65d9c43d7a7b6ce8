"""What an organisation sets where the law is uncertain: dated, signed, never rewritten."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.rulebook.rules.settling import Spell

REASON_LENGTH = 1000
SOURCE_LENGTH = 300


class ParameterOverrideQuerySet(models.QuerySet["ParameterOverride"]):
    def standing(self) -> Self:
        """Those that were not withdrawn as mistakes."""
        return self.filter(withdrawn_at=None)


class ParameterOverride(models.Model):
    """An organisation's own value of an uncertain parameter, from a day to a day, both included.

    Only its end and its withdrawal are ever written after the first time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="parameter_overrides"
    )
    key = models.CharField(_("valeur du droit"), max_length=80)
    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=4)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    reason = models.TextField(_("motif"), max_length=REASON_LENGTH)
    source = models.CharField(_("source"), max_length=SOURCE_LENGTH)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("auteur")
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ParameterOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("réglage du droit")
        verbose_name_plural = _("réglages du droit")
        ordering: ClassVar = ["key", "-starts_on", "-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="override_period",
                violation_error_message=_("Le dernier jour précède le premier."),
            ),
            # A second wall: the action looks at whole periods, under a lock.
            models.UniqueConstraint(
                fields=["organisation", "key", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="override_once_from_a_day",
                violation_error_message=_("Une valeur vaut déjà à partir de ce jour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} : {self.value}"

    @property
    def spell(self) -> Spell:
        return Spell(self.starts_on, self.ends_on)

    def holds_on(self, day: date) -> bool:
        return self.withdrawn_at is None and self.spell.meets(Spell(day, day))
