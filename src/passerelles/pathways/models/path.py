"""The path: no end imposed, stages in parallel, skipped or replayed, one referent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.rules.detection import OUTCOME_LABELS, SECTION_LABELS
from passerelles.pathways.rules.stages import (
    PATH_STATE_LABELS,
    STAGE_TEXTS,
    STATE_LABELS,
    PathState,
    StageState,
)
from passerelles.sharing.models.entries import PersonEntry

STAGE_KIND_CHOICES = [(kind.value, text.label) for kind, text in STAGE_TEXTS.items()]
STAGE_STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]
PATH_STATE_CHOICES = [(state.value, label) for state, label in PATH_STATE_LABELS.items()]
SECTION_CHOICES = [(section.value, label) for section, label in SECTION_LABELS.items()]
OUTCOME_CHOICES = [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()]


class Path(PersonEntry):
    """A path starts in an origin structure, sometimes long before the person leaves it."""

    origin = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="paths_started",
        verbose_name=_("structure d’origine"),
    )
    title = models.CharField(_("intitulé"), max_length=160)
    started_on = models.DateField(_("commencé le"), default=clock.today)
    planned_exit_on = models.DateField(
        _("sortie prévue de la structure"), null=True, blank=True, help_text=_("Facultatif.")
    )
    state = models.CharField(
        _("état"), max_length=20, choices=PATH_STATE_CHOICES, default=PathState.ACTIVE
    )
    closed_on = models.DateField(_("terminé le"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("parcours")
        verbose_name_plural = _("parcours")
        ordering: ClassVar = ["-started_on"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state=PathState.CLOSED, closed_on__isnull=False)
                | (~Q(state=PathState.CLOSED) & Q(closed_on__isnull=True)),
                name="path_closed_on_a_day",
                violation_error_message=_("Un parcours terminé l’est à une date."),
            ),
            models.CheckConstraint(
                condition=Q(planned_exit_on__isnull=True) | Q(planned_exit_on__gte=F("started_on")),
                name="path_exit_after_start",
                violation_error_message=_("La sortie prévue précède le début du parcours."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Referent(models.Model):
    """The one user who answers for an active path; earlier ones are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="referents")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField(_("depuis"), default=clock.now)
    until = models.DateTimeField(_("jusqu’à"), null=True, blank=True)

    class Meta:
        verbose_name = _("référent")
        verbose_name_plural = _("référents")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["path"],
                condition=Q(until__isnull=True),
                name="one_referent_per_path",
                violation_error_message=_("Ce parcours a déjà un référent."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="referent_period",
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.user.short_name


class Stage(PersonEntry):
    """One stage: planned, ongoing, done; several at once; replayed as often as useful."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(_("sorte d’étape"), max_length=30, choices=STAGE_KIND_CHOICES)
    title = models.CharField(_("intitulé"), max_length=160)
    place = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lieu"),
    )
    state = models.CharField(
        _("état"), max_length=20, choices=STAGE_STATE_CHOICES, default=StageState.PLANNED
    )
    target_on = models.DateField(
        _("date souhaitée"), null=True, blank=True, help_text=_("Facultatif : rien n’expire.")
    )
    started_on = models.DateField(_("commencée le"), null=True, blank=True)
    ended_on = models.DateField(_("finie le"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True, max_length=2000)
    result = models.TextField(_("résultat"), blank=True, max_length=2000)
    replay_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replays"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering: ClassVar = ["-started_on", "-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="stage_period",
                violation_error_message=_("La fin de l’étape précède son début."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NextStep(PersonEntry):
    """What comes next, and who does it: a colleague, an organisation, or the person."""

    path = models.ForeignKey(Path, on_delete=models.CASCADE, related_name="next_steps")
    what = models.CharField(_("quoi"), max_length=200)
    plain = models.CharField(_("en mots simples, pour la personne"), max_length=300, blank=True)
    owner_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    owner_is_person = models.BooleanField(_("c’est la personne qui le fait"), default=False)
    due_at = models.DateTimeField(_("quand"), null=True, blank=True)
    where = models.CharField(_("où"), max_length=160, blank=True)
    done_at = models.DateTimeField(_("fait le"), null=True, blank=True)
    outcome = models.CharField(_("ce qui s’est passé"), max_length=300, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("prochaine étape")
        verbose_name_plural = _("prochaines étapes")
        ordering: ClassVar = [F("due_at").asc(nulls_last=True), "recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            # What an organisation has to do is asked on every home page.
            models.Index(
                fields=["owner_organisation", "due_at"],
                condition=Q(done_at__isnull=True),
                name="next_step_to_do",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(owner_is_person=True) | Q(owner_organisation__isnull=False),
                name="next_step_has_owner",
                violation_error_message=_("Dites qui s’en occupe."),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Detection(PersonEntry):
    """Early detection in an IME or SIPFP (16–20), or of a wish to leave protected work."""

    section = models.CharField(_("section"), max_length=20, choices=SECTION_CHOICES)
    detected_on = models.DateField(_("repéré le"), default=clock.today)
    interest = models.CharField(_("métier qui l’intéresse"), max_length=160)
    wish = models.ForeignKey(
        "people.Wish", on_delete=models.PROTECT, related_name="+", verbose_name=_("souhait exprimé")
    )
    person_agrees = models.BooleanField(_("la personne est d’accord"))
    representative_agrees = models.BooleanField(
        _("son représentant légal est d’accord"), null=True, blank=True
    )
    outcome = models.CharField(_("suite donnée"), max_length=20, choices=OUTCOME_CHOICES)
    path = models.ForeignKey(
        Path, on_delete=models.SET_NULL, null=True, blank=True, related_name="detections"
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("repérage")
        verbose_name_plural = _("repérages")
        ordering: ClassVar = ["-detected_on"]

    def __str__(self) -> str:
        return self.interest
