"""A paper about a person, each of its versions as it was written, and the copy once signed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.documents.rules.circuit import STATE_COLOURS, STATE_LABELS, PaperState
from passerelles.documents.rules.kinds import PaperKind, paper_kind, paper_kinds
from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry

KIND_CHOICES = [(kind.code, kind.label) for kind in paper_kinds().values()]
STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]


class Paper(PersonEntry):
    """One paper: what it is about is opaque here (``subject_kind``, ``subject_id``).

    ``shared`` is false until a version of it goes out: a team's working note.  Then it stays
    readable, with the versions that were sent; a correction being written is the team's alone.
    """

    kind = models.CharField(_("sorte de papier"), max_length=30, choices=KIND_CHOICES)
    subject_kind = models.CharField(_("sujet"), max_length=30, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=PaperState.DRAFT.value
    )
    current = models.PositiveIntegerField(_("version en cours"), default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    sent_at = models.DateTimeField(_("envoyé à la signature le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    closing_reason = models.CharField(_("pourquoi"), max_length=300, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("papier")
        verbose_name_plural = _("papiers")
        ordering: ClassVar = ["-recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(fields=["subject_kind", "subject_id"], name="paper_by_subject"),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id__isnull=True)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="paper_subject_whole",
                violation_error_message=_("Le sujet d’un papier a une sorte et un identifiant."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def rules(self) -> PaperKind:
        return paper_kind(self.kind)

    @property
    def phase(self) -> PaperState:
        return PaperState(self.state)

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[self.phase]

    @property
    def reference(self) -> str:
        """Short enough to be written by hand on a binder; says nothing about anybody."""
        return f"P-{self.id.hex[:8].upper()}"


class PaperVersion(models.Model):
    """The words and the bytes of one version: never changed, read through the paper."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("numéro"))
    facts = models.JSONField(_("ce qui est écrit"), default=dict)
    template_version = models.CharField(_("modèle"), max_length=20)
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("empreinte"), max_length=64, db_index=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("version d’un papier")
        verbose_name_plural = _("versions d’un papier")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
        ]

    def __str__(self) -> str:
        return f"v{self.number}"

    @property
    def fingerprint(self) -> str:
        """The hash in groups of eight, which a narrow screen can break."""
        return " ".join(self.sha256[i : i + 8] for i in range(0, 64, 8))


class Sending(models.Model):
    """When a version first went out: before that it is read by the team that writes it alone."""

    version = models.OneToOneField(
        PaperVersion, on_delete=models.CASCADE, primary_key=True, related_name="sending"
    )
    sent_at = models.DateTimeField(_("envoyée le"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("envoi d’une version")
        verbose_name_plural = _("envois d’une version")

    def __str__(self) -> str:
        return self.sent_at.isoformat()


class SignedCopy(models.Model):
    """The same text with who signed it and when, drawn when the last signature came."""

    version = models.OneToOneField(
        PaperVersion, on_delete=models.CASCADE, primary_key=True, related_name="signed_copy"
    )
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("empreinte"), max_length=64, db_index=True)
    sealed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("copie signée")
        verbose_name_plural = _("copies signées")

    def __str__(self) -> str:
        return self.sha256[:12]
