"""The form of a work situation: its fields are those its kind needs, then those the law misses."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.law.findings import Severity
from passerelles.law.question_words import choices_of
from passerelles.law.questions import Question, askable, question_for
from passerelles.law.wording import number_fr
from passerelles.law.work_kinds import WorkKind
from passerelles.organisations.rules.kinds import kinds
from passerelles.pathways.actions.work import Acceptance, Ending, PlaceDraft, WorkDraft
from passerelles.pathways.forms.choices import offer
from passerelles.pathways.forms.law_fields import (
    ASKABLE,
    OptionalNumber,
    as_json,
    as_typed,
    law_field,
)
from passerelles.pathways.forms.work_demand import demand_fields, demand_said, demand_typed
from passerelles.pathways.forms.work_judged import (
    judged_details,
    judged_form_fields,
    judged_initial,
)
from passerelles.pathways.law_questions import TOLD_BY_THE_PAGE, blank_document
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.models.work import JOB_LENGTH, OBJECTIVE_LENGTH
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.work_judged import ALREADY, Judged
from passerelles.pathways.queries.work_law import Consulted
from passerelles.pathways.queries.work_places import (
    adherent_named,
    places_offered,
)
from passerelles.pathways.rules.work import (
    JUDGED_WORDS,
    JUDGMENTS,
    SUPERVISION_LABELS,
    asks_activity,
    asks_demand,
    asks_employer,
    asks_host,
    asks_job,
    asks_objective,
    asks_prescriber,
    asks_weekly_hours,
    details_asked,
    warning_code,
)
from passerelles.web.forms import DateWidget, FrenchDateField, FrenchForm

LAST_YEAR = 2200
_LAW = "act."
ACKNOWLEDGEMENTS = "act.acknowledgements"
SUPERVISED = {"structure": True, "company": False}

ROLE_LABELS = {
    "employer": (_("Employeur"), _("Son nom, s’il n’est pas dans la liste")),
    "host": (
        _("Où la personne travaille-t-elle ?"),
        _("Nom du lieu, s’il n’est pas dans la liste"),
    ),
    "prescriber": (_("Qui prescrit ?"), _("Son nom, s’il n’est pas dans la liste")),
}
_KIND_LABELS = {
    "employer": _("Sorte d’employeur"),
    "host": _("Sorte de lieu"),
    "prescriber": _("Sorte de prescripteur"),
}


class WorkForm(FrenchForm):
    """Fields that stand on their own, then ``law_names``: those the law asks once it has missed
    them, with the warnings to tick."""

    told_by_page: frozenset[str] = frozenset()

    def __init__(
        self, data: Any = None, *, kind: WorkKind, eyes: Eyes | None, **kwargs: Any
    ) -> None:
        self.kind = kind
        self.roles = tuple(role for role in roles_of(kind) if role not in self.told_by_page)
        self.questions: dict[str, Question] = {}
        self.law_names: list[str] = []
        super().__init__(data, **kwargs)
        if asks_job(kind):
            self.fields["job"] = _job_field()
        if asks_objective(kind):
            self.fields["objective"] = _objective_field()
        self._days()
        for role in self.roles:
            self._place(role, eyes)
        if asks_weekly_hours(kind):
            self.fields["weekly_hours"] = _hours_field()
        if asks_activity(kind):
            self.fields |= _activity_fields()
        if asks_demand(kind):
            self.fields |= demand_fields()
        self._document = blank_document(kind.code)
        for path in details_asked(kind):
            self._detail(path)
        self._judged(self.initial.get(ALREADY))
        for path in self._posted():
            self._asked(path)

    def _judged(self, already: Judged | None) -> None:
        """What people judge, starting from what they already said."""
        self.fields |= judged_form_fields(self.kind, already)
        if already is not None:
            self.initial = {**self.initial, **judged_initial(self.kind, already.codes)}

    def _days(self) -> None:
        self.fields["start"] = FrenchDateField(label=_("Premier jour"), max_year=LAST_YEAR)
        hint = _("Vide : sans date de fin.") if self.kind.open_ended else ""
        self.fields["end"] = FrenchDateField(
            label=_("Dernier jour"), required=False, max_year=LAST_YEAR, help_text=hint
        )

    def _place(self, role: str, eyes: Eyes | None) -> None:
        label, name_label = ROLE_LABELS[role]
        offered = places_offered(
            eyes,
            kept=str(self.initial.get(role) or ""),
            chosen=self._typed(role),
            text=self._typed(f"{role}_name"),
            hosting=role == "host",
        )
        self.fields[role] = forms.ChoiceField(label=label, required=False)
        offer(self, role, [("", _("Un autre, ou pas encore connu")), *offered])
        self.fields[f"{role}_name"] = forms.CharField(
            label=name_label,
            required=False,
            max_length=160,
            help_text=_("« Chercher dans l’annuaire » l’ajoute à la liste s’il y est."),
        )
        self.fields[f"{role}_kind"] = forms.ChoiceField(
            label=_KIND_LABELS[role], required=False, choices=kind_choices(self.kind, role)
        )

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "") or "") if self.is_bound else ""

    def _detail(self, path: str) -> bool:
        if path in self.fields or path in self.told_by_page:
            return False
        if not askable(self._document, path):
            return False
        question = question_for(self._document, path)
        if question.answer not in ASKABLE:
            return False
        self.questions[path] = question
        self.fields[path] = law_field(question)
        if path in self.initial:
            self.initial[path] = as_typed(question, self.initial[path])
        return True

    def _posted(self) -> list[str]:
        """Details asked on the page that was sent, whatever the law asks now."""
        names = {str(name) for name in (self.data if self.is_bound else self.initial)}
        # A day is sent in three boxes.
        names |= {name.removesuffix(f"_{part}") for name in names for part in DateWidget.PARTS}
        return sorted(name for name in names - TOLD_BY_THE_PAGE if name.startswith(_LAW))

    def _asked(self, path: str) -> None:
        if self._detail(path):
            self.law_names.append(path)

    def hear(self, consulted: Consulted) -> None:
        """Add what the law misses, and the warnings somebody has to tick."""
        for path in consulted.asked:
            self._asked(path)
        warnings = consulted.answer.of(Severity.WARN)
        if warnings:
            self.warn([(warning_code(f), f.message) for f in warnings])
        if self.is_bound:
            self.full_clean()

    def warn(self, warnings: list[tuple[str, str]]) -> None:
        """Warnings to tick, and the reason to go on all the same."""
        self.fields["accepted"] = forms.MultipleChoiceField(
            label=_("Je l’ai lu"),
            choices=warnings,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["accept_reason"] = forms.CharField(
            label=_("Pourquoi continuer quand même"), max_length=500, required=False
        )
        self.law_names += ["accepted", "accept_reason"]

    @property
    def main_fields(self) -> list[tuple[forms.BoundField, list[forms.BoundField], bool]]:
        """Each field, with those that only serve when its list lacks the place, and whether they
        hold something."""
        roles = self.roles
        beside = {f"{role}_{part}" for role in roles for part in ("name", "kind")}
        shown = []
        for bound in self.visible_fields():
            if bound.name in self.law_names or bound.name in beside:
                continue
            apart = (
                [self[f"{bound.name}_{p}"] for p in ("name", "kind")] if bound.name in roles else []
            )
            shown.append((bound, apart, any(one.value() or one.errors for one in apart)))
        return shown

    @property
    def law_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.law_names if name in self.fields]

    def draft(self) -> WorkDraft:
        data = self.cleaned_data
        hours = data.get("weekly_hours")
        told = demand_said(data) | {role: self._place_draft(role) for role in self.roles}
        return WorkDraft(
            kind=self.kind.code,
            start=data["start"],
            end=data["end"],
            weekly_hours=Decimal(hours) if hours else None,
            job=data.get("job") or "",
            objective=data.get("objective") or "",
            activity=data.get("activity") or "",
            supervised=SUPERVISED.get(data.get("supervised") or ""),
            judged_words=data.get(JUDGED_WORDS) or "",
            details={**self._details(), **judged_details(self.kind, data)},
            **told,
        )

    def _details(self) -> dict[str, Any]:
        told = {
            path: as_json(question, self.cleaned_data.get(path))
            for path, question in self.questions.items()
        }
        if ACKNOWLEDGEMENTS in told:  # a box left empty says that nobody acknowledged anything
            told[ACKNOWLEDGEMENTS] = told[ACKNOWLEDGEMENTS] or []
        return {path: value for path, value in told.items() if value is not None}

    def _place_draft(self, role: str) -> PlaceDraft:
        data = self.cleaned_data
        if name := adherent_named(data[role]):
            return PlaceDraft(None, name, data[f"{role}_kind"] or "company")
        if data[role]:
            return PlaceDraft(UUID(data[role]))
        return PlaceDraft(None, data[f"{role}_name"], data[f"{role}_kind"])

    def acceptance(self) -> Acceptance:
        data = self.cleaned_data
        return Acceptance(frozenset(data.get("accepted") or ()), data.get("accept_reason") or "")


class CorrectWorkForm(WorkForm):
    """The same fields, with the version that was read and the reason of the correction."""

    def __init__(self, data: Any = None, *, kind: WorkKind, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(data, kind=kind, eyes=eyes, **kwargs)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, label=_("version"), required=False
        )
        if self.initial.get("ended_on"):
            self.fields["ended_on"] = FrenchDateField(
                label=_("Terminé le"),
                required=False,
                help_text=_("Vide : elle n’est pas terminée. La sortie notée se corrige à part."),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Raison de la correction"),
            max_length=500,
            required=False,
            help_text=_("La version d’avant reste lisible, avec cette raison."),
        )

    def ending(self) -> Ending | None:
        """The end corrected, ``None`` when the situation had none."""
        if "ended_on" not in self.fields:
            return None
        return Ending(self.cleaned_data["ended_on"])


def roles_of(kind: WorkKind) -> tuple[str, ...]:
    """Places a kind of situation has: who employs, where the person works, who prescribes."""
    asked = {
        "employer": asks_employer(kind),
        "host": asks_host(kind),
        "prescriber": asks_prescriber(kind),
    }
    return tuple(role for role, wanted in asked.items() if wanted)


def kind_choices(kind: WorkKind, role: str) -> list[tuple[str, Any]]:
    """Sorts of places, those the law allows first."""
    if role == "prescriber":
        return [("", _("Selon la liste")), *choices_of("prescriber_kind")]
    every = [(code, row.label) for code, row in kinds().items()]
    first = kind.employers if role == "employer" else frozenset({"company"})
    ordered = sorted(every, key=lambda choice: choice[0] not in first)
    return [("", _("Selon la liste")), *ordered]


def _hours_field() -> forms.Field:
    box = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    return OptionalNumber(label=_("Heures par semaine"), required=False, widget=box)


def _job_field() -> forms.Field:
    return forms.CharField(
        label=_("Métier, poste"),
        required=False,
        max_length=JOB_LENGTH,
        help_text=_("Ex. : agente de propreté, maraîcher. La personne le lit dans son carnet."),
    )


def _objective_field() -> forms.Field:
    return forms.CharField(
        label=_("Objectif"),
        required=False,
        max_length=OBJECTIVE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Ce que la personne et le lieu en attendent, dit avec elle. Ex. : savoir si le métier "
            "me plaît."
        ),
    )


def _activity_fields() -> dict[str, forms.Field]:
    words = {told: code for code, told in SUPERVISED.items()}
    choices = [(words[told], label) for told, label in SUPERVISION_LABELS.items()]
    return {
        "activity": forms.CharField(label=_("Travail à faire"), required=False, max_length=200),
        "supervised": forms.ChoiceField(
            label=_("Qui encadre sur place ?"),
            choices=[*choices, ("", _("On ne sait pas encore"))],
            widget=forms.RadioSelect,
            required=False,
        ),
    }


def typed(situation: WorkSituation) -> dict[str, Any]:
    """A situation as its form shows it."""
    told: dict[str, Any] = {
        "start": situation.start,
        "end": situation.end,
        "weekly_hours": number_fr(situation.weekly_hours) if situation.weekly_hours else "",
        "version": situation.version,
        "ended_on": situation.ended_on,
        "job": situation.job,
        "objective": situation.objective,
        "activity": situation.activity,
        "supervised": next(
            (code for code, told in SUPERVISED.items() if told is situation.supervised), ""
        ),
        **demand_typed(situation.demand, situation.clause_work),
        JUDGED_WORDS: situation.judged_words,
        **situation.details,
        **judged_initial(situation.law_kind, situation.details.get(JUDGMENTS)),
    }
    for role in roles_of(situation.law_kind):
        told[role] = str(getattr(situation, f"{role}_id") or "")
        told[f"{role}_name"] = getattr(situation, f"{role}_name")
        free = not told[role]
        told[f"{role}_kind"] = getattr(situation, f"{role}_kind") if free else ""
    return told
