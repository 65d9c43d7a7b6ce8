"""The register of adherents that a group or a network keeps of its own members."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.kernel.text import fold


class AdherentQuerySet(models.QuerySet["Adherent"]):
    def in_force(self, on: date | None = None) -> Self:
        """Those that have not left by that day."""
        day = on or clock.today()
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class Adherent(models.Model):
    """A company belongs to the group, as the group says it: most have no account here to say so.

    Read by the group alone; what a company publishes of itself stays its own profile.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="register"
    )
    company = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entreprise de l’annuaire"),
    )
    # Written by its name as long as the directory does not know it.
    name = models.CharField(_("nom"), max_length=160, blank=True)
    folded_name = models.CharField(max_length=180, editable=False, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    since = models.DateField(_("adhérente depuis le"), null=True, blank=True)
    until = models.DateField(_("adhérente jusqu’au"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = AdherentQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhérent")
        verbose_name_plural = _("adhérents")
        ordering: ClassVar = ["folded_name", "recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "company"],
                condition=Q(until__isnull=True, company__isnull=False),
                name="adherent_once_at_a_time",
                violation_error_message=_("Cette entreprise est déjà dans la liste."),
            ),
            models.UniqueConstraint(
                fields=["group", "folded_name"],
                condition=Q(until__isnull=True, company__isnull=True),
                name="adherent_name_once_at_a_time",
                violation_error_message=_("Cette entreprise est déjà dans la liste."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="adherent_period",
                violation_error_message=_("La fin précède le début."),
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=False) | ~Q(name=""),
                name="adherent_is_named",
                violation_error_message=_("Une entreprise a un nom."),
            ),
            models.CheckConstraint(
                condition=Q(company__isnull=True) | ~Q(company=F("group")),
                name="adherent_not_itself",
                violation_error_message=_("Une organisation n’adhère pas à elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return self.company.outside_name if self.company else self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.name)[:180]
        super().save(*args, **kwargs)  # type: ignore[arg-type]
