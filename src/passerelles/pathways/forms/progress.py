"""Forms about progress: a few levels, none compulsory, in words rather than figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.actions.progress import Observations
from passerelles.pathways.forms.choices import offer
from passerelles.pathways.models import ProgressAxis, Stage, WellBeing
from passerelles.pathways.rules.axes import AxisDefinition
from passerelles.pathways.rules.progress import LEVEL_MAX
from passerelles.web.forms import FrenchDateField, FrenchForm

UNSAID = ("", _("je ne dis rien"))
NAME_LENGTH, QUESTION_LENGTH = 80, 160


class LevelsForm(FrenchForm):
    """One group of levels per axis, in words; none is compulsory."""

    mark_optional = False
    level_widget: type[ChoiceWidget] = forms.RadioSelect

    def __init__(self, *args: Any, axes: Iterable[ProgressAxis], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.axes = list(axes)
        own = self.fields
        self.fields = {
            **{self.key(axis): _levels_field(axis, self.level_widget) for axis in self.axes},
            **own,
        }

    @staticmethod
    def key(axis: ProgressAxis) -> str:
        return f"axis_{axis.id.hex}"

    def levels(self) -> dict[UUID, int]:
        """Levels that were said, by axis."""
        said = {axis.id: self.cleaned_data.get(self.key(axis)) for axis in self.axes}
        return {axis_id: level for axis_id, level in said.items() if level is not None}


def _levels_field(axis: ProgressAxis, widget: type[ChoiceWidget]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=axis.name,
        choices=[UNSAID, *((str(level), words) for level, words in enumerate(axis.levels))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=widget,
        initial="",
    )


class ProgressForm(LevelsForm):
    """Observations of a professional: every axis on one screen."""

    level_widget = forms.Select
    observed_on = FrenchDateField(label=_("Observé le"), initial=clock.today, past=True)
    context = forms.CharField(
        label=_("Dans quel contexte ?"),
        required=False,
        max_length=160,
        help_text=_("Ex. : chantier du lycée, matinée, avec une équipe nouvelle."),
    )
    stage = forms.ChoiceField(label=_("Pendant quelle étape ?"), required=False)
    comment = forms.CharField(
        label=_("Commentaire"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("La personne peut lire ce commentaire."),
    )
    person_speaks = forms.BooleanField(
        label=_("C’est l’avis de la personne, recueilli avec elle"), required=False
    )

    def __init__(self, *args: Any, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("aucune en particulier"))
        offer(self, "stage", [none, *((str(stage.id), stage.title) for stage in stages)])

    def seen(self) -> Observations:
        data = self.cleaned_data
        return Observations(
            levels=self.levels(),
            observed_on=data["observed_on"],
            context=data["context"],
            comment=data["comment"],
            stage_id=UUID(data["stage"]) if data["stage"] else None,
            person_speaks=data["person_speaks"],
        )


class GuestProgressForm(LevelsForm):
    """A tutor's few axes."""

    comment = forms.CharField(
        label=_("Un mot si vous voulez"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("La personne peut lire ce que vous écrivez."),
    )


class CorrectionForm(FrenchForm):
    level = forms.TypedChoiceField(label=_("Le bon niveau"), coerce=int, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Pourquoi cette correction ?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, axis: ProgressAxis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "level", [(str(level), words) for level, words in enumerate(axis.levels)])


class WellBeingForm(FrenchForm):
    mood = forms.ChoiceField(
        label=_("Comment ça se passe au travail ?"),
        choices=WellBeing.Mood.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("En quelques mots"), required=False, max_length=1000, widget=forms.Textarea
    )


class FrameworkForm(FrenchForm):
    name = forms.CharField(label=_("Nom de ce cadre d’observation"), max_length=120)
    axes = forms.CharField(
        label=_("Les axes"),
        widget=forms.Textarea(attrs={"rows": "12"}),
        max_length=8000,
        help_text=_(
            "Un axe par ligne : le nom, puis la question posée à la personne, puis les mots des "
            "cinq niveaux, séparés par des barres. Ex. : Tri | Est-ce que je sais trier ? | Je "
            "découvre | On me montre | Avec de l’aide | Seul·e | Je peux montrer"
        ),
    )

    def clean_axes(self) -> list[AxisDefinition]:
        lines = [line for line in self.cleaned_data["axes"].splitlines() if line.strip()]
        return [self._axis(number, line) for number, line in enumerate(lines, start=1)]

    @staticmethod
    def _axis(number: int, line: str) -> AxisDefinition:
        parts = [part.strip() for part in line.split("|")]
        expected = LEVEL_MAX + 3  # name, question, levels 0 to 4
        if len(parts) != expected or not all(parts):
            raise forms.ValidationError(
                _("Ligne %(number)s : il faut %(expected)s parties séparées par des barres."),
                params={"number": number, "expected": expected},
            )
        if len(parts[0]) > NAME_LENGTH or len(parts[1]) > QUESTION_LENGTH:
            raise forms.ValidationError(
                _("Ligne %(number)s : un nom de %(name)s caractères puis une question de %(q)s."),
                params={"number": number, "name": NAME_LENGTH, "q": QUESTION_LENGTH},
            )
        return AxisDefinition(f"axe-{number}", parts[0], parts[1], tuple(parts[2:]))
