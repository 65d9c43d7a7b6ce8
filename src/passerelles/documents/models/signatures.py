"""Who must sign a version, and what they answered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.documents.models.papers import PaperVersion
from passerelles.documents.rules.circuit import SignatureState
from passerelles.documents.rules.kinds import ROLE_LABELS, SignatoryRole
from passerelles.documents.rules.wording import METHOD_WORDS, SignatoryLine, SignatureMethod

ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
METHOD_CHOICES = [(method.value, words) for method, words in METHOD_WORDS.items()]


class SignerKind(models.TextChoices):
    PROFESSIONAL = "professional", _("un professionnel, à l’écran")
    PERSON = "person", _("la personne")
    REPRESENTATIVE = "representative", _("son représentant légal")
    OUTSIDE = "outside", _("quelqu’un sans compte")


class Signature(models.Model):
    """One role of one version: waiting, then answered once for all."""

    class State(models.TextChoices):
        WAITING = SignatureState.WAITING.value, _("à signer")
        SIGNED = SignatureState.SIGNED.value, _("signé")
        REFUSED = SignatureState.REFUSED.value, _("refusé")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(_("qualité"), max_length=30, choices=ROLE_CHOICES)
    position = models.PositiveSmallIntegerField(default=0)
    signer_kind = models.CharField(_("signataire"), max_length=20, choices=SignerKind.choices)
    name = models.CharField(_("nom"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    representative = models.ForeignKey(
        "people.LegalRepresentative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("réponse"), max_length=20, choices=State.choices, default=State.WAITING
    )
    method = models.CharField(_("façon"), max_length=20, choices=METHOD_CHOICES, blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    paper_reference = models.CharField(_("référence du papier"), max_length=120, blank=True)
    refused_reason = models.CharField(_("raison du refus"), max_length=300, blank=True)
    talk_asked_at = models.DateTimeField(_("veut en parler depuis"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering: ClassVar = ["position"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="signature_waiting"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "role"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True, method="")
                | (~Q(state="waiting") & Q(answered_at__isnull=False) & ~Q(method="")),
                name="signature_answered_whole",
                violation_error_message=_("Une réponse a sa date et sa façon."),
            ),
            models.CheckConstraint(
                condition=~Q(method="paper") | ~Q(paper_reference=""),
                name="signature_paper_found_again",
                violation_error_message=_("Une signature sur papier a une référence."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def line(self, *, with_answer: bool) -> SignatoryLine:
        """What the paper prints about it."""
        done = with_answer and self.state == self.State.SIGNED
        return SignatoryLine(
            role=SignatoryRole(self.role),
            name=self.name,
            signed_at=self.answered_at if done else None,
            method=SignatureMethod(self.method) if done else None,
        )
