"""What every entry about a person carries, and the managers that fail closed.

``Model.objects`` already holds only what the actor in scope may see: forgetting a filter in a
view shows nothing, and no actor in scope is an error before any query.  ``Model.unscoped`` is
for actions that have decided, for commands and for the database itself; a test on the code
base forbids it in views, queries shown to users and templates.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, current_actor
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.sharing.visibility import entries_visible, persons_reached

VOLET_CHOICES = [(volet.value, text.label) for volet, text in VOLET_TEXTS.items()]

M = TypeVar("M", bound=models.Model)


class PersonDataQuerySet(models.QuerySet[M], Generic[M]):
    """Queryset over data about persons."""

    def visible_to(self, actor: Actor, at: datetime | None = None) -> Self:
        """Rows the actor may read at a moment (now by default)."""
        return self.filter(entries_visible(actor, at or clock.now()))

    def across_people(self) -> Self:
        """The same rows, found from the persons the actor reaches: for questions over many.

        Without it the database reads the entries of everybody before keeping a few.
        """
        return self.filter(persons_reached(current_actor(), clock.now()))


class PersonDataManager(models.Manager[M], Generic[M]):
    """Rows visible to the actor in scope; raises ``NoActorInScope`` when there is none."""

    def get_queryset(self) -> Any:
        queryset: PersonDataQuerySet[M] = PersonDataQuerySet(self.model, using=self._db)
        return queryset.visible_to(current_actor())


class AuthorKind(models.TextChoices):
    PROFESSIONAL = "professional", _("professionnel")
    PERSON = "person", _("la personne")
    GUEST = "guest", _("tuteur en entreprise")
    IMPORT = "import", _("reprise de données")


class PersonEntry(models.Model):
    """Who wrote, for which organisation, in which volet, shared or the team's own.

    ``organisation`` is empty only for what the person wrote.  ``shared`` false means a
    working note of the team: no other organisation ever sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, verbose_name=_("personne")
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    author = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("auteur"),
    )
    author_kind = models.CharField(
        _("sorte d’auteur"),
        max_length=20,
        choices=AuthorKind.choices,
        default=AuthorKind.PROFESSIONAL,
    )
    author_name = models.CharField(_("nom affiché de l’auteur"), max_length=120, blank=True)
    volet = models.CharField(_("volet"), max_length=20, choices=VOLET_CHOICES)
    shared = models.BooleanField(_("partagé"), default=True)
    recorded_at = models.DateTimeField(_("écrit le"), default=clock.now, editable=False)

    objects: ClassVar[Any] = PersonDataManager()
    unscoped: ClassVar[Any] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        indexes: ClassVar = [
            models.Index(fields=["person", "volet"], name="%(class)s_person_volet"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | models.Q(author_kind=AuthorKind.PERSON),
                name="%(class)s_written_for_someone",
                violation_error_message=_("Une entrée est écrite pour une organisation."),
            ),
        ]

    @property
    def by_person(self) -> bool:
        return self.author_kind == AuthorKind.PERSON

    @property
    def volet_label(self) -> str:
        return VOLET_TEXTS[Volet(self.volet)].label
