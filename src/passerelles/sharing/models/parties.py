"""Organisations at the side of a person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock


class PartyRole(models.TextChoices):
    """What the organisation does at the person's side."""

    ORIGIN = "origin", _("structure d’origine")
    ACCOMPANIES = "accompanies", _("accompagne le parcours")
    EMPLOYS = "employs", _("emploie")
    TRAINS = "trains", _("forme")
    HOSTS = "hosts", _("accueille en entreprise")
    PRESCRIBES = "prescribes", _("prescrit ou oriente")
    PARTNER = "partner", _("partenaire")


class PartyBasis(models.TextChoices):
    MISSION = "mission", _("sa propre mission")
    AGREEMENT = "agreement", _("l’accord de la personne")


class Party(models.Model):
    """An organisation that accompanies a person, over a half-open period."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="parties",
        verbose_name=_("personne"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="parties",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("rôle"), max_length=20, choices=PartyRole.choices)
    basis = models.CharField(_("fondement"), max_length=20, choices=PartyBasis.choices)
    since = models.DateTimeField(_("depuis"), default=clock.now)
    until = models.DateTimeField(_("jusqu’à"), null=True, blank=True)

    class Meta:
        verbose_name = _("partie")
        verbose_name_plural = _("parties")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "basis", "person"], name="party_by_organisation"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "basis"],
                condition=Q(until__isnull=True),
                name="party_once_at_a_time",
                violation_error_message=_("Cette organisation accompagne déjà la personne."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="party_period",
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"
