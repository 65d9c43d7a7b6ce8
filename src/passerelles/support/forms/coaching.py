"""Forms about coach pairs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.forms.choices import offer
from passerelles.sharing.actions.proofs import GiverNamed
from passerelles.sharing.rules.givers import Giver
from passerelles.support.actions.coaching import PairDraft
from passerelles.web.forms import FrenchDateField, FrenchForm

GIVERS = [
    (Giver.PERSON.value, _("la personne")),
    (Giver.BOTH.value, _("la personne et son représentant légal")),
    (Giver.REPRESENTATIVE.value, _("son représentant légal")),
]


class PairForm(FrenchForm):
    coach_name = forms.CharField(label=_("Prénom et nom du coach"), max_length=120)
    association = forms.CharField(label=_("Son association"), required=False, max_length=160)
    until = FrenchDateField(
        label=_("Dernier jour"),
        help_text=_("Un an au plus. Chacun peut arrêter avant, tout de suite."),
    )

    def draft(self) -> PairDraft:
        return PairDraft(**self.cleaned_data)


class PaperConsentForm(FrenchForm):
    giver = forms.ChoiceField(label=_("Qui a signé ?"), choices=GIVERS, widget=forms.RadioSelect)
    representative = forms.ChoiceField(label=_("Représentant légal"), required=False)
    reference = forms.CharField(
        label=_("Référence du papier signé"),
        max_length=120,
        help_text=_("Ex. : classeur accords 2026, n° 12."),
    )

    def __init__(self, *args: Any, representatives: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "representative", [("", _("aucun")), *representatives])

    def named(self) -> GiverNamed:
        data = self.cleaned_data
        kind = Giver(data["giver"])
        chosen = data["representative"] if kind is not Giver.PERSON else ""
        return GiverNamed(kind, UUID(chosen) if chosen else None)


class ShownForm(FrenchForm):
    """Nothing is ticked in advance: the person chooses."""

    objectives = forms.MultipleChoiceField(
        label=_("Quels objectifs le coach lit-il ?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, objectives: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "objectives", objectives)

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["objectives"]]


class OwnAnswerForm(ShownForm):
    answer = forms.ChoiceField(
        label=_("Voulez-vous ce coach ?"),
        choices=[("yes", _("Je dis oui")), ("no", _("Je dis non"))],
        widget=forms.RadioSelect,
    )
    field_order = ("answer", "objectives")


class ExchangeForm(FrenchForm):
    words = forms.CharField(
        label=_("Votre message"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
