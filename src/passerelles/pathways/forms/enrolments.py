"""Forms of a programme enrolment: the entry asks what this programme asks, nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.findings import Finding, Severity
from passerelles.law.programmes.model import Programme, Rhythm
from passerelles.law.question_words import choices_of
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.pathways.actions.enrolments import EntryDraft
from passerelles.pathways.actions.work import Acceptance
from passerelles.pathways.forms.law_fields import OptionalNumber
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.pathways.rules.enrolments import Grounds, entry_kinds
from passerelles.pathways.rules.work import warning_code
from passerelles.web.forms import FrenchDateField, FrenchForm

LAST_YEAR = 2200
_SAID = [("yes", _("Oui")), ("no", _("Non")), ("", _("On ne sait pas encore"))]
_UNSURE = (Severity.UNKNOWN, Severity.WARN)


def hours_field(label: Any, hint: Any = "", *, required: bool = False) -> OptionalNumber:
    box = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    return OptionalNumber(label=label, help_text=hint, required=required, widget=box)


class HearingForm(FrenchForm):
    """A form that shows what is unsure, to tick and to explain, once the rules have answered."""

    def hear(self, findings: Iterable[Finding]) -> None:
        unsure = [f for f in findings if f.severity in _UNSURE]
        if unsure:
            self.fields["accepted"] = forms.MultipleChoiceField(
                label=_("Je l’ai lu, on continue"),
                choices=[(warning_code(f), f"{f.message} {f.remedy}".strip()) for f in unsure],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            if "accept_reason" not in self.fields:
                self.fields["accept_reason"] = forms.CharField(
                    label=_("Pourquoi continuer quand même"), max_length=500, required=False
                )
        if self.is_bound:
            self.full_clean()

    @property
    def heard_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("accepted", "accept_reason") if name in self.fields]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [b for b in self.visible_fields() if b.name not in ("accepted", "accept_reason")]

    def acceptance(self) -> Acceptance:
        data = self.cleaned_data
        return Acceptance(frozenset(data.get("accepted") or ()), data.get("accept_reason") or "")


class EntryForm(HearingForm):
    """``tells``: whether the writer may say what was told to enter, which is often very personal."""

    def __init__(
        self, data: Any = None, *, programme: Programme, tells: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.programme = programme
        self.fields["entered_on"] = FrenchDateField(label=_("Entrée le"), initial=clock.today)
        self._begins()
        if tells:
            self._conditions()
        self._orientation()
        self._hours()
        self._before()
        self.fields["planned_end"] = FrenchDateField(
            label=_("Fin prévue"),
            required=False,
            max_year=LAST_YEAR,
            help_text=_("Facultatif : laisser le temps est permis."),
        )

    def _begins(self) -> None:
        phases = [(phase.code, phase.label) for phase in self.programme.first_phases]
        self.fields["phase"] = forms.ChoiceField(
            label=_("La personne commence par"),
            required=False,
            choices=[*phases, ("", _("Pas encore : l’étape se note plus tard"))],
            initial=phases[0][0] if phases else "",
        )

    def _conditions(self) -> None:
        for kind in entry_kinds(self.programme):
            text = SITUATION_TEXTS[kind]
            self.fields[f"situation_{kind.value}"] = forms.ChoiceField(
                label=text.label, choices=_SAID, widget=forms.RadioSelect, required=False
            )
        for judgment in self.programme.entry.judgments:
            self.fields[f"judgment_{judgment.code}"] = forms.ChoiceField(
                label=_("De l’avis de l’équipe : %(what)s") % {"what": judgment.label},
                choices=_SAID,
                widget=forms.RadioSelect,
                required=False,
            )

    def _orientation(self) -> None:
        if self.programme.entry.prescribers:
            self.fields["prescriber_kind"] = forms.ChoiceField(
                label=_("Qui oriente la personne ?"),
                required=False,
                choices=[("", _("On ne sait pas encore")), *choices_of("prescriber_kind")],
            )

    def _hours(self) -> None:
        bounded = [
            phase
            for phase in self.programme.first_phases
            if phase.weekly_hours_min is not None or phase.weekly_hours_max is not None
        ]
        if bounded and self.programme.contract_created:
            self.fields["weekly_hours"] = hours_field(_("Heures par semaine, pour commencer"))
            self.fields["derogation_on"] = FrenchDateField(
                label=_("Date de la dérogation, s’il en faut une"), required=False
            )

    def _before(self) -> None:
        for duty in self.programme.duties:
            if duty.rhythm is Rhythm.BEFORE_ENTRY:
                self.fields[f"done_{duty.code}"] = FrenchDateField(
                    label=_("%(what)s : fait le") % {"what": duty.label},
                    required=False,
                    help_text=duty.plain,
                )
        for notice in self.programme.notices:
            self.fields[f"told_{notice.code}"] = FrenchDateField(
                label=_("Dit à la personne, qui l’a compris, le"),
                required=False,
                help_text=f"{notice.text} {notice.plain}".strip(),
            )

    def _dated(self, prefix: str) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            name.removeprefix(prefix): data[name]
            for name in self.fields
            if name.startswith(prefix) and data.get(name)
        }

    def grounds(self) -> Grounds:
        data = self.cleaned_data
        situations = tuple(
            (kind, data[f"situation_{kind.value}"] == "yes")
            for kind in SituationKind
            if data.get(f"situation_{kind.value}")
        )
        judged = {
            j.code: data.get(f"judgment_{j.code}", "") for j in self.programme.entry.judgments
        }
        said = any(judged.values())
        yes = tuple(code for code, answer in judged.items() if answer == "yes")
        return Grounds(situations, yes if said else None)

    def draft(self) -> EntryDraft:
        data = self.cleaned_data
        hours = data.get("weekly_hours")
        return EntryDraft(
            entered_on=data["entered_on"],
            planned_end=data.get("planned_end"),
            prescriber_kind=data.get("prescriber_kind") or "",
            derogation_on=data.get("derogation_on"),
            weekly_hours=Decimal(hours) if hours else None,
            told_on=self._dated("told_"),
            done=self._dated("done_"),
            grounds=self.grounds(),
            phase=data.get("phase") or "",
        )


class CorrectEntryForm(EntryForm):
    """The same, with the version that was read and the reason; steps and days have their own pages."""

    def __init__(
        self, data: Any = None, *, programme: Programme, tells: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, programme=programme, tells=tells, **kwargs)
        elsewhere = ("phase", "weekly_hours")
        for name in list(self.fields):
            if name in elsewhere or name.startswith("done_"):
                del self.fields[name]
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
        self.fields["accept_reason"] = forms.CharField(
            label=_("Raison de la correction"),
            max_length=500,
            required=False,
            help_text=_("La version d’avant reste lisible, avec cette raison."),
        )


def typed_entry(row: ProgrammeEnrolment, grounds: Grounds | None) -> dict[str, Any]:
    """An enrolment as its form shows it; what was told only to whoever may read it."""
    known: dict[str, Any] = {
        "entered_on": row.entered_on,
        "planned_end": row.planned_end,
        "prescriber_kind": row.prescriber_kind,
        "derogation_on": row.derogation_on,
        "version": row.version,
        **{f"told_{code}": _day(told) for code, told in row.notices.items()},
    }
    for kind, yes in grounds.situations if grounds else ():
        known[f"situation_{kind.value}"] = "yes" if yes else "no"
    if grounds and grounds.judgments is not None:
        for judgment in row.rules.entry.judgments:
            said = judgment.code in grounds.judgments
            known[f"judgment_{judgment.code}"] = "yes" if said else "no"
    return known


def _day(text: str) -> Any:
    return date.fromisoformat(text)
