"""Forms about company leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.support.actions.leads import LeadDraft
from passerelles.support.forms.corrections import correcting_reason
from passerelles.support.models import CompanyLead
from passerelles.support.rules.leads import (
    LEAD_ORIGIN_LABELS,
    OUTCOME_LABELS,
    LeadOrigin,
    LeadOutcome,
)
from passerelles.web.forms import FrenchDateField, FrenchForm


class LeadForm(FrenchForm):
    company = forms.CharField(
        label=_("Quelle entreprise ?"),
        max_length=160,
        help_text=_("Son nom seulement : ni téléphone, ni courriel, ni nom d’un particulier."),
    )
    origin = forms.TypedChoiceField(
        label=_("D’où vient cette piste ?"),
        choices=[(origin.value, label) for origin, label in LEAD_ORIGIN_LABELS.items()],
        coerce=LeadOrigin,
        widget=forms.RadioSelect,
    )
    known_by = forms.TypedChoiceField(
        label=_("Qui la connaît dans l’équipe ?"), required=False, coerce=UUID, empty_value=None
    )
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, past=True)
    words = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=300,
        help_text=_("Ex. : cherche quelqu’un le samedi. Rien sur une personne accompagnée."),
    )

    def __init__(self, *args: Any, colleagues: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "known_by", [("", _("personne en particulier")), *colleagues])

    def draft(self) -> LeadDraft:
        return LeadDraft(**self.cleaned_data)


class CorrectLeadForm(LeadForm):
    reason = correcting_reason()
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))

    def draft(self) -> LeadDraft:
        data = dict(self.cleaned_data)
        return LeadDraft(**{k: v for k, v in data.items() if k not in {"reason", "version"}})

    @staticmethod
    def typed(lead: CompanyLead) -> dict[str, Any]:
        names = ("company", "origin", "on", "words", "version")
        known_by = str(lead.known_by_id) if lead.known_by_id else ""
        return {name: getattr(lead, name) for name in names} | {"known_by": known_by}


class TakeUpForm(FrenchForm):
    lead = forms.TypedChoiceField(label=_("Quelle piste ?"), coerce=UUID)
    objective = forms.TypedChoiceField(
        label=_("Pour quel objectif ?"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(
        self, *args: Any, leads: Iterable[Any], objectives: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", leads)
        offer(self, "objective", [("", _("aucun pour le moment")), *objectives])


class OutcomeForm(FrenchForm):
    outcome = forms.TypedChoiceField(
        label=_("Où en est-on ?"),
        choices=[(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()],
        coerce=LeadOutcome,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
