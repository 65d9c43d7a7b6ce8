"""What was noted by mistake is set aside: it stays readable with who, when and why, and counts no more."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from passerelles.sharing.secrecy import SecretTextField


class SetAside(models.Model):
    """The reason is encrypted: it may name what the barrier is."""

    set_aside_on = models.DateField(_("annulé le"), null=True, blank=True, editable=False)
    set_aside_by = models.CharField(_("annulé par"), max_length=120, blank=True, editable=False)
    set_aside_why = SecretTextField(
        _("pourquoi annulé"), max_length=300, blank=True, editable=False
    )

    class Meta:
        abstract = True


def set_aside_says_why(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(set_aside_on__isnull=True, set_aside_why="", set_aside_by="")
        | (Q(set_aside_on__isnull=False) & ~Q(set_aside_why="")),
        name=name,
        violation_error_message=_("Dites pourquoi c’est annulé."),
    )
