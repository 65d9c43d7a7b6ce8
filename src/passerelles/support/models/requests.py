"""« Je voudrais… »: a request of the person, and its history that nothing rewrites."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import AuthorKind, PersonEntry
from passerelles.sharing.secrecy import SecretTextField
from passerelles.support.rules.requests import (
    OUTCOME_LABELS,
    REQUEST_COLOURS,
    REQUEST_EVENT_LABELS,
    REQUEST_LABELS,
    REQUEST_STATE_LABELS,
    REQUEST_TEXTS,
    WAITING,
    RequestKind,
    RequestState,
    RequestText,
    is_late,
)

KIND_CHOICES = [(kind.value, label) for kind, label in REQUEST_LABELS.items()]
STATE_CHOICES = [(state.value, label) for state, label in REQUEST_STATE_LABELS.items()]
EVENT_CHOICES = [(event.value, label) for event, label in REQUEST_EVENT_LABELS.items()]
OUTCOME_CHOICES = [(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()]


class PersonRequest(PersonEntry):
    """What the person asks of one organisation: ``organisation`` owes the answer.

    Queries narrow it further than its volet: only the organisation asked reads it.
    """

    kind = models.CharField(_("demande"), max_length=20, choices=KIND_CHOICES)
    words = SecretTextField(_("avec ses mots"), max_length=1000, blank=True)
    to_user = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=RequestState.SENT
    )
    # Since when the person waits: the sending, or the day they wanted to talk of it again.
    waits_since = models.DateTimeField(default=clock.now)
    offered_to = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("demande de la personne")
        verbose_name_plural = _("demandes de la personne")
        ordering: ClassVar = ["-recorded_at"]
        indexes: ClassVar = [
            *PersonEntry.Meta.indexes,
            models.Index(
                fields=["organisation", "waits_since"],
                condition=Q(state__in=[state.value for state in WAITING]),
                name="request_waiting",
            ),
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False),
                name="request_asked_of_someone",
                violation_error_message=_("Une demande est adressée à une structure."),
            ),
            models.CheckConstraint(
                condition=Q(offered_to__isnull=True)
                | Q(state__in=[state.value for state in WAITING]),
                name="request_offered_while_waiting",
                violation_error_message=_("Seule une demande sans réponse change de main."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def text(self) -> RequestText:
        return REQUEST_TEXTS[RequestKind(self.kind)]

    @property
    def waiting(self) -> bool:
        return RequestState(self.state) in WAITING

    @property
    def late(self) -> bool:
        return is_late(RequestState(self.state), self.waits_since, clock.today())

    @property
    def colour(self) -> str:
        return REQUEST_COLOURS[RequestState(self.state)]


class RequestEvent(models.Model):
    """One moment of a request, in the words of whoever spoke; never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(PersonRequest, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(_("quoi"), max_length=20, choices=EVENT_CHOICES)
    words = SecretTextField(_("mots"), max_length=1000, blank=True)
    outcome = models.CharField(_("la suite"), max_length=20, choices=OUTCOME_CHOICES, blank=True)
    appointment = models.ForeignKey(
        "support.Appointment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_step = models.ForeignKey(
        "pathways.NextStep", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    author_kind = models.CharField(max_length=20, choices=AuthorKind.choices)
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("suite d’une demande")
        verbose_name_plural = _("suites d’une demande")
        ordering: ClassVar = ["recorded_at"]

    def __str__(self) -> str:
        return self.get_event_display()
