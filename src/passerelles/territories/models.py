"""Places: regions, départements, intercommunalities, communes.  No personal data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)

    class Meta:
        verbose_name = _("région")
        verbose_name_plural = _("régions")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)
    folded_name = models.CharField(_("nom pour la recherche"), max_length=100)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="departements", verbose_name=_("région")
    )

    class Meta:
        verbose_name = _("département")
        verbose_name_plural = _("départements")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Epci(models.Model):
    """An intercommunality with its own taxes (CC, CA, CU, métropole)."""

    siren = models.CharField(_("SIREN"), max_length=9, primary_key=True)
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("nature"), max_length=10)

    class Meta:
        verbose_name = _("intercommunalité")
        verbose_name_plural = _("intercommunalités")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Precision(models.TextChoices):
    """How much the coordinates of a commune may be trusted, best first."""

    OFFICIAL = "official", _("centre de la commune, fichier de La Poste")
    PLACE = "place", _("centre du bourg, GeoNames")
    PART = "part", _("centre d’une partie de la commune, GeoNames")
    POSTAL_CODE = "postal_code", _("à peu près : moyenne des communes du même code postal")
    EPCI = "epci", _("de loin : moyenne des communes de l’intercommunalité")
    ARRONDISSEMENT = "arrondissement", _("de loin : moyenne des communes de l’arrondissement")
    DEPARTEMENT = "departement", _("de très loin : moyenne des communes du département")
    NONE = "none", _("inconnue")


class Commune(models.Model):
    insee = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=100)
    folded_name = models.CharField(_("nom pour la recherche"), max_length=100, db_index=True)
    departement = models.ForeignKey(
        Departement, models.PROTECT, related_name="communes", verbose_name=_("département")
    )
    epci = models.ForeignKey(
        Epci,
        models.SET_NULL,
        related_name="communes",
        verbose_name=_("intercommunalité"),
        null=True,
        blank=True,
    )
    population = models.PositiveIntegerField(_("habitants"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("précision des coordonnées"),
        max_length=15,
        choices=Precision.choices,
        default=Precision.NONE,
    )
    # False when a later edition of the official list dropped the code; what refers to it stays.
    is_current = models.BooleanField(_("existe aujourd’hui"), default=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ("folded_name", "insee")
        indexes = (models.Index(fields=("latitude", "longitude"), name="commune_where"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    # Said in full: a comparison with NULL is unknown, which a check lets through.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                name="commune_coordinates_together",
                violation_error_message=_(
                    "La latitude et la longitude vont ensemble, en degrés décimaux."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.departement_id})"

    @property
    def point(self) -> tuple[float, float] | None:
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class PostalCode(models.Model):
    code = models.CharField(_("code postal"), max_length=5)
    commune = models.ForeignKey(
        Commune, models.CASCADE, related_name="postal_codes", verbose_name=_("commune")
    )

    class Meta:
        verbose_name = _("code postal")
        verbose_name_plural = _("codes postaux")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(
                fields=("code", "commune"),
                name="postal_code_once_per_commune",
                violation_error_message=_("Cette commune a déjà ce code postal."),
            ),
        )

    def __str__(self) -> str:
        return self.code


class CommunePart(models.Model):
    """A code that leads to a commune: merged commune, arrondissement of Paris, Lyon, Marseille.

    Real files keep codes abolished years ago: they resolve here to the commune of today.
    """

    class Kind(models.TextChoices):
        DELEGATED = "delegated", _("commune déléguée")
        ASSOCIATED = "associated", _("commune associée")
        DISTRICT = "district", _("arrondissement municipal")
        FORMER = "former", _("ancien code")

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    kind = models.CharField(_("nature"), max_length=10, choices=Kind.choices)
    # Empty when only the code is known.
    name = models.CharField(_("nom"), max_length=100, blank=True)
    folded_name = models.CharField(
        _("nom pour la recherche"), max_length=100, blank=True, db_index=True
    )
    commune = models.ForeignKey(
        Commune, models.CASCADE, related_name="parts", verbose_name=_("commune d’aujourd’hui")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("ancienne commune ou arrondissement")
        verbose_name_plural = _("anciennes communes et arrondissements")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name or self.code


class LoadedEdition(models.Model):
    """Which edition of the shipped tables the database holds, so that loading again is free."""

    digest = models.CharField(_("empreinte"), max_length=64, primary_key=True)
    loaded_at = models.DateTimeField(_("chargé le"))

    class Meta:
        verbose_name = _("édition chargée")
        verbose_name_plural = _("éditions chargées")
        ordering = ("-loaded_at",)

    def __str__(self) -> str:
        return self.digest[:12]
