"""Forms that answer a request of the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import offer
from passerelles.support.actions.requests import RequestAnswer
from passerelles.support.queries.appointments import AppointmentView
from passerelles.support.queries.requests import Addressee
from passerelles.support.rules.requests import OUTCOME_LABELS, RequestOutcome
from passerelles.web import french
from passerelles.web.forms import FrenchDateField, FrenchForm


class AnswerRequestForm(FrenchForm):
    """Words and what happens next; only the boxes of the outcome chosen are read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Votre réponse, en mots simples"),
        help_text=_("La personne lit ces mots dans son espace."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    outcome = forms.TypedChoiceField(
        label=_("Et ensuite ?"),
        choices=[(item.value, label) for item, label in OUTCOME_LABELS.items()],
        coerce=RequestOutcome,
        widget=forms.RadioSelect,
        help_text=_("Pour un « non », dites pourquoi dans la réponse."),
    )
    appointment = forms.ChoiceField(
        label=_("Quel rendez-vous déjà prévu ?"), required=False, choices=[]
    )
    what = forms.CharField(
        label=_("Quelle prochaine étape ?"),
        required=False,
        max_length=200,
        help_text=_("En mots simples. Vous en êtes responsable."),
    )
    day = FrenchDateField(label=_("Quel jour ?"), required=False)
    hour = forms.TimeField(
        label=_("À quelle heure ?"),
        required=False,
        help_text=_("Ex. : 14:00"),
        widget=forms.TimeInput(format="%H:%M"),
    )
    place = forms.CharField(label=_("Où ?"), required=False, max_length=160)

    def __init__(
        self, *args: Any, coming: list[AppointmentView], has_path: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(view.appointment.id), _when(view.appointment.starts_at)) for view in coming]
        if offered:
            offer(self, "appointment", [("", _("choisissez")), *offered])
        else:
            del self.fields["appointment"]
        if not has_path:
            del self.fields["what"]
        left_out = {RequestOutcome.KNOWN_APPOINTMENT} if not offered else set()
        left_out |= {RequestOutcome.NEXT_STEP} if not has_path else set()
        kept = [(item.value, text) for item, text in OUTCOME_LABELS.items() if item not in left_out]
        offer(self, "outcome", kept)

    def answer(self) -> RequestAnswer:
        data = self.cleaned_data
        chosen = data.get("appointment")
        return RequestAnswer(
            words=data["words"],
            outcome=data["outcome"],
            starts_at=self._starts_at(),
            place=data["place"],
            appointment_id=UUID(chosen) if chosen else None,
            what=data.get("what", ""),
        )

    def _starts_at(self) -> datetime | None:
        """The moment when there is one; a step may have a day without an hour."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if day is None or (
            hour is None and self.cleaned_data["outcome"] is not RequestOutcome.NEXT_STEP
        ):
            return None
        return datetime.combine(day, hour or datetime.min.time(), tzinfo=clock.PARIS)


class HandOverForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    organisation = forms.ChoiceField(
        label=_("À qui passer la demande ?"), choices=[], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Pourquoi ? En mots simples"),
        max_length=300,
        help_text=_("La personne lit ces mots, puis dit oui ou non."),
    )

    def __init__(self, *args: Any, others: list[Addressee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", [(str(item.organisation_id), item.name) for item in others])


def _when(moment: datetime) -> str:
    return f"{french.long_date(moment)}, {french.hour(moment)}"
