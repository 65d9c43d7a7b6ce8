"""What fills an enrolment day after day: duties done, days of work or training, weekly hours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.law.programmes.fields import CODE_LENGTH
from passerelles.pathways.models.enrolments import (
    ATTENDANCE_CHOICES,
    HOURS_IN_A_DAY,
    HOURS_IN_A_WEEK,
    _enrolment,
    _Line,
)
from passerelles.pathways.rules.enrolments import Attendance


class ProgrammeDuty(_Line):
    """Something the programme asks of the team, done on a day."""

    enrolment = _enrolment("duties")
    duty = models.CharField(_("quoi"), max_length=CODE_LENGTH)
    done_on = models.DateField(_("fait le"))
    note = models.CharField(_("en quelques mots"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("chose faite dans un programme")
        verbose_name_plural = _("choses faites dans un programme")
        ordering: ClassVar = ["done_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "duty", "done_on"],
                name="programme_duty_once_a_day",
                violation_error_message=_("C’est déjà noté ce jour-là."),
            )
        ]

    def __str__(self) -> str:
        return self.duty


class WorkSession(_Line):
    """A day of the programme: planned, then told.  A correction is a new row that replaces it.

    ``rate`` and ``pay`` are those of the step on that day, and stay as they were.
    """

    enrolment = _enrolment("sessions")
    day = models.DateField(_("jour"))
    attendance = models.CharField(_("présence"), max_length=20, choices=ATTENDANCE_CHOICES)
    hours = models.DecimalField(_("heures"), max_digits=4, decimal_places=2, default=0)
    counter = models.CharField(_("compteur"), max_length=CODE_LENGTH, blank=True)
    phase = models.CharField(_("étape ce jour-là"), max_length=CODE_LENGTH, blank=True)
    rate = models.DecimalField(
        _("payé de l’heure"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    pay = models.DecimalField(_("à payer"), max_digits=8, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField(_("payé le"), null=True, blank=True)
    paid_by = models.CharField(_("noté payé par"), max_length=120, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("séance")
        verbose_name_plural = _("séances")
        ordering: ClassVar = ["day", "recorded_at"]
        indexes: ClassVar = [models.Index(fields=["enrolment", "day"], name="session_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "day", "counter"],
                condition=Q(corrects__isnull=True),
                name="session_noted_once",
                violation_error_message=_("Cette séance est déjà notée."),
            ),
            models.CheckConstraint(
                condition=Q(attendance=Attendance.PRESENT, hours__gt=0, hours__lte=HOURS_IN_A_DAY)
                | (
                    ~Q(attendance=Attendance.PRESENT)
                    & Q(pay__isnull=True, hours__gte=0, hours__lte=HOURS_IN_A_DAY)
                ),
                name="session_hours_of_a_day",
                violation_error_message=_("Une séance suivie a des heures, 24 au plus."),
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(pay__isnull=False),
                name="session_paid_what_is_due",
                violation_error_message=_("Cette séance ne paie rien."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"


class HoursStep(_Line):
    """Weekly hours from a day on: 4, then 8, then 16, at the pace of the person.

    A step that comes sooner or later than planned is a new row that replaces it.
    """

    enrolment = _enrolment("hours")
    number = models.PositiveIntegerField()
    from_on = models.DateField(_("à partir du"))
    weekly = models.DecimalField(_("heures par semaine"), max_digits=5, decimal_places=2)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("heures par semaine")
        verbose_name_plural = _("heures par semaine")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "number"],
                name="hours_step_numbered_once",
                violation_error_message=_("Quelqu’un vient de noter des heures."),
            ),
            models.CheckConstraint(
                condition=Q(weekly__gt=0, weekly__lte=HOURS_IN_A_WEEK),
                name="hours_step_of_a_week",
                violation_error_message=_("Une semaine compte 168 heures."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekly} h"
