"""Work situations and their history: every change is a new line that nothing rewrites."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.findings import VERDICT_LABELS
from passerelles.law.work_kinds import WorkKind, WorkName, work_kinds
from passerelles.pathways.models.path import Path, Stage
from passerelles.pathways.rules.demand import DEMAND_LABELS, Demand
from passerelles.pathways.rules.work import (
    END_REASON_LABELS,
    WORK_EVENT_LABELS,
    WORK_STATE_LABELS,
    WorkEvent,
    WorkState,
)
from passerelles.sharing.models.entries import PersonEntry

WORK_STATE_CHOICES = [(state.value, label) for state, label in WORK_STATE_LABELS.items()]
WORK_EVENT_CHOICES = [(event.value, label) for event, label in WORK_EVENT_LABELS.items()]
END_REASON_CHOICES = [(reason.value, label) for reason, label in END_REASON_LABELS.items()]
VERDICT_CHOICES = [(verdict.value, label) for verdict, label in VERDICT_LABELS.items()]
DEMAND_CHOICES = [(level.value, label) for level, label in DEMAND_LABELS.items()]
HOURS_IN_A_WEEK = 168
JOB_LENGTH = 120
OBJECTIVE_LENGTH = 300


def validate_work_kind(code: str) -> None:
    if code not in work_kinds():
        raise ValidationError(_("Cette forme de travail n’est pas dans le recueil."))


def _place(label: Any) -> Any:
    return models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )


def _one_place(field: str, name: str, message: Any) -> models.CheckConstraint:
    """An organisation of the directory, or a free name; never both."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}_name": ""}),
        name=name,
        violation_error_message=message,
    )


