"""Forms about commitments, objectives and partner sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.support.actions.commitments import CommitmentDraft
from passerelles.support.actions.objectives import ObjectiveDraft
from passerelles.support.actions.sessions import ContactSaid, SessionDraft
from passerelles.support.queries.commitments import CommitmentView
from passerelles.support.queries.sessions import SessionSheet
from passerelles.support.rules.commitments import (
    KEPT_LABELS,
    ORIGIN_LABELS,
    Kept,
    ObjectiveOrigin,
    ObjectiveState,
)
from passerelles.support.rules.sides import Side
from passerelles.web.forms import FrenchDateField, FrenchForm

REVIEWS = ("review_1", "review_2", "review_3")


def _lines(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=3000,
        widget=forms.Textarea,
        help_text=_("Une promesse par ligne, en mots simples."),
    )


def split_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class CommitmentForm(FrenchForm):
    person = _lines(_("Ce que la personne promet, avec ses mots"))
    structure = _lines(_("Ce que votre structure promet"))
    start = FrenchDateField(label=_("Premier jour"), initial=clock.today)
    end = FrenchDateField(label=_("Dernier jour"))
    review_1 = FrenchDateField(label=_("On en reparle le"))
    review_2 = FrenchDateField(label=_("et le"), required=False)
    review_3 = FrenchDateField(label=_("et encore le"), required=False)

    def draft(self) -> CommitmentDraft:
        data = self.cleaned_data
        return CommitmentDraft(
            start=data["start"],
            end=data["end"],
            review_days=tuple(data[name] for name in REVIEWS if data[name]),
            person=split_lines(data["person"]),
            structure=split_lines(data["structure"]),
        )


class AmendmentForm(CommitmentForm):
    reason = forms.CharField(label=_("Pourquoi change-t-on ?"), max_length=200)

    @staticmethod
    def typed(view: CommitmentView) -> dict[str, Any]:
        days = [date.fromisoformat(day) for day in view.commitment.review_days]
        return {
            "person": "\n".join(item.promise.words for item in view.of_person),
            "structure": "\n".join(item.promise.words for item in view.of_structure),
            "start": clock.today(),
            "end": view.commitment.end,
            **dict(zip(REVIEWS, [day for day in days if day >= clock.today()], strict=False)),
        }


class ReviewForm(FrenchForm):
    kept = forms.TypedChoiceField(
        label=_("Est-ce tenu ?"),
        choices=[(kept.value, label) for kept, label in KEPT_LABELS.items()],
        coerce=Kept,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Un mot"), required=False, max_length=300)


class ProfessionalReviewForm(ReviewForm):
    person_speaks = forms.BooleanField(
        label=_("C’est la personne qui le dit, je l’écris avec elle"), required=False
    )


class ObjectiveForm(FrenchForm):
    words = forms.CharField(
        label=_("Objectif professionnel"),
        max_length=300,
        help_text=_("Concret et proche. Il peut y en avoir plusieurs, et ils peuvent changer."),
    )
    job = forms.CharField(label=_("Métier"), required=False, max_length=160)
    origin = forms.TypedChoiceField(
        label=_("D’où vient-il ?"),
        choices=[(origin.value, label) for origin, label in ORIGIN_LABELS.items()],
        coerce=ObjectiveOrigin,
        widget=forms.RadioSelect,
    )
    by_day = FrenchDateField(label=_("Pour quand ?"), required=False)
    side = forms.ChoiceField(
        label=_("Pour quel côté du programme ?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["side"]
        if sides and isinstance(field, forms.ChoiceField):
            field.choices = [*sides, ("", _("Aucun en particulier"))]
        else:
            del self.fields["side"]

    def draft(self) -> ObjectiveDraft:
        data = self.cleaned_data
        return ObjectiveDraft(
            words=data["words"],
            job=data["job"],
            origin=data["origin"],
            by_day=data["by_day"],
            side=Side.read(data.get("side", "")),
            side_told="side" in self.fields,
        )


class SettleForm(FrenchForm):
    state = forms.TypedChoiceField(
        label=_("Où en est-il ?"),
        choices=[
            (ObjectiveState.REACHED.value, _("Atteint")),
            (ObjectiveState.LEFT.value, _("La personne l’abandonne")),
        ],
        coerce=ObjectiveState,
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Un mot"), required=False, max_length=300)


class EvidenceForm(FrenchForm):
    what = forms.CharField(label=_("Qu’est-ce qui montre qu’on s’en approche ?"), max_length=300)
    on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, past=True)


class SessionForm(FrenchForm):
    partner = forms.CharField(
        label=_("Quel partenaire ?"), max_length=160, help_text=_("Ex. : banque, CPAM, planning.")
    )
    topic = forms.CharField(label=_("Sur quel sujet ?"), max_length=160)
    on = FrenchDateField(label=_("Quel jour ?"))
    on_working_time = forms.BooleanField(
        label=_("Sur le temps de travail"), required=False, initial=True
    )
    sensitive = forms.BooleanField(
        label=_("Le sujet touche à la santé ou à la justice"),
        required=False,
        help_text=_("La présence de chacun reste alors dans le volet sensible."),
    )

    def draft(self) -> SessionDraft:
        return SessionDraft(**self.cleaned_data)


class NotHeldForm(FrenchForm):
    reason = forms.CharField(
        label=_("Pourquoi n’a-t-elle pas eu lieu ?"),
        max_length=300,
        help_text=_("Toute l’équipe lit ce texte : ne nommez personne."),
    )


SAID = (
    ("", _("pas concerné")),
    ("absent", _("n’est pas venu")),
    ("came", _("est venu")),
    ("met", _("est venu et a pris un premier contact")),
    ("knows", _("est venu et sait qui contacter")),
)


class SheetForm(FrenchForm):
    """One line for each person: the words of the person decide the last answer."""

    mark_optional = False

    def __init__(self, *args: Any, sheet: SessionSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = [line.person for line in sheet.lines]
        for line in sheet.lines:
            self.fields[f"p_{line.person.id.hex}"] = forms.ChoiceField(
                label=line.person.short_name,
                choices=SAID,
                required=False,
                initial=_said(line.contact),
            )
            # What was on screen: somebody else may fill in the same sheet meanwhile.
            self.fields[f"r_{line.person.id.hex}"] = forms.UUIDField(
                widget=forms.HiddenInput,
                required=False,
                initial=line.contact.id if line.contact else None,
                label=_("version"),
            )

    def said(self) -> dict[UUID, ContactSaid]:
        """Only what changed on the sheet; an answer taken back stays as it was noted."""
        return {
            person.id: self._contact(person.id)
            for person in self.people
            if f"p_{person.id.hex}" in self.changed_data and self.cleaned_data[f"p_{person.id.hex}"]
        }

    def _contact(self, person_id: UUID) -> ContactSaid:
        answer = self.cleaned_data[f"p_{person_id.hex}"]
        return ContactSaid(
            came=answer != "absent",
            first_contact=answer in {"met", "knows"},
            knows_whom=answer == "knows",
            read=self.cleaned_data[f"r_{person_id.hex}"],
        )


def _said(contact: Any) -> str:
    if contact is None:
        return ""
    if not contact.came:
        return "absent"
    return "knows" if contact.knows_whom else "met" if contact.first_contact else "came"
