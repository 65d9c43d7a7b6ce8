"""What a person did at a workshop or in an internal training, and each try at a skill."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.skills.models.aside import SetAside, set_aside_says_why
from passerelles.skills.models.workshops import Workshop, WorkshopDay
from passerelles.skills.rules.workshops import ATTEMPT_LABELS, SKILL_LENGTH

RESULT_CHOICES = [(result.value, label) for result, label in ATTEMPT_LABELS.items()]


# Neither set aside alone, nor with the sheet; the second is the same of the tries of a sheet.
COUNTED_PARTICIPATION = Q(set_aside_on=None, day__set_aside_on=None)
COUNTED_ATTEMPT = Q(
    set_aside_on=None, participation__set_aside_on=None, participation__day__set_aside_on=None
)


class Participation(SetAside, PersonEntry):
    """The person was expected at a day of a workshop: they came, or not.

    It counts unless it was set aside, alone or with the whole sheet.
    """

    day = models.ForeignKey(WorkshopDay, on_delete=models.PROTECT, related_name="participations")
    came = models.BooleanField(_("est venu"))

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("participation à un atelier")
        verbose_name_plural = _("participations à des ateliers")
        ordering: ClassVar = ["-day__on"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["day", "person"],
                condition=Q(set_aside_on__isnull=True),
                name="participation_once_a_day",
                violation_error_message=_("Cette personne est déjà sur la feuille."),
            ),
            set_aside_says_why("participation_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.day)

    @property
    def aside(self) -> SetAside | None:
        """The line that says who set it aside, when and why: its own, or the sheet's."""
        return next((row for row in (self, self.day) if row.set_aside_on is not None), None)


class SkillAttempt(SetAside, PersonEntry):
    """One try at one skill, by whom it was seen; never counted against the person.

    ``participation``: the line of the sheet it was noted with, whose fate it shares.
    ``observed_by`` is a function.  ``doing`` and ``thinking``: the two moments of a training in
    real work — what was done, what the person understood of it.
    """

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    situation = models.ForeignKey(
        "pathways.WorkSituation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="skill_attempts",
        verbose_name=_("situation de travail"),
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="attempts"
    )
    skill = models.CharField(_("ce que la personne a essayé"), max_length=SKILL_LENGTH)
    result = models.CharField(_("résultat"), max_length=10, choices=RESULT_CHOICES)
    on = models.DateField(_("le"), default=clock.today)
    observed_by = models.CharField(_("vu par (fonction)"), max_length=120, blank=True)
    doing = models.CharField(_("ce qui a été fait"), max_length=500, blank=True)
    thinking = models.CharField(_("ce que la personne en dit"), max_length=500, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("essai d’une compétence")
        verbose_name_plural = _("essais de compétences")
        ordering: ClassVar = ["-on", "-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(skill=""),
                name="skill_attempt_of_something",
                violation_error_message=_("Dites ce que la personne a essayé."),
            ),
            set_aside_says_why("skill_attempt_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return self.skill

    @property
    def aside(self) -> SetAside | None:
        """The line that says who set it aside, when and why: its own, or its sheet's."""
        if self.set_aside_on is not None or self.participation is None:
            return self if self.set_aside_on is not None else None
        return self.participation.aside