class WorkSituation(PersonEntry):
    """A contract, an assignment, an immersion, an ESAT support… as it stands now.

    ``kind`` is a code of the law's kinds of work situations; ``details``: paths of the question to
    the law and their values; ``end`` is the day planned, ``ended_on`` the day it really ended.
    """

    kind = models.CharField(_("forme"), max_length=40, validators=[validate_work_kind])
    path = models.ForeignKey(
        Path, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_situations"
    )
    stage = models.ForeignKey(
        Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_situations"
    )
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    employer = _place(_("employeur"))
    employer_name = models.CharField(_("nom de l’employeur"), max_length=160, blank=True)
    employer_kind = models.CharField(_("sorte d’employeur"), max_length=30, blank=True)
    host = _place(_("lieu d’accueil"))
    host_name = models.CharField(_("nom du lieu d’accueil"), max_length=160, blank=True)
    host_kind = models.CharField(_("sorte de lieu d’accueil"), max_length=30, blank=True)
    prescriber = _place(_("prescripteur"))
    prescriber_name = models.CharField(_("nom du prescripteur"), max_length=160, blank=True)
    prescriber_kind = models.CharField(_("sorte de prescripteur"), max_length=30, blank=True)
    start = models.DateField(_("premier jour"))
    end = models.DateField(_("dernier jour prévu"), null=True, blank=True)
    weekly_hours = models.DecimalField(
        _("heures par semaine"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    job = models.CharField(_("métier, poste"), max_length=JOB_LENGTH, blank=True, default="")
    objective = models.CharField(_("objectif"), max_length=OBJECTIVE_LENGTH, blank=True, default="")
    activity = models.CharField(_("travail à faire"), max_length=200, blank=True, default="")
    supervised = models.BooleanField(_("encadrée sur place"), null=True, blank=True)
    demand = models.PositiveSmallIntegerField(
        _("niveau d’exigence"), choices=DEMAND_CHOICES, null=True, blank=True
    )
    clause_work = models.BooleanField(_("sur une clause sociale"), null=True, blank=True)
    # Lent together under one contract: known to whoever wrote it, shown to nobody else.
    group = models.UUIDField(_("groupe"), null=True, blank=True, editable=False, db_index=True)
    details = models.JSONField(_("précisions"), default=dict, blank=True)
    # What people judged before signing is in the details; here, why, who said it and when.
    judged_words = models.CharField(
        _("ce qui fait dire l’avis"), max_length=500, blank=True, default=""
    )
    judged_by = models.CharField(_("avis dit par"), max_length=120, blank=True, default="")
    judged_on = models.DateField(_("avis dit le"), null=True, blank=True)
    renewals = models.PositiveSmallIntegerField(_("renouvellements"), default=0)
    state = models.CharField(
        _("état"), max_length=20, choices=WORK_STATE_CHOICES, default=WorkState.ONGOING
    )
    suspended_on = models.DateField(_("suspendu depuis le"), null=True, blank=True)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    end_reason = models.CharField(
        _("raison de la fin"), max_length=20, choices=END_REASON_CHOICES, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("situation de travail")
        verbose_name_plural = _("situations de travail")
        ordering: ClassVar = ["-start", "-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="work_end_after_start",
                violation_error_message=_("Le dernier jour vient avant le premier."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("start")),
                name="work_ended_after_start",
                violation_error_message=_("La fin vient avant le premier jour."),
            ),
            models.CheckConstraint(
                condition=Q(state=WorkState.ENDED, ended_on__isnull=False)
                | (~Q(state=WorkState.ENDED) & Q(ended_on__isnull=True)),
                name="work_ended_on_a_day",
                violation_error_message=_("Ce qui est terminé l’est à une date."),
            ),
            models.CheckConstraint(
                condition=Q(state=WorkState.SUSPENDED, suspended_on__isnull=False)
                | (~Q(state=WorkState.SUSPENDED) & Q(suspended_on__isnull=True)),
                name="work_suspended_on_a_day",
                violation_error_message=_("Ce qui est suspendu l’est depuis une date."),
            ),
            models.CheckConstraint(
                condition=Q(weekly_hours__isnull=True)
                | Q(weekly_hours__gte=0, weekly_hours__lte=HOURS_IN_A_WEEK),
                name="work_hours_of_a_week",
                violation_error_message=_("Une semaine compte 168 heures."),
            ),
            models.CheckConstraint(
                condition=Q(demand__isnull=True) | Q(demand__in=[level.value for level in Demand]),
                name="work_demand_level",
                violation_error_message=_("Le niveau d’exigence va de 1 à 3."),
            ),
            _one_place("employer", "work_one_employer", _("Un employeur, pas deux.")),
            _one_place("host", "work_one_host", _("Un lieu d’accueil, pas deux.")),
            _one_place("prescriber", "work_one_prescriber", _("Un prescripteur, pas deux.")),
        ]

    def __str__(self) -> str:
        return self.called.label

    @property
    def law_kind(self) -> WorkKind:
        return work_kinds()[self.kind]

    @property
    def called(self) -> WorkName:
        """The words for it where it happens: they depend on the structure and on who supervises."""
        return self.law_kind.called(self.employer_kind, self.supervised)

    @property
    def with_job(self) -> str:
        """The form of work, and the job when it is known."""
        label = self.called.label
        return f"{label}, {self.job}" if self.job else label


class WorkChange(models.Model):
    """One line of the history: what was so from a day on, why, and what the law said then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    situation = models.ForeignKey(WorkSituation, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    event = models.CharField(_("ce qui s’est passé"), max_length=20, choices=WORK_EVENT_CHOICES)
    effective_on = models.DateField(_("à compter du"))
    snapshot = models.JSONField(_("la situation telle qu’elle était"))
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    verdict = models.CharField(_("réponse du droit"), max_length=20, choices=VERDICT_CHOICES)
    findings = models.JSONField(_("ce que le droit disait"), default=list)
    parameters = models.JSONField(_("valeurs du droit"), default=list)
    accepted = models.JSONField(_("avertissements pris en compte"), default=list)
    law_on = models.DateField(_("droit lu au"))
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("changement d’une situation de travail")
        verbose_name_plural = _("changements des situations de travail")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["situation", "number"],
                name="work_change_numbered_once",
                violation_error_message=_("Ce changement est déjà écrit."),
            ),
            models.CheckConstraint(
                condition=Q(event=WorkEvent.OPENED) | ~Q(reason=""),
                name="work_change_has_a_reason",
                violation_error_message=_("Un changement a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} ({self.number})"
