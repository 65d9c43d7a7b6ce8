"""Bodies of a project: seats by function, meetings, decisions, and the opinion of the users.

Seats hold a function and an organisation, never a name: whoever represents the users of an
establishment is a person accompanied, and partners of a project have no business knowing whom.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.models.projects import Partner, Project
from passerelles.cooperation.rules.bodies import (
    BODY_LABELS,
    OPINION_LABELS,
    OPINION_PLAIN,
    SEAT_LABELS,
    BodyKind,
    OpinionSense,
    SeatStatus,
)
from passerelles.kernel import clock

BODY_CHOICES = [(kind.value, label) for kind, label in BODY_LABELS.items()]
SEAT_CHOICES = [(status.value, label) for status, label in SEAT_LABELS.items()]
OPINION_CHOICES = [(sense.value, label) for sense, label in OPINION_LABELS.items()]
SEATS_MAX = 50


class Body(models.Model):
    """A steering committee, a social-life council, a college."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(_("sorte d’instance"), max_length=12, choices=BODY_CHOICES)
    name = models.CharField(_("nom"), max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("instance")
        verbose_name_plural = _("instances")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="body_once_in_project",
                violation_error_message=_("Ce projet a déjà une instance de ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def advises_for_users(self) -> bool:
        return self.kind == BodyKind.SOCIAL_LIFE


class BodySeat(models.Model):
    """One line of a body: a function, its organisation, how many people hold it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    function = models.CharField(_("fonction"), max_length=120)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("organisation"),
    )
    status = models.CharField(
        _("à quel titre"), max_length=10, choices=SEAT_CHOICES, default=SeatStatus.MEMBER
    )
    people = models.PositiveSmallIntegerField(
        _("combien de personnes"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(SEATS_MAX)],
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("siège")
        verbose_name_plural = _("sièges")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(people__gte=1) & Q(people__lte=SEATS_MAX),
                name="seat_of_somebody",
                violation_error_message=_("Un siège est tenu par au moins une personne."),
            )
        ]

    def __str__(self) -> str:
        return self.function


class BodyMeeting(models.Model):
    """A meeting planned, then held: its agenda, its minutes, and the same in plain words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings")
    planned_on = models.DateField(_("prévue le"))
    place = models.CharField(_("où"), max_length=160, blank=True)
    agenda = models.TextField(_("ordre du jour"), max_length=2000, blank=True)
    held_on = models.DateField(_("tenue le"), null=True, blank=True)
    minutes = models.TextField(_("compte rendu"), max_length=6000, blank=True)
    plain = models.TextField(_("en mots simples"), max_length=2000, blank=True)
    users_present = models.PositiveSmallIntegerField(
        _("représentants des usagers présents"), null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("réunion")
        verbose_name_plural = _("réunions")
        ordering: ClassVar = ["-planned_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | (Q(minutes="") & Q(plain="")),
                name="minutes_of_a_meeting_held",
                violation_error_message=_("Un compte rendu est celui d’une réunion tenue."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.planned_on:%d/%m/%Y}"

    @property
    def day(self) -> date:
        return self.held_on or self.planned_on


class Decision(models.Model):
    """What a body decided at a meeting, in its words and in plain ones; never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="decisions")
    words = models.CharField(_("décision"), max_length=500)
    plain = models.CharField(_("la même, en mots simples"), max_length=300)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return self.words


class Opinion(models.Model):
    """What the users think of a decision, given at a meeting of their council.

    Nothing rewrites an opinion: a council that changes its mind gives another one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="opinions")
    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="opinions")
    sense = models.CharField(_("avis"), max_length=12, choices=OPINION_CHOICES)
    words = models.CharField(_("ce que disent les usagers"), max_length=600, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("avis des usagers")
        verbose_name_plural = _("avis des usagers")
        ordering: ClassVar = [F("recorded_at").desc()]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "meeting"],
                name="one_opinion_a_meeting",
                violation_error_message=_("Le conseil a déjà donné cet avis à cette réunion."),
            )
        ]

    def __str__(self) -> str:
        return self.get_sense_display()

    @property
    def plain_sense(self) -> str:
        """The same, on the page that is read with the users."""
        return OPINION_PLAIN[OpinionSense(self.sense)]
