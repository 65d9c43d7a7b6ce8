"""Forms of the list: the quiet e-mail, the silence to be told of."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.web.forms import FrenchForm
from passerelles.worklist.rules.digest import DIGEST_LABELS
from passerelles.worklist.rules.silence import SILENCE_DAYS_MAX, SILENCE_DAYS_MIN


class DigestForm(FrenchForm):
    rhythm = forms.ChoiceField(
        label=_("Recevoir un courriel de ce qui m’attend"),
        help_text=_("Des nombres et une adresse à ouvrir : aucun nom, rien sur personne."),
        choices=[(rhythm.value, label) for rhythm, label in DIGEST_LABELS.items()],
        widget=forms.RadioSelect,
    )


class SilenceForm(FrenchForm):
    days = forms.IntegerField(
        label=_("Dire « sans nouvelles » après combien de jours ?"),
        help_text=_(
            "Sans rendez-vous tenu, sans note, sans observation. C’est un choix de l’équipe."
        ),
        min_value=SILENCE_DAYS_MIN,
        max_value=SILENCE_DAYS_MAX,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
