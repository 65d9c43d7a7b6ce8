"""What was written before it was put right; nothing rewrites these rows."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.secrecy import SecretTextField
from passerelles.support.models.barriers import Barrier, BarrierAction, FundingLine, FundingPlan
from passerelles.support.models.leads import CompanyLead
from passerelles.support.rules.corrections import CHANGE_LABELS, ChangeKind

CHANGE_CHOICES = [(kind.value, label) for kind, label in CHANGE_LABELS.items()]


class SolutionChange(models.Model):
    """What an action, a cost or a request said until then, who changed it and why.

    Its words are always encrypted, as those they were copied from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    barrier = models.ForeignKey(
        Barrier, on_delete=models.PROTECT, null=True, blank=True, related_name="solution_changes"
    )
    stage = models.ForeignKey(
        "pathways.Stage",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="solution_changes",
    )
    action = models.ForeignKey(
        BarrierAction, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    plan = models.ForeignKey(
        FundingPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    line = models.ForeignKey(
        FundingLine, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    kind = models.CharField(_("ce qui a changé"), max_length=20, choices=CHANGE_CHOICES)
    before = SecretTextField(_("ce qui était noté"), max_length=1500)
    reason = SecretTextField(_("pourquoi"), max_length=300, blank=True)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("correction d’une solution")
        verbose_name_plural = _("corrections d’une solution")
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, plan__isnull=True, line__isnull=True)
                | Q(action__isnull=True, plan__isnull=False, line__isnull=True)
                | Q(action__isnull=True, plan__isnull=True, line__isnull=False),
                name="solution_change_of_one_thing",
                violation_error_message=_("Une correction porte sur une seule chose."),
            ),
            models.CheckConstraint(
                condition=Q(barrier__isnull=False, stage__isnull=True)
                | Q(barrier__isnull=True, stage__isnull=False),
                name="solution_change_of_one_place",
                violation_error_message=_("Une correction sert un frein ou une étape."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.RESULT) | ~Q(reason=""),
                name="solution_change_says_why",
                violation_error_message=_("Une correction a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class LeadChange(models.Model):
    """What a company lead said until then; about nobody in particular, as the lead itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lead = models.ForeignKey(CompanyLead, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("ce qui a changé"), max_length=20, choices=CHANGE_CHOICES)
    before = models.CharField(_("ce qui était noté"), max_length=800)
    reason = models.CharField(_("pourquoi"), max_length=300)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("correction d’une piste")
        verbose_name_plural = _("corrections d’une piste")
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="lead_change_says_why",
                violation_error_message=_("Une correction a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
