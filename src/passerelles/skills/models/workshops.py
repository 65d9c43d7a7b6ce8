"""Workshops of an organisation: about nobody in particular; a content is never rewritten."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.skills.models.aside import WHY_LENGTH, SetAside, set_aside_says_why
from passerelles.skills.rules.workshops import (
    CONTENT_LABELS,
    WORKSHOP_LABELS,
    ContentState,
)

KIND_CHOICES = [(kind.value, label) for kind, label in WORKSHOP_LABELS.items()]
CONTENT_CHOICES = [(state.value, label) for state, label in CONTENT_LABELS.items()]


class Workshop(models.Model):
    """A workshop of an establishment, or a training built inside a company.

    ``transmitter`` is a function (« agente de propreté expérimentée »), never a name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="workshops"
    )
    kind = models.CharField(_("sorte"), max_length=20, choices=KIND_CHOICES)
    title = models.CharField(_("intitulé"), max_length=160)
    trade = models.CharField(_("métier"), max_length=120)
    host_name = models.CharField(_("entreprise"), max_length=160, blank=True)
    transmitter = models.CharField(_("qui transmet"), max_length=120, blank=True)
    idle_times = models.BooleanField(_("aux moments creux, sans horaire fixe"), default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("atelier ou formation interne")
        verbose_name_plural = _("ateliers et formations internes")
        ordering: ClassVar = ["trade", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                name="workshop_once",
                violation_error_message=_("Vous avez déjà un atelier de cet intitulé."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class WorkshopReviewer(models.Model):
    """A partner invited to read the contents and to propose others (a GEIQ, a company).

    Removed, it reads nothing more; the line stays, with who removed it, when and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="reviewers")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField(default=clock.today)
    removed_on = models.DateField(_("retiré le"), null=True, blank=True, editable=False)
    removed_by = models.CharField(_("retiré par"), max_length=120, blank=True, editable=False)
    removed_why = models.CharField(
        _("pourquoi retiré"), max_length=WHY_LENGTH, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("partenaire qui relit")
        verbose_name_plural = _("partenaires qui relisent")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workshop", "organisation"],
                condition=Q(removed_on__isnull=True),
                name="workshop_reviewer_once",
                violation_error_message=_("Cette organisation relit déjà cet atelier."),
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True, removed_why="", removed_by="")
                | (Q(removed_on__isnull=False) & ~Q(removed_why="")),
                name="workshop_reviewer_removed_says_why",
                violation_error_message=_("Dites pourquoi ce partenaire est retiré."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"


class WorkshopContent(models.Model):
    """One version of what is worked on; the establishment adopts it or sets it aside.

    ``decided_at`` is a moment: of two versions adopted the same day, the later one is in force.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="contents")
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("contenu"), max_length=4000)
    skills = models.JSONField(_("ce qu’on y travaille"), default=list)
    why = models.CharField(_("pourquoi cette version"), max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(
        _("état"), max_length=10, choices=CONTENT_CHOICES, default=ContentState.PROPOSED
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    reason = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contenu d’un atelier")
        verbose_name_plural = _("contenus d’un atelier")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "number"], name="workshop_content_once"),
            models.CheckConstraint(
                condition=Q(state=ContentState.PROPOSED, decided_at__isnull=True)
                | (~Q(state=ContentState.PROPOSED) & Q(decided_at__isnull=False)),
                name="workshop_content_decided_on_a_day",
                violation_error_message=_("Une décision a une date."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ContentState.SET_ASIDE) | ~Q(reason=""),
                name="workshop_content_set_aside_says_why",
                violation_error_message=_("Dites pourquoi cette version est mise de côté."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}, version {self.number}"


class WorkshopDay(SetAside):
    """One time it took place, on the content in force that day.

    A sheet sent twice counts once: a day and an hour name one session, and a day without hours
    has one only.  ``rank`` is always 1, but for sheets of one day noted before hours were asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="days")
    content = models.ForeignKey(WorkshopContent, on_delete=models.PROTECT, related_name="days")
    on = models.DateField(_("le"))
    starts = models.TimeField(_("heure de début"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(default=1, editable=False)
    hours = models.DecimalField(
        _("heures"), max_digits=4, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("séance d’atelier")
        verbose_name_plural = _("séances d’atelier")
        ordering: ClassVar = ["-on", F("starts").desc(nulls_last=True), "-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="workshop_day_hours",
                violation_error_message=_("Une séance dure moins d’un jour."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "on", "starts"],
                condition=Q(set_aside_on__isnull=True, starts__isnull=False),
                name="workshop_day_once_at_an_hour",
                violation_error_message=_("Cette séance est déjà notée."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "on", "rank"],
                condition=Q(set_aside_on__isnull=True, starts__isnull=True),
                name="workshop_day_once_without_hour",
                violation_error_message=_("Une séance est déjà notée ce jour-là, sans heure."),
            ),
            set_aside_says_why("workshop_day_set_aside_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.on:%d/%m/%Y}"

    @property
    def starts_at(self) -> datetime | None:
        if self.starts is None:
            return None
        return datetime.combine(self.on, self.starts, tzinfo=clock.PARIS)
