"""Reversible merges of two records of the same person within one organisation."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock


class PersonMerge(models.Model):
    """What moved from the absorbed record to the kept one, so that it can all move back.

    ``moved`` maps a model label to the identifiers of the rows that changed hands;
    ``restricted`` the same for those kept inside the team so that the merge shows nothing new
    to anybody, until somebody has read them again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="merges_absorbed"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    moved = models.JSONField(default=dict)
    restricted = models.JSONField(default=dict)
    # Empty when the person accepted the merge from their own space.
    merged_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField(default=clock.now)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("fusion de dossiers")
        verbose_name_plural = _("fusions de dossiers")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kept=models.F("absorbed")), name="merge_of_two_records"
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="merge_absorbed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_at:%Y-%m-%d}"

    @property
    def moved_count(self) -> int:
        return sum(len(ids) for ids in self.moved.values())

    @property
    def restricted_count(self) -> int:
        return sum(len(ids) for ids in self.restricted.values())


class ExternalReference(models.Model):
    """The number one organisation's own files give a person: an import finds them again by it."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="external_references"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    reference = models.CharField(_("référence"), max_length=60)

    class Meta:
        verbose_name = _("référence externe")
        verbose_name_plural = _("références externes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "reference"],
                name="external_reference_once",
                violation_error_message=_("Cette référence désigne déjà quelqu’un."),
            )
        ]

    def __str__(self) -> str:
        return self.reference
