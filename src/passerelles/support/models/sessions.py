"""Partner sessions of a place, and the contacts each person draws from them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField


class PartnerSession(models.Model):
    """A partner comes to the place, once a month: about nobody in particular."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    partner = models.CharField(_("partenaire"), max_length=160)
    topic = models.CharField(_("sujet"), max_length=160)
    on = models.DateField(_("le"), default=clock.today)
    on_working_time = models.BooleanField(_("sur le temps de travail"), default=True)
    sensitive = models.BooleanField(_("touche à la santé ou à la justice"), default=False)
    author = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Whether somebody was noted there; empty until the sheet is filled in.
    attended = models.BooleanField(_("quelqu’un est venu"), null=True, blank=True)
    cancelled_on = models.DateField(_("n’a pas eu lieu, noté le"), null=True, blank=True)
    cancel_reason = models.CharField(_("pourquoi"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("intervention d’un partenaire")
        verbose_name_plural = _("interventions de partenaires")
        ordering: ClassVar = ["-on"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-on"], name="partner_session_by_place")
        ]

    def __str__(self) -> str:
        return f"{self.partner}, {self.on:%d/%m/%Y}"


class PartnerContact(PersonEntry):
    """What a person drew from a session: they came, met the partner, know whom to contact."""

    session = models.ForeignKey(
        PartnerSession, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    partner = SecretTextField(_("partenaire"), max_length=160)
    came = models.BooleanField(_("est venu"), default=True)
    on_working_time = models.BooleanField(_("sur le temps de travail"), null=True, blank=True)
    first_contact = models.BooleanField(_("premier contact pris"), default=False)
    knows_whom = models.BooleanField(_("sait qui contacter, dit par la personne"), default=False)
    on = models.DateField(_("le"), default=clock.today)
    # What is said again is another row, with its own author: the former stays readable.
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("contact avec un partenaire")
        verbose_name_plural = _("contacts avec des partenaires")
        ordering: ClassVar = ["-on"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"
