"""Company leads: about nobody in particular; and what came of one for a person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.support.models.aside import SetAside, set_aside_says_why
from passerelles.support.models.commitments import Objective
from passerelles.support.rules.leads import LEAD_ORIGIN_LABELS, OUTCOME_LABELS, LeadOutcome

ORIGIN_CHOICES = [(origin.value, label) for origin, label in LEAD_ORIGIN_LABELS.items()]
OUTCOME_CHOICES = [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()]


class CompanyLead(SetAside):
    """A company somebody of the team may knock at; no contact of a private person is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    company = models.CharField(_("entreprise"), max_length=160)
    origin = models.CharField(_("d’où elle vient"), max_length=20, choices=ORIGIN_CHOICES)
    known_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("qui la connaît dans l’équipe"),
    )
    words = models.CharField(_("en quelques mots"), max_length=300, blank=True)
    on = models.DateField(_("le"), default=clock.today)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("piste d’entreprise")
        verbose_name_plural = _("pistes d’entreprise")
        ordering: ClassVar = ["-on", "-recorded_at"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-on"], name="company_lead_by_place")
        ]
        constraints: ClassVar = [set_aside_says_why("company_lead_set_aside_says_why")]

    def __str__(self) -> str:
        return self.company


class PersonLead(PersonEntry):
    """A lead taken up for a person, for one of their objectives, and how far it went."""

    lead = models.ForeignKey(CompanyLead, on_delete=models.PROTECT, related_name="for_people")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(
        _("où on en est"), max_length=20, choices=OUTCOME_CHOICES, default=LeadOutcome.IDEA
    )
    outcome_on = models.DateField(default=clock.today)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("piste suivie pour une personne")
        verbose_name_plural = _("pistes suivies pour une personne")
        ordering: ClassVar = ["-recorded_at"]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
