"""Forms of the person's own space: one question each."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.myspace.rules.cards import read_number
from passerelles.web.forms import FrenchForm


class NumberForm(FrenchForm):
    number = forms.CharField(
        label=_("Le numéro de ma carte"),
        help_text=_("Il y a 9 chiffres sur la carte."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "p-number"}
        ),
        error_messages={"required": _("Écrivez le numéro de la carte.")},
    )

    def clean_number(self) -> str:
        number = read_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(
                _("Ce numéro n’est pas juste. Regardez votre carte. Recommencez.")
            )
        return number
