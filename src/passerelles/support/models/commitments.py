"""Mutual commitments and objectives: an amendment or a revision is a new row, never a rewrite."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.programmes.fields import CODE_LENGTH
from passerelles.sharing.models.entries import PersonEntry
from passerelles.support.rules.commitments import (
    COMMITMENT_LABELS,
    KEPT_LABELS,
    OBJECTIVE_LABELS,
    ORIGIN_LABELS,
    SIDE_LABELS,
    CommitmentState,
    ObjectiveState,
)

STATE_CHOICES = [(state.value, label) for state, label in COMMITMENT_LABELS.items()]
SIDE_CHOICES = [(side.value, label) for side, label in SIDE_LABELS.items()]
KEPT_CHOICES = [(kept.value, label) for kept, label in KEPT_LABELS.items()]
ORIGIN_CHOICES = [(origin.value, label) for origin, label in ORIGIN_LABELS.items()]
OBJECTIVE_CHOICES = [(state.value, label) for state, label in OBJECTIVE_LABELS.items()]


class MutualCommitment(PersonEntry):
    """A contract of reciprocal commitment; signed as a paper, amended by a new one."""

    number = models.PositiveSmallIntegerField(_("version"), default=1)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    reason = models.CharField(_("pourquoi cet avenant"), max_length=200, blank=True)
    start = models.DateField(_("premier jour"), default=clock.today)
    end = models.DateField(_("dernier jour"), null=True, blank=True)
    review_days = models.JSONField(_("quand on en reparle"), default=list)
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=CommitmentState.ACTIVE
    )
    paper_id = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("engagement réciproque")
        verbose_name_plural = _("engagements réciproques")
        ordering: ClassVar = ["-start", "-number"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="mutual_commitment_period",
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return f"Engagement réciproque, version {self.number}"


class Promise(models.Model):
    """One promise of one side; its words never change: an amendment writes new ones."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(
        MutualCommitment, on_delete=models.PROTECT, related_name="promises"
    )
    side = models.CharField(_("qui promet"), max_length=20, choices=SIDE_CHOICES)
    words = models.CharField(_("ce qui est promis"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("promesse")
        verbose_name_plural = _("promesses")
        ordering: ClassVar = ["side", "position"]

    def __str__(self) -> str:
        return self.words


class PromiseReview(models.Model):
    """What one side says of a promise, one day; nothing rewrites it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="reviews")
    side = models.CharField(_("qui le dit"), max_length=20, choices=SIDE_CHOICES)
    kept = models.CharField(_("tenu ?"), max_length=20, choices=KEPT_CHOICES)
    words = models.CharField(_("un mot"), max_length=300, blank=True)
    on = models.DateField(default=clock.today)
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("avis sur une promesse")
        verbose_name_plural = _("avis sur une promesse")
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return self.get_kept_display()


class Objective(PersonEntry):
    """A concrete professional objective; several at once, revised by a new row."""

    words = models.CharField(_("objectif"), max_length=300)
    job = models.CharField(_("métier"), max_length=160, blank=True)
    origin = models.CharField(_("d’où il vient"), max_length=20, choices=ORIGIN_CHOICES)
    by_day = models.DateField(_("pour quand"), null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=20, choices=OBJECTIVE_CHOICES, default=ObjectiveState.OPEN
    )
    state_on = models.DateField(default=clock.today)
    why = models.CharField(_("pourquoi"), max_length=300, blank=True)
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    # A side of the accompaniment of a programme the person is in, as that programme names it.
    enrolment = models.ForeignKey(
        "pathways.ProgrammeEnrolment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name=_("programme"),
    )
    dimension = models.CharField(_("côté suivi"), max_length=CODE_LENGTH, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("objectif professionnel")
        verbose_name_plural = _("objectifs professionnels")
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(enrolment__isnull=True, dimension="")
                | (Q(enrolment__isnull=False) & ~Q(dimension="")),
                name="objective_side_of_a_programme",
                violation_error_message=_("Un côté suivi est celui d’un programme."),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class ObjectiveEvidence(models.Model):
    """Something that shows the objective comes nearer: a trial, a letter, a promise of work."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="evidence")
    what = models.CharField(_("ce qui le montre"), max_length=300)
    on = models.DateField(_("le"), default=clock.today)
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("preuve d’un objectif")
        verbose_name_plural = _("preuves d’un objectif")
        ordering: ClassVar = ["on"]

    def __str__(self) -> str:
        return self.what
