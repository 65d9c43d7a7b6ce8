"""Forms of what is put in common: a mean, a joint offer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.cooperation.actions.pooling import MeanWords, OfferWords
from passerelles.cooperation.forms.projects import VersionForm
from passerelles.cooperation.models.pooling import MEAN_CHOICES
from passerelles.cooperation.rules.pooling import MeanKind
from passerelles.kernel import clock
from passerelles.web.forms import FrenchDateField

MANY_YEARS_AHEAD = 2200
PART = "part_"
DOES_LENGTH = 200


def _euros(label: Any, hint: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
        help_text=hint,
    )


class MeanForm(VersionForm):
    kind = forms.TypedChoiceField(
        label=_("Que mettez-vous en commun ?"),
        choices=MEAN_CHOICES,
        coerce=MeanKind,
        widget=forms.RadioSelect,
    )
    label = forms.CharField(
        label=_("En quelques mots"),
        max_length=160,
        help_text=_("Ex. : minibus neuf places, une CIP à mi-temps. Aucun nom de personne."),
    )
    brought_by = forms.ChoiceField(label=_("Apporté par"))
    used_by = forms.MultipleChoiceField(
        label=_("Utilisé aussi par"), widget=forms.CheckboxSelectMultiple, required=False
    )
    since = FrenchDateField(label=_("Depuis le"), initial=clock.today)
    until = FrenchDateField(label=_("Jusqu’au"), required=False, max_year=MANY_YEARS_AHEAD)
    cost_alone = _euros(
        _("Coût par an si chacun s’équipe de son côté"),
        _("En euros, au total. Vide si on ne sait pas."),
    )
    cost_pooled = _euros(_("Coût par an ensemble"), _("En euros. Vide si on ne sait pas."))

    def offer(self, partners: list[tuple[str, str]]) -> None:
        for name in ("brought_by", "used_by"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = partners

    @property
    def words(self) -> MeanWords:
        data = dict(self.cleaned_data)
        data.pop("version")
        data["brought_by"] = UUID(data["brought_by"])
        data["used_by"] = tuple(UUID(key) for key in data["used_by"])
        return MeanWords(**data)


class OfferForm(VersionForm):
    """One line for each partner: what it does in the offer, empty when it takes no part."""

    title = forms.CharField(label=_("Offre"), max_length=160)
    description = forms.CharField(
        label=_("Pour qui, et quoi"), max_length=2000, required=False, widget=forms.Textarea
    )

    def offer(self, partners: list[tuple[str, str]], done: dict[UUID, str]) -> None:
        for key, name in partners:
            self.fields[f"{PART}{key}"] = forms.CharField(
                label=_("Ce que fait %(name)s") % {"name": name},
                required=False,
                max_length=DOES_LENGTH,
                initial=done.get(UUID(key), ""),
            )

    @property
    def words(self) -> OfferWords:
        data = self.cleaned_data
        parts = {
            UUID(name.removeprefix(PART)): text
            for name, text in data.items()
            if name.startswith(PART)
        }
        return OfferWords(data["title"], data["description"], parts)
