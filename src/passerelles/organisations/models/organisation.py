"""Organisations of every kind."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.text import fold
from passerelles.organisations.rules.kinds import NEUTRAL_LABEL, Kind, is_kind, kind


def validate_kind(key: str) -> None:
    if not is_kind(key):
        raise ValidationError(_("Cette sorte d’organisation n’est pas dans la table."))


class Source(models.TextChoices):
    """Where a line of the directory comes from; empty: typed by the organisation itself."""

    MEMBERS = "", _("saisi par l’organisation")
    ESAT = "esat_finess", _("liste nationale des ESAT (FINESS)")
    SIAE = "siae_asp", _("liste nationale des SIAE (ASP)")
    GEIQ = "geiq", _("liste nationale des GEIQ")
    DATA_INCLUSION = "data_inclusion", _("data·inclusion")


class Organisation(models.Model):
    """One structure as people of the field know it: an ESAT, a GEIQ, a company, a service.

    Its kind is a key of the table of kinds (:mod:`passerelles.organisations.rules.kinds`).
    ``sensitive``: the mere name reveals health or justice facts; outside the circle of those
    who may know, it is shown by its neutral label.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("sorte"), max_length=30, validators=[validate_kind])
    name = models.CharField(_("nom"), max_length=200)
    folded_name = models.CharField(max_length=220, editable=False, db_index=True)
    # Folded names of its sites other than its own, kept by whoever writes a site.
    site_names = models.TextField(editable=False, default="", blank=True)
    # Folded name, managing body and sites: what a search by name looks into.
    search_text = models.TextField(editable=False, default="", blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True, db_index=True)
    legal_form = models.CharField(_("statut juridique"), max_length=120, blank=True)
    manager_name = models.CharField(_("organisme gestionnaire"), max_length=200, blank=True)
    description = models.TextField(_("présentation"), blank=True, max_length=4000)
    website = models.URLField(_("site internet"), blank=True)
    ess = models.BooleanField(
        _("économie sociale et solidaire"),
        null=True,
        blank=True,
        help_text=_("Vide : selon la sorte d’organisation."),
    )
    sensitive = models.BooleanField(_("nom sensible"), default=False)
    neutral_label = models.CharField(
        _("nom neutre"), max_length=120, blank=True, help_text=_("Ex. : « service partenaire »")
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    mfa_required = models.BooleanField(_("double authentification obligatoire"), default=False)
    source = models.CharField(
        _("provenance"), max_length=20, choices=Source.choices, blank=True, default=""
    )
    # Day the source says the data is of, else the day it was read.
    source_date = models.DateField(_("date de la source"), null=True, blank=True)
    # Once its members wrote their own profile, a national list no longer rewrites it.
    kept_by_members = models.BooleanField(_("fiche tenue par l’organisation"), default=False)
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
        self.fold_names()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def fold_names(self) -> None:
        """Also called before a bulk write, which does not go through ``save``."""
        self.folded_name = fold(self.name)[:220]
        parts = (self.folded_name, fold(self.manager_name), self.site_names)
        self.search_text = " ".join(part for part in parts if part)

    def name_sites(self, labels: Iterable[str]) -> None:
        """Make the organisation findable by the names of its sites."""
        self.site_names = " ".join(sorted({fold(label) for label in labels if label}))
        self.fold_names()

    @property
    def published(self) -> bool:
        return self.published_at is not None

    @property
    def kind_row(self) -> Kind:
        return kind(self.kind)

    @property
    def in_ess(self) -> bool:
        """Social and solidarity economy: as declared, else as its kind usually is."""
        return self.kind_row.ess if self.ess is None else self.ess

    @property
    def outside_name(self) -> str:
        """Name for those outside the circle: the neutral label of a sensitive organisation."""
        if not self.sensitive:
            return self.name
        return self.neutral_label or str(_(NEUTRAL_LABEL))
