"""The carnet: entries, what the person leaves out, and versions that nothing changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.myspace.rules.carnet import (
    ENTRY_LABELS,
    ENTRY_STATE_LABELS,
    WORDS_LENGTH,
    EntryState,
)
from passerelles.sharing.models.entries import PersonEntry

ENTRY_CHOICES = [(kind.value, label) for kind, label in ENTRY_LABELS.items()]
STATE_CHOICES = [(state.value, label) for state, label in ENTRY_STATE_LABELS.items()]


class CarnetEntry(PersonEntry):
    """The person's own words, or words a professional proposes and she keeps or not."""

    kind = models.CharField(_("de quoi on parle"), max_length=20, choices=ENTRY_CHOICES)
    words = models.CharField(_("mots"), max_length=WORDS_LENGTH)
    on = models.DateField(_("le"), default=clock.today)
    state = models.CharField(
        _("état"), max_length=20, choices=STATE_CHOICES, default=EntryState.PROPOSED
    )

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("ligne du carnet")
        verbose_name_plural = _("lignes du carnet")
        ordering: ClassVar = ["on", "recorded_at"]

    def __str__(self) -> str:
        return self.words


class CarnetChoices(models.Model):
    """What the person leaves out of her carnet; only her own space reads it."""

    person = models.OneToOneField(
        "people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    left_out = models.JSONField(default=list)

    class Meta:
        verbose_name = _("choix du carnet")
        verbose_name_plural = _("choix des carnets")

    def __str__(self) -> str:
        return f"{len(self.left_out)} ligne(s) laissée(s) de côté"


class CarnetVersion(PersonEntry):
    """The carnet as she froze it one day: its words, its bytes and their hash.

    Written for no organisation: it outlives every party, and an organisation reads it only by
    an agreement on the volet of skills.
    """

    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("ce qui est écrit"))
    pdf = models.BinaryField(_("PDF"))
    sha256 = models.CharField(_("empreinte"), max_length=64, db_index=True)

    class Meta(PersonEntry.Meta):
        abstract = False
        verbose_name = _("version du carnet")
        verbose_name_plural = _("versions du carnet")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            *PersonEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "number"],
                name="carnet_version_once",
                violation_error_message=_("Cette version existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"Carnet, version {self.number}"

    @property
    def reference(self) -> str:
        return f"C-{self.id.hex[:8].upper()}"

    @property
    def fingerprint(self) -> str:
        """The hash in groups of eight, which a narrow screen can break."""
        return " ".join(self.sha256[i : i + 8] for i in range(0, 64, 8))
