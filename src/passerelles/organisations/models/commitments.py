"""What stands behind an offer: conventions, labels, audits, networks, listings elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.organisations.models.directory import Part


class Commitment(Part):
    """A convention, a label, an audit or a social or environmental commitment, publishable."""

    class Kind(models.TextChoices):
        CONVENTION = "convention", _("conventionnement")
        LABEL = "label", _("label ou marque")
        AUDIT = "audit", _("audit")
        SOCIAL = "social", _("engagement social")
        ENVIRONMENTAL = "environmental", _("engagement environnemental")

    kind = models.CharField(_("sorte"), max_length=15, choices=Kind.choices)
    title = models.CharField(_("intitulé"), max_length=200)
    body = models.CharField(
        _("autorité ou organisme"), max_length=150, blank=True, help_text=_("Ex. : DDETS, AFNOR")
    )
    norm = models.CharField(_("norme"), max_length=80, blank=True, help_text=_("Ex. : ISO 26000"))
    since = models.DateField(_("depuis"), null=True, blank=True)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    result = models.CharField(_("résultat"), max_length=200, blank=True)
    description = models.TextField(_("en quelques mots"), blank=True, max_length=2000)
    public = models.BooleanField(_("visible de tous"), default=True)

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements sociaux et environnementaux")
        ordering: ClassVar = ["kind", "-since", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="commitment_period",
                violation_error_message=_("La fin précède le début."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class NetworkMembership(Part):
    """The organisation belongs to a network, itself an organisation of the directory."""

    network = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        related_name="adherents",
        verbose_name=_("réseau"),
    )
    since = models.DateField(_("depuis"), null=True, blank=True)
    # Only means something for a sensitive organisation: it chooses who may know its name.
    knows_name = models.BooleanField(
        _("ce réseau connaît notre vrai nom"),
        default=False,
        help_text=_(
            "Pour une organisation au nom sensible : le réseau la verra sous son vrai nom."
        ),
    )

    class Meta:
        verbose_name = _("adhésion à un réseau")
        verbose_name_plural = _("réseaux")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "network"],
                name="network_once",
                violation_error_message=_("Ce réseau est déjà dans la liste."),
            ),
            models.CheckConstraint(
                condition=~Q(organisation=F("network")),
                name="network_not_itself",
                violation_error_message=_("Une organisation n’adhère pas à elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return self.network.outside_name


class ExternalListing(Part):
    """The organisation is also listed elsewhere: Marché de l’inclusion, a network's site…"""

    platform = models.CharField(_("plateforme"), max_length=150)
    url = models.URLField(_("adresse de la fiche"), max_length=600, blank=True)
    since = models.DateField(_("depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("référencement ailleurs")
        verbose_name_plural = _("référencements ailleurs")
        ordering: ClassVar = ["platform"]

    def __str__(self) -> str:
        return self.platform


class FacilitatorAcquaintance(Part):
    """ "Known by the facilitator since": without it no market clause will lead here."""

    facilitator = models.CharField(_("facilitateur ou territoire"), max_length=200)
    since = models.DateField(_("connu depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("facilitateur qui nous connaît")
        verbose_name_plural = _("facilitateurs qui nous connaissent")
        ordering: ClassVar = ["facilitator"]

    def __str__(self) -> str:
        return self.facilitator
