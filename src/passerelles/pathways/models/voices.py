"""How a work situation went, said by each side in its own entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.models.work import WorkSituation
from passerelles.pathways.rules.voices import (
    ATTENDANCE_LABELS,
    COMPATIBILITY_LABELS,
    REACHED_LABELS,
    SIDE_LABELS,
    ReviewSide,
    Voice,
)
from passerelles.sharing.models.entries import PersonEntry

SIDE_CHOICES = [(side.value, label) for side, label in SIDE_LABELS.items()]
ATTENDANCE_CHOICES = [(said.value, label) for said, label in ATTENDANCE_LABELS.items()]
REACHED_CHOICES = [(said.value, label) for said, label in REACHED_LABELS.items()]
COMPATIBILITY_CHOICES = [(said.value, label) for said, label in COMPATIBILITY_LABELS.items()]


class WorkReview(PersonEntry):
    """One version of one voice; ``corrects`` names the version it replaces, which stays.

    ``gathered_from``: whose words a professional wrote down, empty when they wrote themselves.
    An expectation alone, before the end, has no attendance yet.
    """

    situation = models.ForeignKey(WorkSituation, on_delete=models.PROTECT, related_name="reviews")
    side = models.CharField(_("voix"), max_length=10, choices=SIDE_CHOICES)
    expected = models.CharField(_("attente"), max_length=500, blank=True)
    attendance = models.CharField(
        _("présence"), max_length=10, choices=ATTENDANCE_CHOICES, blank=True
    )
    reached = models.CharField(_("objectif"), max_length=10, choices=REACHED_CHOICES, blank=True)
    compatibility = models.CharField(
        _("suite souhaitée"), max_length=10, choices=COMPATIBILITY_CHOICES, blank=True
    )
    result = models.CharField(_("résultat"), max_length=1000, blank=True)
    gathered_from = models.CharField(_("recueilli auprès de"), max_length=120, blank=True)
    said_on = models.DateField(_("dit le"), default=clock.today)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("raison du changement"), max_length=300, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("évaluation d’un travail")
        verbose_name_plural = _("évaluations d’un travail")
        ordering: ClassVar = ["recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["situation", "side"],
                condition=Q(corrects__isnull=True),
                name="work_review_one_voice",
                violation_error_message=_("Cette voix a déjà parlé : changez ce qu’elle dit."),
            ),
            models.CheckConstraint(
                condition=~Q(attendance="") | Q(reached="", compatibility=""),
                name="work_review_says_attendance",
                violation_error_message=_("Dites d’abord si cela a eu lieu."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_side_display())

    @property
    def voice(self) -> Voice:
        return Voice(self.attendance, self.reached, self.compatibility)

    @property
    def about(self) -> ReviewSide:
        return ReviewSide(self.side)
