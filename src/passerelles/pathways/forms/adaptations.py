"""Forms about what the job needs to fit the person, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.actions.adaptations import AdaptationDraft
from passerelles.pathways.forms.paths import VersionForm
from passerelles.pathways.models import JobAdaptation
from passerelles.web.forms import FrenchDateField, FrenchForm


def _euros(label: Any, help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        help_text=help_text,
    )


class AdaptationForm(FrenchForm):
    need = forms.CharField(
        label=_("Qu’est-ce qui gêne au poste ?"),
        max_length=300,
        help_text=_("Le besoin, jamais le diagnostic. Ex. : « les consignes longues »."),
    )
    solution = forms.CharField(label=_("Solution"), required=False, max_length=300)
    funder = forms.CharField(
        label=_("Qui finance ?"),
        required=False,
        max_length=160,
        help_text=_("Ex. : Agefiph, FIPHFP, l’employeur, rien à financer."),
    )
    cost = _euros(
        _("Combien cela coûte ?"), _("En euros. Vide si on ne sait pas encore ; 0 si rien à payer.")
    )
    funded = _euros(_("Quelle part est prise en charge ?"), _("En euros, par qui finance."))
    done_on = FrenchDateField(label=_("En place depuis le"), required=False, past=True)

    def draft(self) -> AdaptationDraft:
        data = self.cleaned_data
        return AdaptationDraft(
            need=data["need"],
            solution=data["solution"],
            funder=data["funder"],
            cost=data["cost"],
            funded=data["funded"],
            asked_on=min(clock.today(), data["done_on"]) if data["done_on"] else None,
            done_on=data["done_on"],
        )


class ChangeAdaptationForm(AdaptationForm):
    """The day it was asked stays the one that was noted first."""

    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    reason = forms.CharField(
        label=_("Pourquoi ce changement ?"),
        max_length=500,
        help_text=_("Ex. : devis reçu, erreur de frappe. Ce qui était noté reste lisible."),
    )

    def changed(self) -> AdaptationDraft:
        return replace(self.draft(), asked_on=None)

    @staticmethod
    def typed(noted: JobAdaptation) -> dict[str, Any]:
        names = ("need", "solution", "funder", "cost", "funded", "done_on", "version")
        return {name: getattr(noted, name) for name in names}


class CancelAdaptationForm(VersionForm):
    reason = forms.CharField(
        label=_("Pourquoi annuler ?"),
        max_length=500,
        help_text=_("Ex. : noté deux fois. La personne peut lire ce texte."),
    )


class AdaptationDoneForm(VersionForm):
    on = FrenchDateField(label=_("En place depuis le"), initial=clock.today, past=True)
    solution = forms.CharField(label=_("Ce qui a été fait"), required=False, max_length=300)
