"""Programme enrolments; their history is made of lines that nothing rewrites."""

from __future__ import annotations

import json
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.programmes.fields import CODE_LENGTH
from passerelles.law.programmes.model import Programme
from passerelles.law.programmes.reading import programme_of
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.situations import SituationKind
from passerelles.pathways.models.path import Path
from passerelles.pathways.models.work import VERDICT_CHOICES
from passerelles.pathways.rules.enrolments import (
    ATTENDANCE_LABELS,
    EVENT_LABELS,
    OUTCOME_LABELS,
    EnrolmentEvent,
    Grounds,
)
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField

EVENT_CHOICES = [(event.value, label) for event, label in EVENT_LABELS.items()]
OUTCOME_CHOICES = [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()]
ATTENDANCE_CHOICES = [(how.value, label) for how, label in ATTENDANCE_LABELS.items()]
HOURS_IN_A_DAY = 24
HOURS_IN_A_WEEK = 168


class ProgrammeEnrolment(PersonEntry):
    """A person in a programme run by ``organisation``, as it stands now.

    ``content`` is the programme as it was on the day of the entry: a later version changes nothing
    for those who are in.
    """

    path = models.ForeignKey(
        Path, on_delete=models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )
    programme = models.CharField(_("programme"), max_length=CODE_LENGTH)
    programme_version = models.PositiveIntegerField(_("version du programme"), default=1)
    own_version = models.ForeignKey(
        "programmes.ProgrammeVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version écrite par la structure"),
    )
    content = models.JSONField(_("le programme tel qu’il était"), default=dict)
    entered_on = models.DateField(_("entrée le"))
    planned_end = models.DateField(_("fin prévue"), null=True, blank=True)
    left_on = models.DateField(_("sortie le"), null=True, blank=True)
    outcome = models.CharField(_("suite"), max_length=20, choices=OUTCOME_CHOICES, blank=True)
    prescriber_kind = models.CharField(_("qui oriente"), max_length=30, blank=True)
    notices = models.JSONField(_("dit à la personne, et quand"), default=dict, blank=True)
    derogation_on = models.DateField(_("dérogation du"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("inscription à un programme")
        verbose_name_plural = _("inscriptions à un programme")
        ordering: ClassVar = ["-entered_on", "-recorded_at"]
        indexes: ClassVar = [
            models.Index(fields=["person", "volet"], name="enrolment_person_volet"),
            # What an organisation has to do about its programmes is asked on every home page.
            models.Index(
                fields=["organisation", "programme"],
                condition=Q(left_on__isnull=True),
                name="enrolment_open",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "organisation", "programme"],
                condition=Q(left_on__isnull=True),
                name="enrolment_open_once",
                violation_error_message=_("La personne est déjà inscrite à ce programme."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("entered_on")),
                name="enrolment_left_after_entry",
                violation_error_message=_("La sortie vient avant l’entrée."),
            ),
            models.CheckConstraint(
                condition=Q(planned_end__isnull=True) | Q(planned_end__gte=F("entered_on")),
                name="enrolment_end_after_entry",
                violation_error_message=_("La fin prévue vient avant l’entrée."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, outcome="")
                | (Q(left_on__isnull=False) & ~Q(outcome="")),
                name="enrolment_left_for_something",
                violation_error_message=_("Dites vers quoi la personne va."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.content.get("label") or self.programme)

    @property
    def rules(self) -> Programme:
        """The programme as it was on the day of the entry."""
        shipped = shipped_programmes().get(self.programme)
        if (
            shipped is not None
            and self.own_version_id is None
            and shipped.version == self.programme_version
        ):
            return shipped
        return programme_of(self.content)

    @property
    def label(self) -> str:
        return str(self)

    @property
    def is_open(self) -> bool:
        return self.left_on is None


class EntryGrounds(PersonEntry):
    """What was told and judged to enter, in the volet it belongs to: often a very personal one.

    Said again, it is a new row; the latest counts.
    """

    enrolment = models.ForeignKey(
        ProgrammeEnrolment, on_delete=models.PROTECT, related_name="grounds"
    )
    told = SecretTextField(_("ce qui a été dit à l’entrée"), max_length=4000)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("motif d’entrée dans un programme")
        verbose_name_plural = _("motifs d’entrée dans un programme")
        ordering: ClassVar = ["-recorded_at"]

    def __str__(self) -> str:
        return str(_("motif d’entrée"))

    @property
    def content(self) -> Grounds:
        data = json.loads(self.told)
        judged = data.get("judgments")
        return Grounds(
            tuple((SituationKind(code), yes) for code, yes in data["situations"].items()),
            None if judged is None else tuple(judged),
        )


def told_text(grounds: Grounds) -> str:
    """What :attr:`EntryGrounds.content` reads back."""
    situations = {kind.value: yes for kind, yes in grounds.situations}
    judged = None if grounds.judgments is None else list(grounds.judgments)
    return json.dumps({"situations": situations, "judgments": judged})


class _Line(models.Model):
    """One line of the history of an enrolment: who wrote it, for which organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=120, blank=True)
    writer = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


def _enrolment(name: str) -> Any:
    return models.ForeignKey(ProgrammeEnrolment, on_delete=models.CASCADE, related_name=name)


class EnrolmentChange(_Line):
    """Entered, corrected, left: what was so, why, and what the programme's rules said then."""

    enrolment = _enrolment("changes")
    number = models.PositiveIntegerField()
    event = models.CharField(_("ce qui s’est passé"), max_length=20, choices=EVENT_CHOICES)
    effective_on = models.DateField(_("à compter du"))
    snapshot = models.JSONField(_("l’inscription telle qu’elle était"))
    reason = models.CharField(_("raison"), max_length=500, blank=True)
    verdict = models.CharField(_("réponse"), max_length=20, choices=VERDICT_CHOICES)
    findings = models.JSONField(_("ce que les règles disaient"), default=list)
    accepted = models.JSONField(_("points pris en compte"), default=list)

    class Meta:
        verbose_name = _("changement d’une inscription")
        verbose_name_plural = _("changements des inscriptions")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "number"],
                name="enrolment_change_numbered_once",
                violation_error_message=_("Ce changement est déjà écrit."),
            ),
            models.CheckConstraint(
                condition=Q(event=EnrolmentEvent.ENTERED) | ~Q(reason=""),
                name="enrolment_change_has_a_reason",
                violation_error_message=_("Un changement a une raison."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_event_display())


class EnrolmentPhase(_Line):
    """A step entered on a day; it ends when the next one begins, or at the exit."""

    enrolment = _enrolment("phases")
    number = models.PositiveIntegerField()
    phase = models.CharField(_("étape"), max_length=CODE_LENGTH)
    started_on = models.DateField(_("commencée le"))
    place = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("où"),
    )
    reason = models.CharField(_("raison"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("étape d’une inscription")
        verbose_name_plural = _("étapes des inscriptions")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "number"],
                name="enrolment_phase_numbered_once",
                violation_error_message=_("Quelqu’un vient de noter une étape."),
            )
        ]

    def __str__(self) -> str:
        return self.phase


class PassageDecision(_Line):
    """A gate opened or kept shut for now, by named people; the software decides nothing.

    ``attended`` out of ``planned`` is what those who decided could read that day.
    """

    enrolment = _enrolment("decisions")
    gate = models.CharField(_("passage"), max_length=CODE_LENGTH)
    seen_version = models.PositiveIntegerField()
    decided_on = models.DateField(_("décidé le"))
    passed = models.BooleanField(_("ouvert"))
    decided_by = models.CharField(_("qui a décidé"), max_length=300)
    grounds = models.CharField(_("sur quoi"), max_length=500, blank=True)
    attended = models.PositiveIntegerField(_("séances suivies"), default=0)
    planned = models.PositiveIntegerField(_("séances prévues"), default=0)

    class Meta:
        verbose_name = _("décision de passage")
        verbose_name_plural = _("décisions de passage")
        ordering: ClassVar = ["decided_on", "recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment", "gate", "seen_version"],
                name="passage_decided_once",
                violation_error_message=_("Quelqu’un vient de décider."),
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=""),
                name="passage_decided_by_people",
                violation_error_message=_("Dites qui a décidé."),
            ),
        ]

    def __str__(self) -> str:
        return self.gate
