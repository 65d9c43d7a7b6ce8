"""Means put in common by the partners of a project, and the offers they make together."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.models.projects import Partner, Project
from passerelles.cooperation.rules.pooling import MEAN_LABELS, Cost

MEAN_CHOICES = [(kind.value, label) for kind, label in MEAN_LABELS.items()]


def _euros(label: Any) -> Any:
    return models.DecimalField(label, max_digits=10, decimal_places=2, null=True, blank=True)


class SharedMean(models.Model):
    """Something one partner brings and several use; its yearly costs when somebody knows them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="means")
    kind = models.CharField(_("quoi"), max_length=10, choices=MEAN_CHOICES)
    label = models.CharField(_("en quelques mots"), max_length=160)
    brought_by = models.ForeignKey(
        Partner, on_delete=models.RESTRICT, related_name="means", verbose_name=_("apporté par")
    )
    used_by = models.ManyToManyField(
        Partner, related_name="means_used", blank=True, verbose_name=_("utilisé aussi par")
    )
    since = models.DateField(_("depuis le"))
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    cost_alone = _euros(_("coût par an, chacun de son côté"))
    cost_pooled = _euros(_("coût par an, ensemble"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("moyen mis en commun")
        verbose_name_plural = _("moyens mis en commun")
        ordering: ClassVar = ["since", "label"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="shared_mean_period",
                violation_error_message=_("La fin précède le début."),
            ),
            models.CheckConstraint(
                condition=(Q(cost_alone__isnull=True) | Q(cost_alone__gte=0))
                & (Q(cost_pooled__isnull=True) | Q(cost_pooled__gte=0)),
                name="shared_mean_costs",
                violation_error_message=_("Un coût est positif."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def cost(self) -> Cost:
        return Cost(self.cost_alone, self.cost_pooled)


class JointOffer(models.Model):
    """An offer several partners make to one client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="offers")
    title = models.CharField(_("offre"), max_length=160)
    description = models.TextField(_("en quelques mots"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("offre commune")
        verbose_name_plural = _("offres communes")
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return self.title


class OfferPart(models.Model):
    """What one partner does in the offer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(JointOffer, on_delete=models.CASCADE, related_name="parts")
    partner = models.ForeignKey(Partner, on_delete=models.RESTRICT, related_name="offer_parts")
    does = models.CharField(_("ce qu’elle fait"), max_length=200)

    class Meta:
        verbose_name = _("part d’une offre commune")
        verbose_name_plural = _("parts d’une offre commune")
        ordering: ClassVar = ["partner__created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["offer", "partner"], name="offer_part_once")
        ]

    def __str__(self) -> str:
        return self.does
