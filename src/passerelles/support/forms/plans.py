"""Forms of the plan in three parts and of the progressive timetable."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.support.actions.plans import PlanDraft, TimetableDraft
from passerelles.support.queries.plans import PlanSources, PlanView, TimetableView
from passerelles.support.rules.plans import PartSaid, PlanGoal, PlanPart, goal_label
from passerelles.support.rules.timetables import WEEKDAY_LABELS, Step, Weekday
from passerelles.web.forms import FrenchDateField, FrenchForm

STEPS = (1, 2, 3, 4, 5)


def _part(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=1000, widget=forms.Textarea, help_text=hint
    )


def _why(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=300)


class PlanForm(FrenchForm):
    mark_optional = False

    goal = forms.TypedChoiceField(
        label=_("Vers quoi va-t-on ?"),
        coerce=PlanGoal,
        widget=forms.RadioSelect,
    )
    goal_words = forms.CharField(
        label=_("Avec les mots de la personne"), required=False, max_length=300
    )
    work = _part(_("Emploi"), _("Poste, tâches, essais. La personne le lit."))
    work_why = _why(_("Si rien n’est prévu en emploi, pourquoi ?"))
    support = _part(_("Accompagnement"), _("Avec qui, pour quoi, à quel rythme."))
    support_why = _why(_("Si aucun accompagnement n’est prévu, pourquoi ?"))
    training = _part(_("Formation"), _("Gestes, certificat, français, permis…"))
    training_why = _why(_("Si aucune formation n’est prévue, pourquoi ?"))
    start = FrenchDateField(label=_("À partir du"), initial=clock.today)
    review_on = FrenchDateField(label=_("On le revoit le"), required=False)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput, label=_("version"))

    def __init__(self, *args: Any, place_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "goal", [(goal.value, goal_label(goal, place_kind)) for goal in PlanGoal])

    def draft(self) -> PlanDraft:
        data = self.cleaned_data
        return PlanDraft(
            goal=data["goal"],
            goal_words=data["goal_words"],
            parts={
                part: PartSaid(data[part.value], data[f"{part.value}_why"]) for part in PlanPart
            },
            start=data["start"],
            review_on=data["review_on"],
        )

    @staticmethod
    def typed(view: PlanView | None, sources: PlanSources) -> dict[str, Any]:
        """The version in force, or what the record already says."""
        if view is None:
            return {part.value: sources.lines(part) for part in PlanPart}
        row = view.plan
        parts = {part.value: getattr(row, part.value) for part in PlanPart}
        whys = {f"{part.value}_why": getattr(row, f"{part.value}_why") for part in PlanPart}
        return {"goal": row.goal, "goal_words": row.goal_words, "replaces": row.pk, **parts, **whys}


class TimetableForm(FrenchForm):
    """Up to five levels; a level without hours is no level."""

    mark_optional = False

    situation = forms.ChoiceField(label=_("Pour quel travail ?"), required=False)
    words = forms.CharField(
        label=_("Ce qu’il faut respecter, dit par la personne"),
        required=False,
        max_length=300,
        help_text=_("Ex. : je dépose mes enfants à 8 h 30. Partagé avec le parcours."),
    )
    last_day = FrenchDateField(label=_("Dernier jour du dernier palier"), required=False)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput, label=_("version"))

    def __init__(self, *args: Any, situations: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "situation", [("", _("aucun, ou pas noté")), *situations])
        own = self.fields
        last, hidden = own.pop("last_day"), own.pop("replaces")
        for number in STEPS:
            own |= _step_fields(number)
        own |= {"last_day": last, "replaces": hidden}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in STEPS:
            start, hours = data.get(f"start_{number}"), data.get(f"hours_{number}")
            if (start is None) != (hours is None) and not self._wrong(number):
                field = f"start_{number}" if start is None else f"hours_{number}"
                self.add_error(field, _("Un palier a un premier jour et des heures."))
        return data

    def _wrong(self, number: int) -> bool:
        return any(f"{name}_{number}" in self.errors for name in ("start", "hours"))

    def draft(self) -> TimetableDraft:
        data = self.cleaned_data
        steps = tuple(
            Step(
                data[f"start_{number}"],
                data[f"hours_{number}"],
                tuple(Weekday(day) for day in data[f"days_{number}"]),
                data[f"times_{number}"],
            )
            for number in STEPS
            if data[f"hours_{number}"] is not None
        )
        situation = data["situation"]
        return TimetableDraft(
            steps, data["last_day"], UUID(situation) if situation else None, data["words"]
        )

    @staticmethod
    def typed(view: TimetableView | None) -> dict[str, Any]:
        if view is None:
            return {}
        row = view.timetable
        said: dict[str, Any] = {
            "situation": str(row.situation_id or ""),
            "words": row.words,
            "replaces": row.pk,
            "last_day": view.steps[-1].step.end,
        }
        for number, item in zip(STEPS, view.steps, strict=False):
            said |= {
                f"start_{number}": item.step.start,
                f"hours_{number}": item.step.weekly_hours,
                f"days_{number}": item.step.days,
                f"times_{number}": item.step.times,
            }
        return said


def _step_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"start_{number}": FrenchDateField(
            label=_("Palier %(number)s : premier jour") % {"number": number}, required=False
        ),
        f"hours_{number}": forms.DecimalField(
            label=_("Palier %(number)s : heures par semaine") % {"number": number},
            required=False,
            min_value=0,
            max_digits=5,
            decimal_places=2,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        ),
        f"days_{number}": forms.MultipleChoiceField(
            label=_("Palier %(number)s : quels jours ?") % {"number": number},
            required=False,
            choices=[(day.value, label) for day, label in WEEKDAY_LABELS.items()],
            widget=forms.CheckboxSelectMultiple,
        ),
        f"times_{number}": forms.CharField(
            label=_("Palier %(number)s : à quelles heures ?") % {"number": number},
            required=False,
            max_length=80,
            help_text=_("Ex. : 9 h – 12 h"),
        ),
    }
