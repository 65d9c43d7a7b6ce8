"""Leaving a place, the right to come back, and what is followed after hiring."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.models.progress import WellBeing
from passerelles.pathways.models.work import VERDICT_CHOICES, WorkSituation
from passerelles.pathways.rules.followup import STILL_IN_JOB_LABELS
from passerelles.pathways.rules.returns import RETURN_WAY_LABELS
from passerelles.sharing.models.entries import PersonEntry

RETURN_WAY_CHOICES = [(way.value, label) for way, label in RETURN_WAY_LABELS.items()]
STILL_IN_JOB_CHOICES = [(said.value, label) for said, label in STILL_IN_JOB_LABELS.items()]


class Exit(PersonEntry):
    """An exit as the law classified it that day; a correction is a new one beside it.

    ``counted`` is empty when the law could not say.  ``rule_version``, ``findings`` and
    ``parameters`` let the classification be read again when the rule has changed.
    """

    situation = models.ForeignKey(
        WorkSituation, on_delete=models.PROTECT, null=True, blank=True, related_name="exits"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    place = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure quittée"),
    )
    place_name = models.CharField(_("nom de la structure quittée"), max_length=160, blank=True)
    place_kind = models.CharField(_("sorte de structure"), max_length=30)
    left_on = models.DateField(_("sortie le"))
    destination = models.CharField(_("vers quoi"), max_length=30, blank=True)
    contract_type = models.CharField(_("contrat suivant"), max_length=40, blank=True)
    contract_months = models.DecimalField(
        _("mois du contrat suivant"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    told = models.JSONField(_("ce qui a été dit"), default=dict)
    category = models.CharField(_("catégorie"), max_length=20)
    counted = models.BooleanField(_("comptée"), null=True, blank=True)
    dynamic = models.BooleanField(_("sortie dynamique"), null=True, blank=True)
    rule_version = models.CharField(_("version de la règle"), max_length=60)
    verdict = models.CharField(_("réponse du droit"), max_length=20, choices=VERDICT_CHOICES)
    findings = models.JSONField(_("ce que le droit disait"), default=list)
    parameters = models.JSONField(_("valeurs du droit"), default=list)
    reason = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("sortie")
        verbose_name_plural = _("sorties")
        ordering: ClassVar = ["-left_on", "-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="exit_correction_has_a_reason",
                violation_error_message=_("Une correction a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return f"Sortie du {self.left_on:%d/%m/%Y}"


class ReturnRight(PersonEntry):
    """The way back, opened by an exit; it has no end in the record."""

    way = models.CharField(_("retour"), max_length=30, choices=RETURN_WAY_CHOICES)
    opened_by = models.OneToOneField(Exit, on_delete=models.PROTECT, related_name="return_right")
    origin = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("structure d’origine"),
    )
    origin_name = models.CharField(_("nom de la structure d’origine"), max_length=160, blank=True)
    opened_on = models.DateField(_("ouvert le"))
    exercised_on = models.DateField(_("exercé le"), null=True, blank=True)
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    reinstated = models.ForeignKey(
        WorkSituation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("droit au retour")
        verbose_name_plural = _("droits au retour")
        ordering: ClassVar = ["-opened_on"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(exercised_on__isnull=True) | Q(exercised_on__gte=F("opened_on")),
                name="return_after_exit",
                violation_error_message=_("Le retour vient avant la sortie."),
            ),
            models.CheckConstraint(
                condition=Q(exercised_on__isnull=True) | ~Q(reason=""),
                name="return_has_a_reason",
                violation_error_message=_("Un retour a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_way_display())


FOLLOW_UP_TO_DO = Q(done_on__isnull=True, set_aside_on__isnull=True)


class FollowUp(PersonEntry):
    """One contact after hiring: planned, then done; an overdue one is only still to do.

    One that has no reason to be any more is set aside, and says why.  A correction is a new
    version beside the first, done or to do again; what was noted first stays readable.
    """

    opened_by = models.ForeignKey(
        Exit, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    planned_on = models.DateField(_("prévu le"))
    done_on = models.DateField(_("fait le"), null=True, blank=True)
    still_in_job = models.CharField(
        _("toujours en emploi"), max_length=10, choices=STILL_IN_JOB_CHOICES, blank=True
    )
    mood = models.CharField(
        _("comment ça va"), max_length=10, choices=WellBeing.Mood.choices, blank=True
    )
    words = models.CharField(_("en quelques mots"), max_length=1000, blank=True)
    set_aside_on = models.DateField(_("sans objet depuis le"), null=True, blank=True)
    set_aside_why = models.CharField(_("pourquoi sans objet"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("raison de la correction"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("suivi dans l’emploi")
        verbose_name_plural = _("suivis dans l’emploi")
        ordering: ClassVar = ["planned_on"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(
                fields=["organisation", "planned_on"],
                condition=FOLLOW_UP_TO_DO,
                name="follow_up_to_do",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, still_in_job="")
                | (Q(done_on__isnull=False) & ~Q(still_in_job="")),
                name="follow_up_done_says_job",
                violation_error_message=_("Dites si la personne est toujours en emploi."),
            ),
            # One set aside may be planned again; a version keeps the day of the one it corrects.
            models.UniqueConstraint(
                fields=["opened_by", "planned_on"],
                condition=Q(corrects__isnull=True, set_aside_on__isnull=True),
                name="follow_up_once_a_day",
                violation_error_message=_("Ce suivi est déjà prévu ce jour-là."),
            ),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_why="")
                | (Q(set_aside_on__isnull=False, done_on__isnull=True) & ~Q(set_aside_why="")),
                name="follow_up_set_aside_with_reason",
                violation_error_message=_(
                    "Un contact mis de côté n’est pas fait, et dit pourquoi."
                ),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="follow_up_correction_has_a_reason",
                violation_error_message=_("Une correction a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return f"Suivi du {self.planned_on:%d/%m/%Y}"


class JobAdaptation(PersonEntry):
    """What the job needs to fit the person: need, solution, who pays, done when.

    It belongs to the volet of what helps at work: whoever may not read it never sees it.  A change
    is a new version beside the first; one noted by mistake is set aside, and says why.
    """

    situation = models.ForeignKey(
        WorkSituation, on_delete=models.PROTECT, null=True, blank=True, related_name="adaptations"
    )
    need = models.CharField(_("besoin"), max_length=300)
    solution = models.CharField(_("solution"), max_length=300, blank=True)
    funder = models.CharField(_("qui finance"), max_length=160, blank=True)
    cost = models.DecimalField(_("coût"), max_digits=9, decimal_places=2, null=True, blank=True)
    funded = models.DecimalField(
        _("part prise en charge"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    asked_on = models.DateField(_("noté le"), default=clock.today)
    done_on = models.DateField(_("en place le"), null=True, blank=True)
    set_aside_on = models.DateField(_("annulé le"), null=True, blank=True)
    set_aside_by = models.CharField(_("annulé par"), max_length=120, blank=True)
    set_aside_why = models.CharField(_("pourquoi annulé"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("raison du changement"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("aménagement de poste")
        verbose_name_plural = _("aménagements de poste")
        ordering: ClassVar = ["-asked_on", "-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("asked_on")),
                name="adaptation_done_after",
                violation_error_message=_("La mise en place vient avant la demande."),
            ),
            models.CheckConstraint(
                condition=(Q(cost__isnull=True) | Q(cost__gte=0))
                & (Q(funded__isnull=True) | Q(funded__gte=0, funded__lte=F("cost"))),
                name="adaptation_funded_within_its_cost",
                violation_error_message=_("La part prise en charge ne dépasse pas le coût."),
            ),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_why="", set_aside_by="")
                | (Q(set_aside_on__isnull=False) & ~Q(set_aside_why="")),
                name="adaptation_set_aside_says_why",
                violation_error_message=_("Dites pourquoi c’est annulé."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="adaptation_correction_has_a_reason",
                violation_error_message=_("Une correction a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return self.need
