"""The plan in three parts and the progressive timetable: a new version replaces the former."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.support.rules.plans import GOAL_LABELS, PLAN_LABELS, PlanState

GOAL_CHOICES = [(goal.value, label) for goal, label in GOAL_LABELS.items()]
STATE_CHOICES = [(state.value, label) for state, label in PLAN_LABELS.items()]


class ThreePartPlan(PersonEntry):
    """A part is planned, or says why it is empty: the database refuses one that does neither."""

    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=PlanState.ACTIVE
    )
    goal = models.CharField(_("vers quoi"), max_length=20, choices=GOAL_CHOICES)
    goal_words = models.CharField(_("avec les mots de la personne"), max_length=300, blank=True)
    work = models.TextField(_("emploi"), max_length=1000, blank=True)
    work_why = models.CharField(_("pourquoi rien en emploi"), max_length=300, blank=True)
    support = models.TextField(_("accompagnement"), max_length=1000, blank=True)
    support_why = models.CharField(_("pourquoi aucun accompagnement"), max_length=300, blank=True)
    training = models.TextField(_("formation"), max_length=1000, blank=True)
    training_why = models.CharField(_("pourquoi aucune formation"), max_length=300, blank=True)
    start = models.DateField(_("à partir du"), default=clock.today)
    review_on = models.DateField(_("on le revoit le"), null=True, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("plan en trois parties")
        verbose_name_plural = _("plans en trois parties")
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=(~Q(work="") | ~Q(work_why=""))
                & (~Q(support="") | ~Q(support_why=""))
                & (~Q(training="") | ~Q(training_why="")),
                name="three_part_plan_no_part_left_out",
                violation_error_message=_(
                    "Chaque partie est remplie, ou dit pourquoi elle est vide."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class WorkTimetable(PersonEntry):
    """Hours by week, level by level, around what the person's life asks."""

    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=PlanState.ACTIVE
    )
    situation = models.ForeignKey(
        "pathways.WorkSituation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("situation de travail"),
    )
    words = models.CharField(_("ce qu’il faut respecter"), max_length=300, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("emploi du temps progressif")
        verbose_name_plural = _("emplois du temps progressifs")
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class TimetableStep(models.Model):
    """One level; read only through its timetable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(WorkTimetable, on_delete=models.CASCADE, related_name="steps")
    start = models.DateField(_("à partir du"))
    end = models.DateField(_("jusqu’au"), null=True, blank=True)
    weekly_hours = models.DecimalField(_("heures par semaine"), max_digits=5, decimal_places=2)
    days = models.JSONField(_("jours"), default=list, blank=True)
    times = models.CharField(_("heures de la journée"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("palier")
        verbose_name_plural = _("paliers")
        ordering: ClassVar = ["start"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weekly_hours__gt=0, weekly_hours__lte=168),
                name="timetable_hours_of_a_week",
                violation_error_message=_("Une semaine compte de 1 à 168 heures."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekly_hours} h"
