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

    ``moved`` maps a model label to the identifiers of the rows that changed hands.
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
    merged_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=clock.now)
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
