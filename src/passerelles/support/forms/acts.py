"""Forms about acts of accompaniment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.people.models import Person
from passerelles.support.actions.acts import ActDraft
from passerelles.support.forms.barriers import working_time
from passerelles.support.models.acts import LONGEST
from passerelles.support.rules.acts import (
    INTEREST_LABELS,
    PLACE_LABELS,
    TARGET_LABELS,
    ActKind,
    ActPlace,
    ActTarget,
    Interest,
    act_families,
)
from passerelles.web.forms import FrenchDateField, FrenchForm


def _interest(*, required: bool) -> forms.TypedChoiceField:
    said = [(item.value, label) for item, label in INTEREST_LABELS.items()]
    return forms.TypedChoiceField(
        label=_("Ce que la personne dit de ce métier"),
        choices=said if required else [("", _("pas encore dit")), *said],
        coerce=Interest,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


class ActFieldsForm(FrenchForm):
    """What one says of any act, for one person or for a group."""

    kind = forms.TypedChoiceField(
        label=_("Quel accompagnement ?"), choices=act_families, coerce=ActKind
    )
    label = forms.CharField(label=_("Si autre, lequel ?"), required=False, max_length=160)
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today)
    minutes = forms.IntegerField(
        label=_("Combien de minutes ?"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Laissez vide si vous ne savez pas : ce n’est pas compté comme zéro."),
    )
    target = forms.TypedChoiceField(
        label=_("Pour qui ?"),
        choices=[(item.value, label) for item, label in TARGET_LABELS.items()],
        coerce=ActTarget,
        widget=forms.RadioSelect,
        initial=ActTarget.PERSON.value,
    )
    place = forms.TypedChoiceField(
        label=_("Où ?"),
        choices=[(item.value, label) for item, label in PLACE_LABELS.items()],
        coerce=ActPlace,
        widget=forms.RadioSelect,
        initial=ActPlace.STRUCTURE.value,
    )
    company = forms.CharField(label=_("Quelle entreprise ?"), required=False, max_length=160)
    job = forms.CharField(label=_("Métier découvert"), required=False, max_length=160)
    counts_as_work = working_time(
        _("Compté comme temps de travail de la personne ?"),
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=600,
        widget=forms.Textarea,
        help_text=_("La personne le lit. Ne nommez aucune autre personne accompagnée."),
    )


class ActForm(ActFieldsForm):
    situation = forms.ChoiceField(label=_("Pour quel travail ?"), required=False)
    tutor_is_worker = forms.BooleanField(
        label=_("Co-tutorat : le tuteur est un autre travailleur"),
        required=False,
        help_text=_("Son nom ne s’écrit pas : il a droit à la même discrétion."),
    )
    interest = _interest(required=False)
    field_order = (
        "kind", "label", "on", "minutes", "target", "place", "situation", "company",
        "counts_as_work", "tutor_is_worker", "job", "interest", "words",
    )  # fmt: skip

    def __init__(self, *args: Any, situations: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "situation", [("", _("aucun, ou pas noté")), *situations])

    def draft(self) -> ActDraft:
        data = dict(self.cleaned_data)
        situation = data.pop("situation")
        return ActDraft(**data, situation_id=UUID(situation) if situation else None)


class GroupActForm(ActFieldsForm):
    people = forms.MultipleChoiceField(
        label=_("Qui a participé ?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Noté dans le parcours de chacun ; personne n’y voit les autres."),
    )
    field_order = ("people",)

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", [(str(person.id), person.short_name) for person in people])

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["people"]]

    def draft(self) -> ActDraft:
        return ActDraft(**{k: v for k, v in self.cleaned_data.items() if k != "people"})


class SetAsideForm(FrenchForm):
    why = forms.CharField(label=_("Pourquoi ?"), max_length=200)


class InterestForm(FrenchForm):
    interest = _interest(required=True)


class OwnInterestForm(FrenchForm):
    interest = _interest(required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interest"].label = _("Ce métier, qu’en pensez-vous ?")


class PeriodForm(FrenchForm):
    """A search: nothing is written."""

    mark_optional = False
    start = FrenchDateField(label=_("Du"))
    end = FrenchDateField(label=_("Au"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", _("La fin précède le début : corrigez une des deux dates."))
        return data
