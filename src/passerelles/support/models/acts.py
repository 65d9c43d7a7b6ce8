"""Acts of accompaniment: one row in each participant's path, never naming another person."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.support.rules.acts import (
    ACT_LABELS,
    INTEREST_LABELS,
    PLACE_LABELS,
    TARGET_LABELS,
    ActKind,
)

KIND_CHOICES = [(kind.value, label) for kind, label in ACT_LABELS.items()]
TARGET_CHOICES = [(target.value, label) for target, label in TARGET_LABELS.items()]
PLACE_CHOICES = [(place.value, label) for place, label in PLACE_LABELS.items()]
INTEREST_CHOICES = [(interest.value, label) for interest, label in INTEREST_LABELS.items()]
LONGEST = 720


class AccompanimentAct(PersonEntry):
    """What was done, for whom and where.  Written once; a mistake is set aside, not rewritten.

    A group act is copied to each participant under the same ``group``.  In a co-tutoring, the
    tutor may be another worker: only that is kept, never who.
    """

    kind = models.CharField(_("sorte d’accompagnement"), max_length=30, choices=KIND_CHOICES)
    label = models.CharField(_("de quoi il s’agit"), max_length=160, blank=True)
    target = models.CharField(_("pour qui"), max_length=20, choices=TARGET_CHOICES)
    place = models.CharField(_("où"), max_length=20, choices=PLACE_CHOICES)
    on = models.DateField(_("le"), default=clock.today)
    minutes = models.PositiveSmallIntegerField(
        _("temps passé en minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    counts_as_work = models.BooleanField(
        _("compté comme temps de travail de la personne"), null=True, blank=True
    )
    situation = models.ForeignKey(
        "pathways.WorkSituation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("situation de travail"),
    )
    company = models.CharField(_("entreprise"), max_length=160, blank=True)
    tutor_is_worker = models.BooleanField(_("le tuteur est un autre travailleur"), default=False)
    job = models.CharField(_("métier découvert"), max_length=160, blank=True)
    interest = models.CharField(
        _("ce que la personne en dit"), max_length=10, choices=INTEREST_CHOICES, blank=True
    )
    # Their own answer is never replaced by what somebody writes for them.
    interest_by_person = models.BooleanField(_("dit par la personne"), default=False)
    words = models.TextField(_("en quelques mots"), max_length=600, blank=True)
    group = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    set_aside_on = models.DateField(_("écarté le"), null=True, blank=True)
    set_aside_why = models.CharField(_("pourquoi écarté"), max_length=200, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("acte d’accompagnement")
        verbose_name_plural = _("actes d’accompagnement")
        ordering: ClassVar = ["-on", "-recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(fields=["organisation", "-on"], name="accompaniment_by_place"),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=LONGEST),
                name="accompaniment_minutes",
                violation_error_message=_("Un accompagnement dure de 1 minute à 12 heures."),
            ),
            models.CheckConstraint(
                condition=Q(tutor_is_worker=False) | Q(kind=ActKind.CO_TUTORING),
                name="accompaniment_tutor_in_co_tutoring",
                violation_error_message=_("Un travailleur n’est tuteur que dans un co-tutorat."),
            ),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_why="")
                | (Q(set_aside_on__isnull=False) & ~Q(set_aside_why="")),
                name="accompaniment_set_aside_with_reason",
                violation_error_message=_("Dites pourquoi l’acte est écarté."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())
