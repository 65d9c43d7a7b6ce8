"""Barriers in their volet; actions and funding are read only through the barrier they serve."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField
from passerelles.support.models.aside import SetAside, set_aside_says_why
from passerelles.support.rules.barriers import (
    ACTION_LABELS,
    BARRIER_LABELS,
    STATE_LABELS,
    WEIGHT_LABELS,
    BarrierState,
)
from passerelles.support.rules.funding import (
    FUNDER_LABELS,
    FUNDING_LABELS,
    PLAN_RESULT_LABELS,
    FundingState,
)

KIND_CHOICES = list(BARRIER_LABELS.items())
STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]
WEIGHT_CHOICES = [(weight.value, label) for weight, label in WEIGHT_LABELS.items()]
ACTION_CHOICES = [(kind.value, label) for kind, label in ACTION_LABELS.items()]
FUNDER_CHOICES = [(funder.value, label) for funder, label in FUNDER_LABELS.items()]
FUNDING_CHOICES = [(state.value, label) for state, label in FUNDING_LABELS.items()]
RESULT_CHOICES = [(result.value, label) for result, label in PLAN_RESULT_LABELS.items()]


class Barrier(PersonEntry):
    """What stands in the person's way, said with them.  It informs, and never blocks a step."""

    kind = models.CharField(_("frein"), max_length=30, choices=KIND_CHOICES)
    since = models.DateField(_("depuis quand"), null=True, blank=True)
    weight = models.CharField(
        _("ce que cela pèse, dit par la personne"),
        max_length=20,
        choices=WEIGHT_CHOICES,
        blank=True,
    )
    words = SecretTextField(_("avec les mots de la personne"), max_length=1000, blank=True)
    main = models.BooleanField(_("frein principal"), default=False)
    lift_by = models.DateField(_("à lever si possible avant le"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=BarrierState.OPEN
    )
    lifted_on = models.DateField(_("levé le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("frein")
        verbose_name_plural = _("freins")
        ordering: ClassVar = ["-main", "recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(
                fields=["organisation", "lift_by"],
                condition=Q(state=BarrierState.OPEN),
                name="barrier_to_lift",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=BarrierState.LIFTED, lifted_on__isnull=False)
                | (~Q(state=BarrierState.LIFTED) & Q(lifted_on__isnull=True)),
                name="barrier_lifted_on_a_day",
                violation_error_message=_("Un frein levé l’est à une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class BarrierChange(models.Model):
    """One line of the history of a barrier; nothing rewrites it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(_("état"), max_length=20, choices=STATE_CHOICES)
    weight = models.CharField(_("poids"), max_length=20, choices=WEIGHT_CHOICES, blank=True)
    words = SecretTextField(_("avec les mots de la personne"), max_length=1000, blank=True)
    on = models.DateField(_("le"), default=clock.today)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("changement d’un frein")
        verbose_name_plural = _("changements d’un frein")
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return self.get_state_display()


class BarrierAction(SetAside):
    """Something done about a barrier, with whom, on working time or not, and what came of it.

    Its words are always encrypted: a partner's name may say what the barrier is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    barrier = models.ForeignKey(Barrier, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(_("sorte d’action"), max_length=30, choices=ACTION_CHOICES)
    what = SecretTextField(_("quoi"), max_length=300)
    partner = SecretTextField(_("avec quel partenaire"), max_length=160, blank=True)
    planned_on = models.DateField(_("prévue le"), null=True, blank=True)
    done_on = models.DateField(_("faite le"), null=True, blank=True)
    on_working_time = models.BooleanField(_("sur le temps de travail"), null=True, blank=True)
    hours = models.DecimalField(
        _("heures"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.25"))],
    )
    result = SecretTextField(_("ce que cela a donné"), max_length=500, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("action sur un frein")
        verbose_name_plural = _("actions sur un frein")
        ordering: ClassVar = [F("planned_on").asc(nulls_last=True), "recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0),
                name="barrier_action_hours",
                violation_error_message=_("Une durée est positive."),
            ),
            set_aside_says_why("barrier_action_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class FundingPlan(SetAside):
    """What a solution costs (a driving licence, a course), and who pays what of it.

    It serves a barrier, or a stage of the path that nothing stands in the way of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    barrier = models.ForeignKey(
        Barrier, on_delete=models.CASCADE, null=True, blank=True, related_name="funding_plans"
    )
    stage = models.ForeignKey(
        "pathways.Stage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="funding_plans",
        verbose_name=_("étape"),
    )
    label = SecretTextField(_("ce qui est à payer"), max_length=160)
    cost = models.DecimalField(
        _("coût"), max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    result = models.CharField(
        _("ce que cela a donné"), max_length=20, choices=RESULT_CHOICES, blank=True
    )
    result_on = models.DateField(_("quel jour"), null=True, blank=True)
    result_words = SecretTextField(_("en quelques mots"), max_length=300, blank=True)
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("plan de financement")
        verbose_name_plural = _("plans de financement")
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cost__gt=0),
                name="funding_plan_costs_something",
                violation_error_message=_("Un coût est positif."),
            ),
            models.CheckConstraint(
                condition=Q(barrier__isnull=False, stage__isnull=True)
                | Q(barrier__isnull=True, stage__isnull=False),
                name="funding_plan_of_one_thing",
                violation_error_message=_("Un financement sert un frein ou une étape."),
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | (~Q(result="") & Q(result_on__isnull=False)),
                name="funding_plan_result_on_a_day",
                violation_error_message=_("Un résultat a une date."),
            ),
            set_aside_says_why("funding_plan_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return self.label


class FundingLine(SetAside):
    """One funder's share: asked, granted, refused, paid, and the days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(FundingPlan, on_delete=models.CASCADE, related_name="lines")
    funder = models.CharField(_("financeur"), max_length=30, choices=FUNDER_CHOICES)
    funder_name = SecretTextField(_("nom du financeur"), max_length=120, blank=True)
    asked = models.DecimalField(_("montant demandé"), max_digits=9, decimal_places=2)
    granted = models.DecimalField(
        _("montant accordé"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(
        _("état"), max_length=20, choices=FUNDING_CHOICES, default=FundingState.ASKED
    )
    state_on = models.DateField(_("à la date du"), default=clock.today)
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("ligne de financement")
        verbose_name_plural = _("lignes de financement")
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(asked__gt=0) & (Q(granted__isnull=True) | Q(granted__gte=0)),
                name="funding_line_amounts",
                violation_error_message=_("Un montant est positif."),
            ),
            set_aside_says_why("funding_line_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_funder_display()
