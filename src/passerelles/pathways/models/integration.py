"""Integration in a company: the plan, its welcome steps, and checks of how it goes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.models.progress import WellBeing
from passerelles.pathways.models.work import WorkSituation
from passerelles.pathways.rules.integration import ABOUT_LABELS, ALERT_LABELS
from passerelles.sharing.models.entries import PersonEntry

ABOUT_CHOICES = [(about.value, label) for about, label in ABOUT_LABELS.items()]
ALERT_CHOICES = [(answer.value, label) for answer, label in ALERT_LABELS.items()]


class Integration(PersonEntry):
    """Who welcomes, and what is prepared; one for a situation."""

    situation = models.OneToOneField(
        WorkSituation, on_delete=models.PROTECT, related_name="integration"
    )
    tutor = models.CharField(_("tuteur ou tutrice"), max_length=120)
    co_tutor = models.CharField(_("second tuteur"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("plan d’intégration")
        verbose_name_plural = _("plans d’intégration")
        constraints: ClassVar = [*PersonEntry.Meta.constraints]

    def __str__(self) -> str:
        return self.tutor


class WelcomeStep(models.Model):
    """One thing of the welcome, with its day and when it was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(_("quoi"), max_length=200)
    due_on = models.DateField(_("prévu le"))
    done_on = models.DateField(_("fait le"), null=True, blank=True)

    class Meta:
        verbose_name = _("étape de l’accueil")
        verbose_name_plural = _("étapes de l’accueil")
        ordering: ClassVar = ["due_on", "what"]

    def __str__(self) -> str:
        return self.what


class IntegrationCheck(PersonEntry):
    """How it goes on a planned day, for the person or for the company; asked, then answered.

    It belongs to the volet of progress, as well-being does.  ``answered_by``: who spoke.
    """

    situation = models.ForeignKey(WorkSituation, on_delete=models.PROTECT, related_name="checks")
    about = models.CharField(_("pour qui"), max_length=10, choices=ABOUT_CHOICES)
    due_on = models.DateField(_("prévu le"))
    done_on = models.DateField(_("fait le"), null=True, blank=True)
    mood = models.CharField(
        _("comment ça va"), max_length=10, choices=WellBeing.Mood.choices, blank=True
    )
    words = models.CharField(_("en quelques mots"), max_length=1000, blank=True)
    answered_by = models.CharField(_("qui a répondu"), max_length=260, blank=True)
    alert = models.BooleanField(_("demande une suite"), default=False)
    alert_answer = models.CharField(
        _("suite donnée"), max_length=10, choices=ALERT_CHOICES, blank=True
    )
    alert_words = models.CharField(_("ce qui est prévu"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("point d’intégration")
        verbose_name_plural = _("points d’intégration")
        ordering: ClassVar = ["due_on", "about"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(done_on__isnull=True),
                name="integration_check_to_do",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["situation", "about", "due_on"],
                name="integration_check_once_a_day",
                violation_error_message=_("Ce point est déjà prévu ce jour-là."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, mood="")
                | (Q(done_on__isnull=False) & ~Q(mood="")),
                name="integration_check_done_says_mood",
                violation_error_message=_("Dites comment ça va."),
            ),
            models.CheckConstraint(
                condition=Q(alert=True) | Q(alert_answer=""),
                name="integration_alert_then_answer",
                violation_error_message=_("Une suite répond à une alerte."),
            ),
        ]

    def __str__(self) -> str:
        return f"Point du {self.due_on:%d/%m/%Y}"
