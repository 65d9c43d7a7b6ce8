"""What an organisation says of itself in the directory, each line with its source and date."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.text import fold
from passerelles.organisations.models.organisation import Source


class Part(models.Model):
    """A line of a profile: belongs to one organisation, says where it comes from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="%(class)s_lines"
    )
    source = models.CharField(
        _("provenance"), max_length=20, choices=Source.choices, blank=True, default=""
    )
    # Its key in the source, so that a second import finds it again.
    source_ref = models.CharField(max_length=200, blank=True, editable=False)
    as_of = models.DateField(_("à jour au"), null=True, blank=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Site(Part):
    """A place where the organisation works; one of them is the main one."""

    label = models.CharField(_("nom du site"), max_length=200, blank=True)
    address = models.CharField(_("adresse"), max_length=250, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.ForeignKey(
        "territories.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, db_index=True)
    finess = models.CharField(_("numéro FINESS"), max_length=9, blank=True, db_index=True)
    naf = models.CharField(_("code NAF"), max_length=5, blank=True)
    opening_hours = models.CharField(_("horaires d’accueil"), max_length=250, blank=True)
    accessibility_url = models.URLField(_("accessibilité du lieu"), max_length=400, blank=True)
    main = models.BooleanField(_("site principal"), default=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering: ClassVar = ["-main", "label", "id"]
        indexes: ClassVar = [models.Index(fields=["latitude", "longitude"], name="site_where")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(main=True),
                name="site_one_main",
                violation_error_message=_("Il y a déjà un site principal."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="site_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_coordinates_together",
                violation_error_message=_("La latitude et la longitude vont ensemble."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.one_line

    @property
    def one_line(self) -> str:
        city = self.commune.name if self.commune else ""
        town = " ".join(part for part in (self.postal_code, city) if part)
        return ", ".join(part for part in (self.address, town) if part)

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class OrganisationIdentifier(models.Model):
    """The key of an organisation in a list, so that importing it again finds it."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(_("liste"), max_length=20)
    value = models.CharField(_("identifiant"), max_length=120)

    class Meta:
        verbose_name = _("identifiant")
        verbose_name_plural = _("identifiants")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_once",
                violation_error_message=_("Cet identifiant est celui d’une autre organisation."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Activity(Part):
    """What the organisation does or offers, in its own words; codes help to compare."""

    label = models.CharField(_("activité"), max_length=200)
    folded_label = models.CharField(max_length=620, editable=False, db_index=False)
    description = models.TextField(_("précisions"), blank=True, max_length=4000)
    rome = models.CharField(_("code ROME"), max_length=5, blank=True)
    naf = models.CharField(_("code NAF"), max_length=5, blank=True)
    themes = models.JSONField(_("thématiques"), default=list, blank=True)
    url = models.URLField(_("lien"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("activité")
        verbose_name_plural = _("activités")
        ordering: ClassVar = ["label", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="activity_once_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: object, **kwargs: object) -> None:
        self.fold_label()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def fold_label(self) -> None:
        words = " ".join([self.label, self.rome, self.naf, *map(str, self.themes)])
        self.folded_label = fold(words)[:620]


class Capacity(Part):
    """Places: how many there are, how many are open, seen on which day (``as_of``)."""

    label = models.CharField(
        _("pour quoi"), max_length=120, blank=True, help_text=_("Ex. : atelier blanchisserie")
    )
    total = models.PositiveIntegerField(_("nombre de places"), null=True, blank=True)
    available = models.PositiveIntegerField(_("places disponibles"), null=True, blank=True)

    class Meta:
        verbose_name = _("places")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["label", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="capacity_once_per_source",
            ),
            models.CheckConstraint(
                condition=Q(available__isnull=True)
                | Q(total__isnull=True)
                | Q(available__lte=models.F("total")),
                name="capacity_available_within_total",
                violation_error_message=_(
                    "Il ne peut y avoir plus de places disponibles que de places."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(_("Places"))


class ZoneServed(Part):
    """Where the organisation is ready to work: communes, intercommunalities, départements."""

    class Level(models.TextChoices):
        COMMUNE = "commune", _("commune")
        EPCI = "epci", _("intercommunalité")
        DEPARTEMENT = "departement", _("département")
        REGION = "region", _("région")
        FRANCE = "france", _("France entière")

    level = models.CharField(_("échelle"), max_length=12, choices=Level.choices)
    code = models.CharField(_("code"), max_length=9, blank=True)
    name = models.CharField(_("nom"), max_length=200)

    class Meta:
        verbose_name = _("zone d’intervention")
        verbose_name_plural = _("zones d’intervention")
        ordering: ClassVar = ["level", "name"]
        indexes: ClassVar = [models.Index(fields=["level", "code"], name="zone_code")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "level", "code"],
                name="zone_once",
                violation_error_message=_("Cette zone est déjà dans la liste."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Contact(Part):
    """Whom to call; shown to signed-in members of organisations only, never in public."""

    name = models.CharField(_("nom"), max_length=150, blank=True)
    role = models.CharField(_("fonction"), max_length=150, blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering: ClassVar = ["name", "role", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="contact_once_per_source",
            ),
            models.CheckConstraint(
                condition=~Q(phone="", email=""),
                name="contact_reachable",
                violation_error_message=_("Indiquez un téléphone ou une adresse électronique."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.role or str(_("Accueil"))
