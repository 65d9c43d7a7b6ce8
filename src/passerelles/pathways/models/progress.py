"""Progress seen: axes, dated points, the person's voice beside the professionals'."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.rules.progress import LEVEL_MAX, Voice
from passerelles.sharing.models.entries import PersonEntry


class ProgressFramework(models.Model):
    """A set of axes: the default one (no organisation), or one an organisation defined."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="progress_frameworks",
    )
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("cadre d’observation")
        verbose_name_plural = _("cadres d’observation")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ProgressAxis(models.Model):
    """One thing that is observed, from 0 to 4, in words a person understands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(ProgressFramework, on_delete=models.PROTECT, related_name="axes")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("axe"), max_length=80)
    plain = models.CharField(_("question posée à la personne"), max_length=160)
    levels = models.JSONField(_("mots des niveaux 0 à 4"), default=list)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("axe")
        verbose_name_plural = _("axes")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "code"], name="axis_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ProgressPoint(PersonEntry):
    """One observation on one axis; saying nothing is allowed, a comment alone is a note."""

    axis = models.ForeignKey(ProgressAxis, on_delete=models.PROTECT, related_name="points")
    level = models.PositiveSmallIntegerField(_("niveau"))
    observed_on = models.DateField(_("observé le"), default=clock.today)
    context = models.CharField(_("contexte"), max_length=160, blank=True)
    comment = models.TextField(_("commentaire"), blank=True, max_length=2000)
    stage = models.ForeignKey(
        "pathways.Stage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("point de progrès")
        verbose_name_plural = _("points de progrès")
        ordering: ClassVar = ["observed_on", "recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(level__lte=LEVEL_MAX),
                name="progress_level_0_to_4",
                violation_error_message=_("Le niveau va de 0 à 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.axis} : {self.level}"

    @property
    def voice(self) -> Voice:
        return Voice.PERSON if self.by_person else Voice.PROFESSIONAL

    @property
    def level_words(self) -> str:
        """What the level means on this axis, in words."""
        levels: list[str] = self.axis.levels
        return levels[self.level] if self.level < len(levels) else str(self.level)


class WellBeing(PersonEntry):
    """ "Comment ça va au travail ?": asked of the person and of the tutor, never scored."""

    class Mood(models.TextChoices):
        GOOD = "good", _("bien")
        SO_SO = "so_so", _("moyen")
        BAD = "bad", _("pas bien")

    mood = models.CharField(_("comment ça va"), max_length=10, choices=Mood.choices)
    words = models.TextField(_("en quelques mots"), blank=True, max_length=1000)
    said_on = models.DateField(_("dit le"), default=clock.today)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("bien-être")
        verbose_name_plural = _("bien-être")
        ordering: ClassVar = ["-said_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.get_mood_display()
