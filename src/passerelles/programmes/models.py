"""Programmes an organisation wrote or copied, their versions, and the networks it belongs to."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.law.programmes.fields import CODE_LENGTH, LABEL_LENGTH
from passerelles.law.programmes.model import Programme
from passerelles.law.programmes.reading import programme_of

SOURCE_LENGTH = 300


class OrganisationProgramme(models.Model):
    """A programme of one organisation; ``origin`` is the shipped one it was copied from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="programmes"
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH)
    origin = models.CharField(_("copié de"), max_length=CODE_LENGTH, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="programme_code_once",
                violation_error_message=_("Votre structure a déjà un programme de ce code."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProgrammeVersion(models.Model):
    """One version, never rewritten: an enrolment always finds the one it was decided on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        OrganisationProgramme, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField(_("numéro"))
    label = models.CharField(_("nom"), max_length=LABEL_LENGTH)
    data = models.JSONField(_("contenu"))
    starts_on = models.DateField(_("vaut à partir du"))
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("auteur")
    )
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version d’un programme")
        verbose_name_plural = _("versions d’un programme")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="programme_version_once",
                violation_error_message=_("Quelqu’un vient de publier cette version."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.number})"

    @property
    def content(self) -> Programme:
        """What the engine reads; it was checked before it was kept."""
        return programme_of(self.data)


class ProgrammeMembership(models.Model):
    """The organisation belongs to a programme run by a network, and where that is written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="programme_memberships"
    )
    code = models.CharField(_("programme"), max_length=CODE_LENGTH)
    source = models.CharField(_("qui le dit"), max_length=SOURCE_LENGTH)
    starts_on = models.DateField(_("premier jour"))
    ends_on = models.DateField(_("dernier jour"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("adhésion à un programme")
        verbose_name_plural = _("adhésions à un programme")
        ordering: ClassVar = ["code", "-starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_membership_period",
                violation_error_message=_("Le dernier jour précède le premier."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(ends_on__isnull=True),
                name="programme_membership_once",
                violation_error_message=_("Votre structure est déjà membre de ce programme."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
