"""Forms of what happens to a work situation, of an exit, of a return and of the follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.acts.follow import Exit as LawExit
from passerelles.law.document import Document
from passerelles.law.findings import Severity
from passerelles.law.question_choices import choices_for
from passerelles.law.question_words import words_for
from passerelles.organisations.rules.kinds import kinds
from passerelles.pathways.actions.followup import ContactDraft
from passerelles.pathways.actions.leaving import ExitDraft
from passerelles.pathways.actions.returning import ReturnDraft
from passerelles.pathways.actions.work import Acceptance, PlaceDraft
from passerelles.pathways.forms.choices import offer
from passerelles.pathways.forms.law_fields import OptionalNumber
from passerelles.pathways.forms.paths import VersionForm
from passerelles.pathways.models import WellBeing
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_law import Consulted
from passerelles.pathways.queries.work_places import places_offered
from passerelles.pathways.rules.exits import destination_choices
from passerelles.pathways.rules.followup import (
    STILL_IN_JOB_LABELS,
    USUAL_MONTHS,
    StillInJob,
)
from passerelles.pathways.rules.work import END_REASON_LABELS, EndReason, warning_code
from passerelles.web.forms import FrenchDateField, FrenchForm

MANY_YEARS_AHEAD = 2200
STAYS, LEAVES = "stays", "leaves"


def _number(label: Any, hint: Any = "") -> OptionalNumber:
    box = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    return OptionalNumber(label=label, help_text=hint, required=False, widget=box)


class MoveForm(VersionForm):
    """A day and a reason."""

    on = FrenchDateField(label=_("À partir de quel jour ?"), initial=clock.today)
    reason = forms.CharField(
        label=_("Raison"), max_length=500, help_text=_("La personne peut lire ce texte.")
    )


class SentForm(VersionForm):
    """The day a contract was sent; the law counts from its signature."""

    on = FrenchDateField(label=_("Envoyé à la MDPH le"), initial=clock.today, past=True)


class CancelForm(VersionForm):
    reason = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=500,
        help_text=_("Cette situation n’a pas eu lieu : elle ne compte plus, et reste lisible."),
    )


class RenewForm(VersionForm):
    end = FrenchDateField(label=_("Nouveau dernier jour"), max_year=MANY_YEARS_AHEAD)
    reason = forms.CharField(label=_("Raison"), max_length=500)

    def hear(self, consulted: Consulted) -> None:
        """Warnings of the law on the renewal, to tick."""
        warnings = consulted.answer.of(Severity.WARN)
        if warnings:
            self.fields["accepted"] = forms.MultipleChoiceField(
                label=_("Je l’ai lu"),
                choices=[(warning_code(f), f.message) for f in warnings],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.full_clean()

    def acceptance(self) -> Acceptance:
        data = self.cleaned_data
        return Acceptance(frozenset(data.get("accepted") or ()), data["reason"])


class _ExitFields(FrenchForm):
    """What an exit is classified from; nothing told is said as missing, never guessed."""

    destination = forms.ChoiceField(label=_("Vers quoi ?"), required=False)
    contract_type = forms.ChoiceField(
        label=_("Si c’est un contrat, lequel ?"),
        required=False,
        help_text=_("Il sera proposé à la saisie juste après."),
    )
    contract_months = _number(_("Durée du nouveau contrat, en mois"), _("Vide pour un CDI."))
    job_signed_on = FrenchDateField(label=_("Nouveau contrat signé le"), required=False)
    hours = _number(_("Heures faites dans la structure quittée"), _("Si vous les connaissez."))
    agreement_start = FrenchDateField(label=_("Début de la convention d’appui"), required=False)
    agreement_end = FrenchDateField(
        label=_("Fin de la convention d’appui"), required=False, max_year=MANY_YEARS_AHEAD
    )
    follow_up = forms.TypedMultipleChoiceField(
        label=_("Prendre des nouvelles après"),
        choices=[(number, f"{number} mois") for number in USUAL_MONTHS],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(USUAL_MONTHS),
        help_text=_("Rien n’est compté contre la personne : ce sont des rappels."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("On ne sait pas encore"))
        offer(self, "destination", [unknown, *destination_choices()])
        offer(self, "contract_type", [("", _("Aucun, ou on ne sait pas")), *contract_choices()])

    def leaving(self) -> ExitDraft:
        data = self.cleaned_data
        return ExitDraft(
            destination=data["destination"],
            contract_type=data["contract_type"],
            contract_months=_decimal(data["contract_months"]),
            job_signed_on=data["job_signed_on"],
            hours=_decimal(data["hours"]),
            agreement_start=data["agreement_start"],
            agreement_end=data["agreement_end"],
            follow_up=tuple(data["follow_up"]),
        )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def contract_choices() -> list[tuple[str, str]]:
    document = Document(at=clock.today(), act=LawExit())
    words = words_for(document.act, "act.contract_type")
    found = choices_for(document, "act.contract_type", words)
    return [(choice.code, choice.label) for choice in found]


class EndForm(_ExitFields, VersionForm):
    """An end with its reason; the person leaves the place, or stays there."""

    on = FrenchDateField(label=_("Terminé le"), initial=clock.today, past=True)
    why = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=[(reason.value, label) for reason, label in END_REASON_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("À préciser"),
        max_length=400,
        required=False,
        help_text=_("La personne peut lire ce texte."),
    )
    leaves = forms.ChoiceField(
        label=_("La personne quitte-t-elle la structure ?"),
        choices=[(LEAVES, _("Oui, elle part")), (STAYS, _("Non, elle y reste"))],
        widget=forms.RadioSelect,
    )
    field_order = ("version", "on", "why", "reason", "leaves", "destination", "contract_type")

    def __init__(self, *args: Any, may_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_leave:
            for name in ("leaves", *_ExitFields.base_fields):
                del self.fields[name]

    def end_reason(self) -> EndReason:
        return EndReason(self.cleaned_data["why"])

    def exit_draft(self) -> ExitDraft | None:
        return self.leaving() if self.cleaned_data.get("leaves") == LEAVES else None


class ExitForm(_ExitFields):
    """An exit from a place the record holds no contract with."""

    place = forms.ChoiceField(label=_("Structure quittée"), required=False)
    place_name = forms.CharField(
        label=_("Son nom, si elle n’est pas dans la liste"), required=False, max_length=160
    )
    place_kind = forms.ChoiceField(label=_("Sorte de structure"), required=False)
    left_on = FrenchDateField(label=_("Sortie le"), initial=clock.today, past=True)
    presence_months = _number(_("Mois passés dans cette structure"))
    field_order = ("place", "place_name", "place_kind", "left_on", "destination", "contract_type")

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", [("", _("Une autre")), *places_offered(eyes)])
        every = [(code, row.label) for code, row in kinds().items()]
        offer(self, "place_kind", [("", _("Selon la liste")), *every])

    def place_draft(self) -> PlaceDraft:
        data = self.cleaned_data
        if data["place"]:
            return PlaceDraft(UUID(data["place"]))
        return PlaceDraft(None, data["place_name"], data["place_kind"])

    def leaving(self) -> ExitDraft:
        told = super().leaving()
        months = _decimal(self.cleaned_data["presence_months"])
        return ExitDraft(**{**_values(told), "presence_months": months})


class CorrectExitForm(_ExitFields):
    """The same words, and why they change; the first classification stays readable.

    ``unfollowed``: nobody asks for news of a job yet, so it is offered; ``known_job``: it was
    offered when the exit was first noted, and nobody ticked anything then.
    """

    left_on = FrenchDateField(label=_("Sortie le"), past=True)
    presence_months = _number(_("Mois passés dans cette structure"))
    reason = forms.CharField(label=_("Raison de la correction"), max_length=500)
    field_order = ("left_on", "destination", "contract_type")

    def __init__(self, *args: Any, unfollowed: bool, known_job: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unfollowed:
            contacts = self.fields["follow_up"]
            contacts.help_text = _("Seuls les jours qui viennent sont prévus.")
            contacts.initial = [] if known_job else list(USUAL_MONTHS)
        else:
            del self.fields["follow_up"]

    def leaving(self) -> ExitDraft:
        self.cleaned_data.setdefault("follow_up", [])
        told = super().leaving()
        months = _decimal(self.cleaned_data["presence_months"])
        return ExitDraft(**{**_values(told), "presence_months": months})


def _values(draft: ExitDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ExitDraft.__dataclass_fields__}


class ReturnForm(VersionForm):
    """One step: a day, a reason, and the jobs that end with it."""

    on = FrenchDateField(label=_("De retour le"), initial=clock.today)
    reason = forms.CharField(
        label=_("Raison"),
        max_length=400,
        help_text=_("Ex. : elle préfère l’atelier. Revenir n’est ni un échec ni une rupture."),
    )
    also_ends = forms.MultipleChoiceField(
        label=_("Ce qui s’arrête en même temps"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, jobs: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(jobs)
        if offered:
            offer(self, "also_ends", offered)
        else:
            del self.fields["also_ends"]

    def draft(self) -> ReturnDraft:
        data = self.cleaned_data
        ends = tuple(UUID(key) for key in data.get("also_ends") or ())
        return ReturnDraft(data["on"], data["reason"], ends)


class PlanForm(FrenchForm):
    on = FrenchDateField(label=_("Prendre des nouvelles le"))


class ContactForm(VersionForm):
    """What was heard.  « On ne sait pas » is an answer."""

    done_on = FrenchDateField(label=_("Contact du"), initial=clock.today, past=True)
    still_in_job = forms.ChoiceField(
        label=_("La personne est-elle toujours en emploi ?"),
        choices=[(said.value, label) for said, label in STILL_IN_JOB_LABELS.items()],
        widget=forms.RadioSelect,
    )
    mood = forms.ChoiceField(
        label=_("Comment ça va au travail ?"),
        choices=[*WellBeing.Mood.choices, ("", _("Elle ne l’a pas dit"))],
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("La personne peut lire ce texte."),
    )

    def draft(self) -> ContactDraft:
        data = self.cleaned_data
        return ContactDraft(
            data["done_on"], StillInJob(data["still_in_job"]), data["mood"], data["words"]
        )


class SetAsideForm(VersionForm):
    reason = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=500,
        help_text=_("Ex. : elle a changé d’emploi. La personne peut lire ce texte."),
    )


class CorrectContactForm(ContactForm):
    """The same words, and why they change; the first version stays readable."""

    none = forms.BooleanField(
        label=_("Ce contact n’a pas eu lieu : il reste à faire"), required=False
    )
    reason = forms.CharField(label=_("Raison de la correction"), max_length=500)

    def corrected(self) -> ContactDraft | None:
        return None if self.cleaned_data["none"] else self.draft()
