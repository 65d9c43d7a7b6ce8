"""Facts told once, situations with their history, wishes in the person's own words."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.people.rules.facts import FACTS
from passerelles.people.rules.situations import SITUATIONS, STATE_LABELS
from passerelles.people.rules.wishes import WISH_LABELS
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField

FACT_CHOICES = [(kind.value, item.question) for kind, item in FACTS.items()]
SITUATION_CHOICES = [(kind.value, item.label) for kind, item in SITUATIONS.items()]
WISH_CHOICES = [(kind.value, label) for kind, label in WISH_LABELS.items()]
STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]


class Fact(PersonEntry):
    """One answer, dated; the latest visible one counts, the others stay as history."""

    kind = models.CharField(_("fait"), max_length=30, choices=FACT_CHOICES)
    value = SecretTextField(_("réponse"), max_length=500)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("fait")
        verbose_name_plural = _("faits")
        ordering: ClassVar = ["-recorded_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Situation(PersonEntry):
    """An administrative situation and its present state; each change is kept beside it."""

    kind = models.CharField(_("situation"), max_length=30, choices=SITUATION_CHOICES)
    state = models.CharField(_("état"), max_length=20, choices=STATE_CHOICES)
    state_on = models.DateField(_("à la date du"))
    valid_from = models.DateField(_("valable du"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    detail = SecretTextField(_("précision"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering: ClassVar = ["kind"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="situation_period",
                violation_error_message=_("La fin de validité précède son début."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SituationChange(models.Model):
    """One state a situation has been in: read through the situation, never alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(_("état"), max_length=20, choices=STATE_CHOICES)
    state_on = models.DateField(_("à la date du"))
    valid_from = models.DateField(_("valable du"), null=True, blank=True)
    valid_until = models.DateField(_("valable jusqu’au"), null=True, blank=True)
    reason = models.CharField(_("pourquoi cette correction"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("changement d’état")
        verbose_name_plural = _("changements d’état")
        ordering: ClassVar = ["state_on", "recorded_at"]

    def __str__(self) -> str:
        return self.get_state_display()


class Wish(PersonEntry):
    """A wish or interest in the person's own words: dated, never overwritten."""

    kind = models.CharField(_("sorte"), max_length=20, choices=WISH_CHOICES)
    words = models.TextField(_("avec ses mots"), max_length=2000)
    expressed_on = models.DateField(_("dit le"), default=clock.today)
    said_with = models.CharField(
        _("recueilli"),
        max_length=20,
        choices=[("alone", _("par la personne seule")), ("with", _("avec un professionnel"))],
        default="with",
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("souhait")
        verbose_name_plural = _("souhaits")
        ordering: ClassVar = ["-expressed_on", "-recorded_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class RepeatedQuestion(models.Model):
    """Something already told was asked again: counted, and shown to the organisation."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="repeated_questions"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("question"), max_length=60)
    asked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("question reposée")
        verbose_name_plural = _("questions reposées")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "asked_at"], name="repeated_by_organisation")
        ]

    def __str__(self) -> str:
        return self.subject
