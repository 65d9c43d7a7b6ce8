"""Forms about what somebody tried, and about how an activity fits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.skills.actions.practice import AttemptWords
from passerelles.skills.models.practice import RESULT_CHOICES
from passerelles.skills.rules.workshops import SKILL_LENGTH, AttemptResult, skill_lines
from passerelles.web.forms import FrenchDateField, FrenchForm

_NOT_SAID = ("", _("aucun en particulier"))


class AttemptForm(FrenchForm):
    skill = forms.CharField(
        label=_("Qu’est-ce que la personne a essayé ?"),
        max_length=SKILL_LENGTH,
        help_text=_("Ex. : « doser le produit », « vider le chariot »."),
    )
    result = forms.TypedChoiceField(
        label=_("Comment cela s’est passé"),
        choices=RESULT_CHOICES,
        coerce=AttemptResult,
        widget=forms.RadioSelect,
        help_text=_("Un essai qui ne marche pas n’enlève rien."),
    )
    on = FrenchDateField(label=_("Le"), initial=clock.today, past=True)
    observed_by = forms.CharField(
        label=_("Vu par"),
        max_length=120,
        required=False,
        help_text=_("La fonction. Ex. : « tutrice en entreprise », « monitrice d’atelier »."),
    )
    doing = forms.CharField(
        label=_("Ce qui a été fait"), max_length=500, required=False, widget=forms.Textarea
    )
    thinking = forms.CharField(
        label=_("Ce que la personne en dit"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("Avec ses mots. Elle peut lire ce texte."),
    )
    workshop = forms.ChoiceField(label=_("Atelier ou formation interne"), required=False)
    situation = forms.ChoiceField(label=_("Pendant quel travail ?"), required=False)

    def __init__(
        self,
        *args: Any,
        workshops: list[tuple[str, str]],
        situations: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "workshop", [_NOT_SAID, *workshops])
        offer(self, "situation", [_NOT_SAID, *situations])

    def words(self) -> AttemptWords:
        data = self.cleaned_data
        kept = ("skill", "result", "on", "observed_by", "doing", "thinking")
        return AttemptWords(
            **{name: data[name] for name in kept},
            workshop_id=UUID(data["workshop"]) if data["workshop"] else None,
            situation_id=UUID(data["situation"]) if data["situation"] else None,
        )


class FitForm(FrenchForm):
    """Asked in the address: a trade and skills name nobody."""

    metier = forms.CharField(
        label=_("Quelle activité ?"), max_length=120, help_text=_("Ex. : entretien d’espaces verts")
    )
    besoins = forms.CharField(
        label=_("Ce qu’il faut savoir faire"),
        max_length=3000,
        widget=forms.Textarea,
        help_text=_("Une compétence par ligne, comme dans vos ateliers."),
    )

    def clean_besoins(self) -> tuple[str, ...]:
        return skill_lines(self.cleaned_data["besoins"])
