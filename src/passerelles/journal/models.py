"""Who did or read what, about whom, on which ground: insert-only and chained."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.journal.chain import Link


class JournalEntry(models.Model):
    """One line.  Identifiers are kept as text without foreign keys: a line outlives all it names.

    The database itself refuses to change or delete a line (triggers of migration 0002).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("le"), db_index=True)
    event = models.CharField(_("événement"), max_length=80)
    actor_kind = models.CharField(_("sorte d’acteur"), max_length=20)
    actor_id = models.CharField(_("acteur"), max_length=36, blank=True)
    organisation_id = models.CharField(_("organisation"), max_length=36, blank=True)
    person_id = models.CharField(_("personne"), max_length=36, blank=True)
    volets = models.CharField(_("volets"), max_length=200, blank=True)
    ground = models.CharField(_("fondement"), max_length=120, blank=True)
    request_id = models.CharField(_("requête"), max_length=36, blank=True)
    details = models.JSONField(_("détails"), default=dict, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["person_id", "-id"], name="journal_by_person"),
            models.Index(fields=["organisation_id", "-id"], name="journal_by_organisation"),
            models.Index(fields=["event", "-id"], name="journal_by_event"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.event}"

    def link(self) -> Link:
        """The pure content that the hash covers."""
        return Link(
            at=self.at,
            event=self.event,
            actor_kind=self.actor_kind,
            actor_id=self.actor_id,
            organisation_id=self.organisation_id,
            person_id=self.person_id,
            volets=self.volets,
            ground=self.ground,
            request_id=self.request_id,
            details=self.details,
        )

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Le journal ne s’efface pas.")
