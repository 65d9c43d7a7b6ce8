"""The person accompanied, and who may sign for them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.kernel.actors import current_actor
from passerelles.kernel.periods import age_on
from passerelles.kernel.text import fold
from passerelles.people.rules.lookalikes import Identity
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.visibility import persons_visible


class PersonManager(models.Manager["Person"]):
    """Persons whose identity the actor in scope may read; fails closed without an actor.

    A record absorbed by another is nobody's any more until the merge is undone.
    """

    def get_queryset(self) -> models.QuerySet[Person]:
        visible = persons_visible(current_actor(), clock.now())
        return super().get_queryset().filter(visible, merged_into=None)


class Person(models.Model):
    """Identity only: every other fact is an entry in its own volet.  No NIR, ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom de naissance"), max_length=80)
    usage_name = models.CharField(_("nom d’usage"), max_length=80, blank=True)
    folded_name = models.CharField(max_length=260, editable=False, db_index=True)
    birth_date = models.DateField(_("date de naissance"), null=True, blank=True)
    commune = models.ForeignKey(
        "territories.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    no_contact = models.BooleanField(_("aucun moyen de la joindre directement"), default=False)
    safe_contact = models.CharField(
        _("comment la joindre sans risque"),
        max_length=240,
        blank=True,
        help_text=_("Ex. : téléphone partagé, ne pas laisser de message."),
    )
    created_for = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ouvert par"),
    )
    created_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("ouvert le"), default=clock.now, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = PersonManager()
    unscoped: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        base_manager_name = "unscoped"
        ordering: ClassVar = ["folded_name", "id"]
        indexes: ClassVar = [models.Index(fields=["birth_date"], name="person_birth_date")]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = fold(f"{self.usage_name} {self.last_name} {self.first_name}")
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.usage_name or self.last_name}"

    @property
    def short_name(self) -> str:
        """What screens show: first name and initial ("Léa M.")."""
        return f"{self.first_name} {(self.usage_name or self.last_name)[:1]}."

    @property
    def identity(self) -> Identity:
        """What look-alikes are compared by."""
        return Identity(self.first_name, self.last_name, self.usage_name, self.birth_date)

    def age(self, on: date | None = None) -> int | None:
        return None if self.birth_date is None else age_on(self.birth_date, on or clock.today())


class LegalRepresentative(PersonEntry):
    """Who signs for, or with, the person; what each kind may sign is in the rules."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("parent")
        GUARDIAN_OF_MINOR = "guardian_of_minor", _("tuteur du mineur")
        TUTELLE = "tutelle", _("tutelle")
        CURATELLE = "curatelle", _("curatelle")
        CURATELLE_RENFORCEE = "curatelle_renforcee", _("curatelle renforcée")
        HABILITATION = "habilitation", _("habilitation familiale")
        MANDATE = "mandate", _("mandat de protection future")

    kind = models.CharField(_("qualité"), max_length=30, choices=Kind.choices)
    name = models.CharField(_("nom"), max_length=120)
    link = models.CharField(_("lien"), max_length=80, blank=True, help_text=_("Ex. : sa mère"))
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    since = models.DateField(_("depuis"))
    until = models.DateField(_("jusqu’à"), null=True, blank=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("représentant légal")
        verbose_name_plural = _("représentants légaux")
        # The usual name of this index would be longer than databases allow.
        indexes: ClassVar = [
            models.Index(fields=["person", "volet"], name="representative_person_volet")
        ]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="representative_period",
                violation_error_message=_("La fin précède le début."),
            ),
        ]

    def __str__(self) -> str:
        return self.link or self.get_kind_display()

    def is_in_force(self, day: date) -> bool:
        """In force from its first day to its last, both included."""
        return self.since <= day and (self.until is None or day <= self.until)
