"""A link and its code, handed to somebody who signs without an account."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.documents.models.signatures import Signature
from passerelles.kernel import clock


class SigningLink(models.Model):
    """Only hashes are kept.  ``person`` says on whose record the link opens its one paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("lien de signature")
        verbose_name_plural = _("liens de signature")
        constraints: ClassVar = [
            # One way in at a time: a new link closes the one before.
            models.UniqueConstraint(
                fields=["signature"], condition=Q(closed_at=None), name="signing_link_alone"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @staticmethod
    def usable(moment: datetime) -> Q:
        return Q(closed_at=None, expires_at__gt=moment)
