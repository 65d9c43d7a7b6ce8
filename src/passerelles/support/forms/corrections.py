"""Forms that put right what was noted by mistake, each with a reason and the version read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.paths import VersionForm
from passerelles.support.actions.correcting import LineDraft
from passerelles.support.actions.solutions import ActionDraft
from passerelles.support.forms.barriers import (
    ActionForm,
    FundingLineForm,
    FundingPlanForm,
    euros_field,
)
from passerelles.support.models import BarrierAction, FundingLine, FundingPlan
from passerelles.support.rules.funding import FUNDING_LABELS, PLAN_RESULT_LABELS, FundingState
from passerelles.support.rules.funding import PlanResult as Result
from passerelles.web.forms import FrenchDateField

SAID = {True: "yes", False: "no", None: ""}


def correcting_reason() -> forms.CharField:
    return forms.CharField(
        label=_("Pourquoi ce changement ?"),
        max_length=300,
        help_text=_("Ex. : erreur de frappe. Ce qui était noté reste lisible, avec cette raison."),
    )


class CancelForm(VersionForm):
    reason = forms.CharField(
        label=_("Pourquoi annuler ?"),
        max_length=300,
        help_text=_("Ex. : noté deux fois. Rien n’est effacé : cela ne compte plus."),
    )


class CorrectActionForm(ActionForm):
    reason = correcting_reason()
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))

    def draft(self) -> ActionDraft:
        data = {k: v for k, v in self.cleaned_data.items() if k not in {"reason", "version"}}
        return ActionDraft(**data | {"hours": data["hours"] or None})

    @staticmethod
    def typed(action: BarrierAction) -> dict[str, Any]:
        names = ("kind", "what", "partner", "planned_on", "done_on", "hours", "result", "version")
        said = {"on_working_time": SAID[action.on_working_time]}
        return {name: getattr(action, name) for name in names} | said


class CorrectPlanForm(FundingPlanForm):
    reason = correcting_reason()
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))

    @staticmethod
    def typed(plan: FundingPlan) -> dict[str, Any]:
        return {name: getattr(plan, name) for name in ("label", "cost", "version")}


class CorrectLineForm(FundingLineForm):
    """Its state too: « versé » may have been said of another request."""

    state = forms.TypedChoiceField(
        label=_("Où en est cette demande ?"),
        choices=[(state.value, label) for state, label in FUNDING_LABELS.items()],
        coerce=FundingState,
        widget=forms.RadioSelect,
    )
    granted = euros_field(
        _("Montant accordé"),
        required=False,
        help_text=_("Seulement si c’est accordé ou versé. Vide : le montant demandé."),
    )
    reason = correcting_reason()
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Dans cet état depuis le")

    def corrected(self) -> LineDraft:
        data = {k: v for k, v in self.cleaned_data.items() if k not in {"reason", "version"}}
        return LineDraft(**data)

    @staticmethod
    def typed(line: FundingLine) -> dict[str, Any]:
        names = ("funder", "funder_name", "asked", "state", "granted", "version")
        return {name: getattr(line, name) for name in names} | {"on": line.state_on}


class PlanResultForm(VersionForm):
    result = forms.TypedChoiceField(
        label=_("Qu’est-ce que cela a donné ?"),
        choices=[(result.value, label) for result, label in PLAN_RESULT_LABELS.items()],
        coerce=Result,
        widget=forms.RadioSelect,
        help_text=_("Pas obtenu cette fois n’empêche rien : le plan continue."),
    )
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, past=True)
    words = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=300,
        help_text=_("Ex. : permis B réussi au deuxième essai. La personne peut lire ce texte."),
    )

    @staticmethod
    def typed(plan: FundingPlan) -> dict[str, Any]:
        said = {"result": plan.result, "on": plan.result_on, "words": plan.result_words}
        return {"version": plan.version} | (said if plan.result else {})
