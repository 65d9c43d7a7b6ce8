"""A project led by one organisation with others: phases, milestones, partners.  No person."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.rules.partners import PARTNER_ROLE_LABELS, PartnerRole
from passerelles.cooperation.rules.templates import TITLE_LENGTH

ROLE_CHOICES = [(role.value, PARTNER_ROLE_LABELS[role]) for role in PartnerRole]


class Project(models.Model):
    """What several organisations do together on a territory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leader = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="led_projects"
    )
    # Also written on the establishments to meet for this project: same length as there.
    name = models.CharField(_("nom"), max_length=150)
    region = models.ForeignKey(
        "territories.Region",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("région"),
    )
    territory = models.CharField(_("territoire"), max_length=200, blank=True)
    summary = models.TextField(_("résumé"), max_length=2000, blank=True)
    started_on = models.DateField(_("commencé le"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("projet de coopération")
        verbose_name_plural = _("projets de coopération")
        ordering: ClassVar = ["-started_on", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["leader", "name"], name="project_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organisation in a project, of the directory or known by its name only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("nom"), max_length=200, blank=True)
    role = models.CharField(_("rôle"), max_length=12, choices=ROLE_CHOICES)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering: ClassVar = ["created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="")
                | (Q(organisation__isnull=True) & ~Q(name="")),
                name="partner_of_directory_or_named",
            ),
            models.UniqueConstraint(fields=["project", "organisation"], name="partner_once"),
            models.UniqueConstraint(
                fields=["project", "name"],
                condition=Q(organisation__isnull=True),
                name="partner_named_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or (self.organisation.outside_name if self.organisation else "")


class Phase(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    title = models.CharField(_("titre"), max_length=TITLE_LENGTH)
    position = models.PositiveSmallIntegerField(_("rang"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "position"], name="phase_position_once")
        ]

    def __str__(self) -> str:
        return self.title


class Milestone(models.Model):
    """Something that must have happened: planned for a day, done on another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("titre"), max_length=TITLE_LENGTH)
    position = models.PositiveSmallIntegerField(_("rang"))
    planned_on = models.DateField(_("prévu le"), null=True, blank=True)
    done_on = models.DateField(_("fait le"), null=True, blank=True)
    owner = models.ForeignKey(
        Partner,
        # A partner leaves once somebody else took over; the whole project may still be erased.
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name=_("responsable"),
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("jalon")
        verbose_name_plural = _("jalons")
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title
