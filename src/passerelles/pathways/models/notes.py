"""Notes, shared or of the team, and what the person answers beside an entry."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField


class Note(PersonEntry):
    """Free words, no score needed.  Encrypted when it belongs to the sensitive volet."""

    text = SecretTextField(_("note"), max_length=4000)
    about_on = models.DateField(_("à propos du"), default=clock.today)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering: ClassVar = ["-about_on", "-recorded_at"]

    def __str__(self) -> str:
        return f"Note du {self.about_on:%d/%m/%Y}"


class Answer(PersonEntry):
    """The person corrects or answers beside an entry; the entry itself is left as it was."""

    entry_kind = models.CharField(max_length=40)
    entry_id = models.UUIDField()
    text = SecretTextField(_("réponse"), max_length=2000)
    correction = models.BooleanField(_("demande une correction"), default=False)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("réponse de la personne")
        verbose_name_plural = _("réponses de la personne")
        ordering: ClassVar = ["recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(fields=["entry_id"], name="answer_to_entry"),
            models.Index(
                fields=["organisation"], condition=Q(handled_at__isnull=True), name="answer_waiting"
            ),
        ]

    def __str__(self) -> str:
        return "Correction demandée" if self.correction else "Réponse"
