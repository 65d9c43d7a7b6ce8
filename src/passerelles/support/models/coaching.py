"""Coach pairs: what the person agreed to, the way in, and what both wrote to each other."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.secrecy import SecretTextField
from passerelles.support.models.commitments import Objective
from passerelles.support.rules.coaching import (
    CONSENT_LABELS,
    PAIR_LABELS,
    PAIR_SIDE_LABELS,
    PairState,
)

PAIR_CHOICES = [(state.value, label) for state, label in PAIR_LABELS.items()]
SIDE_CHOICES = [(side.value, label) for side, label in PAIR_SIDE_LABELS.items()]
CONSENT_CHOICES = [(how.value, label) for how, label in CONSENT_LABELS.items()]


class CoachPair(PersonEntry):
    """A coach without account beside the person; ``objectives``: those the person chose to show."""

    coach_name = models.CharField(_("prénom et nom du coach"), max_length=120)
    association = models.CharField(_("association"), max_length=160, blank=True)
    until = models.DateField(_("dernier jour"))
    state = models.CharField(
        _("état"), max_length=20, choices=PAIR_CHOICES, default=PairState.PROPOSED
    )
    consent = models.CharField(
        _("comment la personne a dit oui"), max_length=20, choices=CONSENT_CHOICES, blank=True
    )
    giver_kind = models.CharField(_("qui a dit oui"), max_length=20, blank=True)
    proof_reference = models.CharField(_("référence du papier signé"), max_length=120, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)
    ended_by = models.CharField(_("terminé par"), max_length=20, choices=SIDE_CHOICES, blank=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="+")

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("parrainage")
        verbose_name_plural = _("parrainages")
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state=PairState.OPEN) | (Q(agreed_at__isnull=False) & ~Q(consent="")),
                name="coach_pair_open_with_agreement",
                violation_error_message=_("Un parrainage ne s’ouvre qu’avec l’accord."),
            ),
            models.CheckConstraint(
                condition=Q(state=PairState.ENDED, ended_on__isnull=False)
                | (~Q(state=PairState.ENDED) & Q(ended_on__isnull=True)),
                name="coach_pair_ended_on_a_day",
                violation_error_message=_("Un parrainage terminé l’est à une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.coach_name


class CoachLink(models.Model):
    """The coach's way in.  Only hashes are kept; ``person`` says on whose record it opens."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(CoachPair, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(_("ouvert le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("fermé le"), null=True, blank=True)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("lien de coach")
        verbose_name_plural = _("liens de coach")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(closed_at=None),
                name="coach_link_alone",
                violation_error_message=_("Ce coach a déjà un lien."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CoachExchange(models.Model):
    """One line both sides read; the team reads only that there was one, and which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(CoachPair, on_delete=models.CASCADE, related_name="exchanges")
    side = models.CharField(_("écrit par"), max_length=20, choices=SIDE_CHOICES)
    words = SecretTextField(_("message"), max_length=1000)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("échange avec un coach")
        verbose_name_plural = _("échanges avec un coach")
        ordering: ClassVar = ["-recorded_at"]

    def __str__(self) -> str:
        return self.get_side_display()
