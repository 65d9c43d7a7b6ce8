"""Organisations of every kind."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.text import fold


class Organisation(models.Model):
    """One structure as people of the field know it: an ESAT, a GEIQ, a company, a service.

    Its kind is a key of the table of kinds (:mod:`passerelles.organisations.rules.kinds`).
    ``sensitive``: the mere name reveals health or justice facts; outside the circle of those
    who may know, it is shown by its neutral label.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("sorte"), max_length=30)
    name = models.CharField(_("nom"), max_length=200)
    folded_name = models.CharField(max_length=220, editable=False, db_index=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    manager_name = models.CharField(_("organisme gestionnaire"), max_length=200, blank=True)
    description = models.TextField(_("présentation"), blank=True, max_length=4000)
    website = models.URLField(_("site internet"), blank=True)
    sensitive = models.BooleanField(_("nom sensible"), default=False)
    neutral_label = models.CharField(
        _("nom neutre"), max_length=120, blank=True, help_text=_("Ex. : « service partenaire »")
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    mfa_required = models.BooleanField(_("double authentification obligatoire"), default=False)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifiée le"), auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering: ClassVar = ["folded_name"]
        indexes: ClassVar = [models.Index(fields=["kind", "folded_name"], name="organisation_kind")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def published(self) -> bool:
        return self.published_at is not None

    @property
    def outside_name(self) -> str:
        """Name for those outside the circle: the neutral label of a sensitive organisation."""
        if not self.sensitive:
            return self.name
        return self.neutral_label or str(_("service partenaire"))
