"""Forms of integration: the plan, a check, what follows an alert."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.pathways.actions.integration import AlertDraft, CheckDraft, IntegrationDraft
from passerelles.pathways.forms.paths import VersionForm
from passerelles.pathways.models import WellBeing
from passerelles.pathways.rules.integration import (
    ALERT_LABELS,
    MOMENT_LABELS,
    USUAL_MOMENTS,
    USUAL_WELCOME,
    AlertAnswer,
    CheckMoment,
)
from passerelles.web.forms import FrenchDateField, FrenchForm

_MOMENTS = [(moment.value, label) for moment, label in MOMENT_LABELS.items()]
STEPS_AT_ONCE = 20


def _moments(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=_MOMENTS, required=False, widget=forms.CheckboxSelectMultiple
    )


class IntegrationForm(FrenchForm):
    """Who welcomes, what is prepared, when one asks how it goes on both sides."""

    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"), required=False)
    tutor = forms.CharField(
        label=_("Qui accueille la personne dans l’entreprise ?"),
        max_length=120,
        help_text=_("Son prénom, l’initiale de son nom et sa fonction suffisent."),
    )
    co_tutor = forms.CharField(label=_("Qui d’autre, en relais ?"), max_length=120, required=False)
    steps = forms.CharField(
        label=_("Étapes de l’accueil à ajouter"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Une par ligne. Elles portent toutes le jour qui suit."),
    )
    steps_on = FrenchDateField(label=_("Ces étapes sont prévues le"), required=False, max_year=2200)
    person_moments = _moments(_("Quand demander à la personne comment ça va ?"))
    company_moments = _moments(_("Quand demander à l’entreprise comment ça va ?"))

    def __init__(self, *args: Any, start: date, new: bool, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"steps_on": start}
        if new:
            usual = [moment.value for moment in USUAL_MOMENTS]
            initial |= {
                "steps": "\n".join(USUAL_WELCOME),
                "person_moments": usual,
                "company_moments": usual,
            }
        kwargs["initial"] = initial | kwargs.get("initial", {})
        self.start = start
        super().__init__(*args, **kwargs)

    def clean_steps(self) -> tuple[str, ...]:
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines()]
        kept = tuple(dict.fromkeys(line for line in lines if line))
        if len(kept) > STEPS_AT_ONCE or any(len(line) > 200 for line in kept):
            raise forms.ValidationError(
                _("Au plus %(most)d étapes, de 200 caractères chacune."),
                params={"most": STEPS_AT_ONCE},
            )
        return kept

    def draft(self) -> IntegrationDraft:
        data = self.cleaned_data
        day = data["steps_on"] or self.start
        return IntegrationDraft(
            tutor=data["tutor"],
            co_tutor=data["co_tutor"],
            steps=tuple((what, day) for what in data["steps"]),
            person_moments=tuple(CheckMoment(code) for code in data["person_moments"]),
            company_moments=tuple(CheckMoment(code) for code in data["company_moments"]),
            version=data["version"],
        )


class CheckForm(VersionForm):
    """How it goes, in three answers and a few words; help may be asked for."""

    mood = forms.ChoiceField(
        label=_("Comment ça va au travail ?"),
        choices=WellBeing.Mood.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("La personne peut lire ce texte."),
    )
    help_wanted = forms.BooleanField(label=_("Il faudrait en parler à plusieurs"), required=False)
    gathered_from = forms.CharField(
        label=_("Recueilli auprès de"),
        required=False,
        max_length=120,
        help_text=_("Son nom ou sa fonction dans l’entreprise."),
    )

    def __init__(self, *args: Any, gathers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gathers:
            del self.fields["gathered_from"]

    def draft(self) -> CheckDraft:
        data = self.cleaned_data
        return CheckDraft(
            mood=data["mood"],
            words=data["words"],
            help_wanted=data["help_wanted"],
            gathered_from=data.get("gathered_from", ""),
            version=data["version"],
        )


class OwnCheckForm(VersionForm):
    """The same for the person, with faces."""

    mood = forms.ChoiceField(
        label=_("Comment ça va au travail ?"),
        choices=WellBeing.Mood.choices,
        error_messages={"required": _("Choisissez une réponse.")},
    )
    words = forms.CharField(
        label=_("J’explique, si je veux"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("C’est trop long. Écrivez moins de mots.")},
    )
    help_wanted = forms.BooleanField(label=_("Je voudrais qu’on m’aide"), required=False)

    def draft(self) -> CheckDraft:
        data = self.cleaned_data
        return CheckDraft(
            mood=data["mood"],
            words=data["words"],
            help_wanted=data["help_wanted"],
            version=data["version"],
        )


class AlertForm(VersionForm):
    """What one does about it; nothing ends by itself."""

    answer = forms.ChoiceField(
        label=_("Que fait-on ?"),
        choices=[(answer.value, label) for answer, label in ALERT_LABELS.items()],
        widget=forms.RadioSelect,
    )
    on = FrenchDateField(
        label=_("Quel jour se voit-on ?"),
        required=False,
        help_text=_("Pour une médiation : c’est aussi la prochaine étape du parcours."),
    )
    words = forms.CharField(
        label=_("Avec qui, pour quoi ?"),
        max_length=400,
        help_text=_("Ex. : la tutrice, la personne et moi, pour revoir les horaires."),
    )

    def draft(self) -> AlertDraft:
        data = self.cleaned_data
        return AlertDraft(
            answer=AlertAnswer(data["answer"]),
            words=data["words"],
            on=data["on"],
            version=data["version"],
        )
