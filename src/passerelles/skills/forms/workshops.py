"""Forms of workshops: opened, changed, decided, and the sheet of one day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.skills.actions.practice import DaySheet
from passerelles.skills.actions.workshops import ContentWords, WorkshopWords
from passerelles.skills.models.workshops import KIND_CHOICES
from passerelles.skills.rules.workshops import WorkshopKind, skill_lines
from passerelles.web.forms import FrenchDateField, FrenchForm


class ContentForm(FrenchForm):
    text = forms.CharField(
        label=_("Contenu"),
        max_length=4000,
        widget=forms.Textarea,
        help_text=_("Ce qui s’y passe. Ne nommez aucune personne."),
    )
    skills = forms.CharField(
        label=_("Ce qu’on y travaille"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("Une compétence par ligne. Ex. : « doser le produit »."),
    )
    why = forms.CharField(label=_("Ce que cette version change"), max_length=300)

    def content(self) -> ContentWords:
        data = self.cleaned_data
        return ContentWords(data["text"], skill_lines(data["skills"]), data.get("why", ""))


class WorkshopForm(ContentForm):
    kind = forms.TypedChoiceField(
        label=_("De quoi s’agit-il ?"),
        choices=KIND_CHOICES,
        coerce=WorkshopKind,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Intitulé"), max_length=160)
    trade = forms.CharField(label=_("Métier"), max_length=120, help_text=_("Ex. : propreté"))
    host_name = forms.CharField(
        label=_("Entreprise"),
        max_length=160,
        required=False,
        help_text=_("Pour une formation montée dans une entreprise."),
    )
    transmitter = forms.CharField(
        label=_("Qui transmet ?"),
        max_length=120,
        required=False,
        help_text=_("La fonction, pas le nom. Ex. : « agente de propreté expérimentée »."),
    )
    idle_times = forms.BooleanField(label=_("Aux moments creux, sans horaire fixe"), required=False)
    field_order = ("kind", "title", "trade", "host_name", "transmitter", "idle_times")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["why"]

    def words(self) -> WorkshopWords:
        kept = ("kind", "title", "trade", "host_name", "transmitter", "idle_times")
        return WorkshopWords(**{name: self.cleaned_data[name] for name in kept})


class DecideForm(FrenchForm):
    decision = forms.ChoiceField(
        label=_("Cette version"),
        choices=[("adopt", _("est adoptée")), ("aside", _("est mise de côté"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Raison"), max_length=300, required=False, help_text=_("Pour mettre de côté.")
    )


class ReviewerForm(FrenchForm):
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Son nom, comme dans l’annuaire. Elle lira le contenu, jamais qui participe."),
        widget=forms.TextInput(attrs={"list": "noms", "autocomplete": "off"}),
    )


class DayForm(FrenchForm):
    """One sheet for the group."""

    on = FrenchDateField(label=_("Le"), initial=clock.today, past=True)
    starts = forms.TimeField(
        label=_("Heure de début"),
        required=False,
        help_text=_("Ex. : 14:00. Nécessaire pour une seconde séance le même jour."),
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Écrivez l’heure ainsi : 14:00.")},
    )
    hours = forms.DecimalField(
        label=_("Durée en heures"),
        min_value=0.25,
        max_value=24,
        max_digits=4,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        help_text=_("Ex. : 2 ou 1,5"),
    )
    came = forms.MultipleChoiceField(
        label=_("Qui est venu ?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    missed = forms.MultipleChoiceField(
        label=_("Qui était attendu et n’est pas venu ?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Cela reste une information : rien n’est compté contre la personne."),
    )
    skills = forms.MultipleChoiceField(
        label=_("Ce qui a été travaillé"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]], skills: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        offer(self, "came", offered)
        offer(self, "missed", offered)
        offer(self, "skills", [(skill, skill) for skill in skills])

    def sheet(self) -> DaySheet:
        data = self.cleaned_data
        came = {UUID(key) for key in data["came"]}
        missed = {UUID(key) for key in data["missed"]} - came
        return DaySheet(
            data["on"], data["hours"], came | missed, came, data["skills"], data["starts"]
        )
