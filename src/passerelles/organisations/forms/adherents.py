"""Forms of the register of adherents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.web.forms import FrenchDateField, FrenchForm


class AdherentsForm(FrenchForm):
    companies = forms.CharField(
        label=_("Entreprises adhérentes, une par ligne"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Son nom, ou son SIRET si elle est dans l’annuaire, ou les deux : « Nom ; SIRET ». "
            "Une entreprise absente de l’annuaire est gardée par son nom."
        ),
    )
    since = FrenchDateField(label=_("Adhérentes depuis le"), required=False)


class EndAdherentForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    until = FrenchDateField(label=_("Dernier jour de l’adhésion"))

    def __init__(self, *args: object, version: int, **kwargs: object) -> None:
        kwargs.setdefault("initial", {"until": clock.today(), "version": version})
        super().__init__(*args, **kwargs)
