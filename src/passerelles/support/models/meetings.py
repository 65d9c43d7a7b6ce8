"""Appointments: one row in each participant's path, seats with their voices, the rhythm."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.support.rules.meetings import (
    ATTENDANCE_LABELS,
    MEETING_EVENT_LABELS,
    MEETING_LABELS,
    MEETING_STATE_LABELS,
    ROLE_LABELS,
    Attendance,
    MeetingState,
)
from passerelles.support.rules.rhythm import MONTHS_MAX

MEETING_CHOICES = [(kind.value, label) for kind, label in MEETING_LABELS.items()]
MEETING_STATE_CHOICES = [(state.value, label) for state, label in MEETING_STATE_LABELS.items()]
EVENT_CHOICES = [(event.value, label) for event, label in MEETING_EVENT_LABELS.items()]
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
ATTENDANCE_CHOICES = [(item.value, label) for item, label in ATTENDANCE_LABELS.items()]
LONGEST_MINUTES = 720


class Appointment(PersonEntry):
    """An appointment as it stands in one person's path.

    A group appointment is copied to each participant under the same ``group``: no row of one
    person ever names another.
    """

    kind = models.CharField(_("sorte de rendez-vous"), max_length=20, choices=MEETING_CHOICES)
    group = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    starts_at = models.DateTimeField(_("quand"))
    length = models.PositiveSmallIntegerField(
        _("durée en minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)],
    )
    place = models.CharField(_("où"), max_length=160, blank=True)
    subject = models.CharField(_("de quoi on parle"), max_length=160, blank=True)
    on_working_time = models.BooleanField(_("sur le temps de travail"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=20, choices=MEETING_STATE_CHOICES, default=MeetingState.PLANNED
    )
    minutes = models.TextField(_("compte rendu"), max_length=1200, blank=True)
    decisions = models.TextField(_("ce qui est décidé"), max_length=600, blank=True)
    next_on = models.DateField(_("prochain rendez-vous vers le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        ordering: ClassVar = ["-starts_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(fields=["organisation", "state", "starts_at"], name="appointment_to_come"),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(length__gte=5) & Q(length__lte=LONGEST_MINUTES),
                name="appointment_length",
                violation_error_message=_("Un rendez-vous dure de 5 minutes à 12 heures."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Seat(models.Model):
    """Who is expected at an appointment, in which role, whether they came and what they said.

    Read only through its appointment.  Each voice is its own: nobody's words stand for another's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(_("rôle"), max_length=20, choices=ROLE_CHOICES)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=120, blank=True)
    attendance = models.CharField(
        _("présence"), max_length=20, choices=ATTENDANCE_CHOICES, default=Attendance.EXPECTED
    )
    words = models.TextField(_("ce qui est dit"), max_length=800, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("place à un rendez-vous")
        verbose_name_plural = _("places à un rendez-vous")
        ordering: ClassVar = ["role"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["appointment", "role"],
                name="one_seat_per_role",
                violation_error_message=_("Ce rôle a déjà une place."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class AppointmentChange(models.Model):
    """What happened to an appointment; nothing rewrites it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="changes")
    event = models.CharField(_("évènement"), max_length=20, choices=EVENT_CHOICES)
    starts_at = models.DateTimeField(_("quand"))
    minutes = models.TextField(_("compte rendu"), blank=True)
    decisions = models.TextField(_("ce qui est décidé"), blank=True)
    reason = models.CharField(_("pourquoi"), max_length=200, blank=True)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("changement d’un rendez-vous")
        verbose_name_plural = _("changements d’un rendez-vous")
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return self.get_event_display()


class MeetingRhythm(PersonEntry):
    """How often one meets: asked by a programme, or set by hand with the person.

    ``kind`` is empty when any meeting counts; a rhythm of tripartite reviews counts only those
    where the three were there.
    """

    every_months = models.PositiveSmallIntegerField(
        _("un rendez-vous tous les … mois"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MONTHS_MAX)],
    )
    kind = models.CharField(
        _("de quelle sorte de rendez-vous"), max_length=20, choices=MEETING_CHOICES, blank=True
    )
    since = models.DateField(_("à partir du"), default=clock.today)
    until = models.DateField(_("jusqu’au"), null=True, blank=True)
    programme = models.CharField(_("programme qui le demande"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("rythme des rendez-vous")
        verbose_name_plural = _("rythmes des rendez-vous")
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(every_months__gte=1) & Q(every_months__lte=MONTHS_MAX),
                name="rhythm_months",
                violation_error_message=_("Un rythme va de un à douze mois."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="rhythm_period",
                violation_error_message=_("La fin du rythme précède son début."),
            ),
        ]

    def __str__(self) -> str:
        return f"tous les {self.every_months} mois"
