"""Agreements (*accords de partage*): immutable, proved, withdrawn at once."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.sharing.models.entries import VOLET_CHOICES
from passerelles.sharing.models.parties import PartyRole
from passerelles.sharing.rules.decision import AgreementFacts
from passerelles.sharing.rules.volets import PURPOSE_LABELS, Purpose, Volet


class GiverKind(models.TextChoices):
    PERSON = "person", _("la personne")
    REPRESENTATIVE = "representative", _("son représentant légal")
    BOTH = "both", _("la personne et son représentant légal")


class Collection(models.TextChoices):
    """How the agreement was collected: each way leaves its proof."""

    SCREEN = "screen", _("signé à l’écran")
    PAPER = "paper", _("signé sur papier")
    LINK = "link", _("donné par un lien personnel")
    OWN_SPACE = "own_space", _("donné par la personne dans son espace")


class LegalGround(models.TextChoices):
    CONSENT = "consent", _("consentement (RGPD, article 6.1.a)")
    EXPLICIT_CONSENT = "explicit_consent", _("consentement explicite (RGPD, article 9.2.a)")


PURPOSE_CHOICES = [(purpose.value, label) for purpose, label in PURPOSE_LABELS.items()]


class Agreement(models.Model):
    """What a person agrees to: one organisation, one purpose, some volets, one period.

    Never changed once written (the database refuses): a change of mind is a withdrawal and,
    if wanted, a new agreement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.CASCADE,
        related_name="agreements",
        verbose_name=_("personne"),
    )
    receiver = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="agreements_received",
        verbose_name=_("organisation qui reçoit"),
    )
    giver_kind = models.CharField(_("donné par"), max_length=20, choices=GiverKind.choices)
    representative = models.ForeignKey(
        "people.LegalRepresentative",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("représentant légal"),
    )
    purpose = models.CharField(_("finalité"), max_length=20, choices=PURPOSE_CHOICES)
    party_role = models.CharField(
        _("rôle de l’organisation"),
        max_length=20,
        choices=PartyRole.choices,
        default=PartyRole.ACCOMPANIES,
    )
    valid_from = models.DateTimeField(_("à partir du"), default=clock.now)
    valid_until = models.DateTimeField(_("jusqu’au"))
    legal_ground = models.CharField(
        _("fondement juridique"),
        max_length=20,
        choices=LegalGround.choices,
        default=LegalGround.CONSENT,
    )
    collection = models.CharField(_("recueilli"), max_length=20, choices=Collection.choices)
    proof_reference = models.CharField(
        _("preuve"),
        max_length=120,
        help_text=_("Référence du papier, nom du témoin, ou carte d’accès utilisée."),
    )
    proof_scan = models.FileField(_("papier numérisé"), upload_to="accords/", blank=True)
    notice_version = models.CharField(_("version de la notice"), max_length=20)
    collected_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recueilli par"),
    )
    collected_for = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recueilli pour"),
    )
    recorded_at = models.DateTimeField(_("enregistré le"), default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by = models.CharField(_("retiré par"), max_length=20, blank=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = _("accord de partage")
        verbose_name_plural = _("accords de partage")
        ordering: ClassVar = ["-valid_from"]
        indexes: ClassVar = [
            models.Index(fields=["receiver", "person"], name="agreement_by_receiver"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")),
                name="agreement_period",
                violation_error_message=_("L’accord doit finir après son début."),
            ),
            models.CheckConstraint(
                condition=~Q(proof_reference=""),
                name="agreement_proved",
                violation_error_message=_("Sans preuve, un accord ne donne aucun accès."),
            ),
            models.CheckConstraint(
                condition=Q(giver_kind=GiverKind.PERSON) | Q(representative__isnull=False),
                name="agreement_representative_named",
                violation_error_message=_("Nommez le représentant légal qui donne l’accord."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver} : {self.get_purpose_display()}"

    @property
    def volets(self) -> list[Volet]:
        """Volets agreed, in the order of the closed list."""
        agreed = {row.volet for row in self.volet_rows.all()}
        return [volet for volet in Volet if volet in agreed]

    def facts(self) -> AgreementFacts:
        return AgreementFacts(
            id=self.id,
            receiver_id=self.receiver_id,
            volets=frozenset(self.volets),
            purpose=Purpose(self.purpose),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            withdrawn_at=self.withdrawn_at,
        )

    def in_force(self) -> bool:
        return self.facts().in_force(clock.now())


class AgreementVolet(models.Model):
    """One volet of one agreement: a row of its own so that the decision is a plain join."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="volet_rows")
    volet = models.CharField(_("volet"), max_length=20, choices=VOLET_CHOICES)

    class Meta:
        verbose_name = _("volet d’un accord")
        verbose_name_plural = _("volets d’un accord")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "volet"], name="agreement_volet_once"),
        ]

    def __str__(self) -> str:
        return self.get_volet_display()


class ConsentRequest(models.Model):
    """A proposal of agreement sent by a one-time link; gives no access before it is accepted."""

    class State(models.TextChoices):
        SENT = "sent", _("envoyée")
        ACCEPTED = "accepted", _("acceptée")
        REFUSED = "refused", _("refusée")
        CANCELLED = "cancelled", _("annulée")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="consent_requests"
    )
    receiver = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("finalité"), max_length=20, choices=PURPOSE_CHOICES)
    party_role = models.CharField(_("rôle"), max_length=20, choices=PartyRole.choices)
    volets = models.JSONField(_("volets"), default=list)
    valid_until = models.DateTimeField(_("jusqu’au"))
    addressee_kind = models.CharField(_("adressée à"), max_length=20, choices=GiverKind.choices)
    representative = models.ForeignKey(
        "people.LegalRepresentative",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(_("lien valable jusqu’au"))
    state = models.CharField(max_length=20, choices=State.choices, default=State.SENT)
    answered_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", null=True
    )
    requested_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("demande d’accord")
        verbose_name_plural = _("demandes d’accord")

    def __str__(self) -> str:
        return f"{self.receiver} : {self.get_state_display()}"
