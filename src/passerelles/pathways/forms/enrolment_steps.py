"""Forms of what happens in a programme: a passage, a step, hours, a day, a duty, the exit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.law.programmes.model import Programme
from passerelles.law.wording import euros, number_fr
from passerelles.pathways.actions.enrolment_days import DaySaid
from passerelles.pathways.actions.enrolment_steps import GateSaid, StepDraft
from passerelles.pathways.forms.choices import offer, organisation_choices
from passerelles.pathways.forms.enrolments import LAST_YEAR, HearingForm, hours_field
from passerelles.pathways.forms.paths import VersionForm
from passerelles.pathways.models import HoursStep, WorkSession
from passerelles.pathways.queries.enrolment_sheet import Sheet
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.rules.enrolments import (
    ATTENDANCE_LABELS,
    OUTCOME_LABELS,
    Attendance,
    Outcome,
)
from passerelles.web import french
from passerelles.web.forms import FrenchDateField, FrenchForm

_OPEN = [("yes", _("Oui, le passage est ouvert")), ("no", _("Pas encore"))]
_PEOPLE = _("Des noms ou des rôles : « Mona et l’équipe, avec la personne ».")


class PassageForm(VersionForm):
    passed = forms.ChoiceField(
        label=_("Qu’est-ce qui est décidé ?"), choices=_OPEN, widget=forms.RadioSelect
    )
    decided_by = forms.CharField(label=_("Qui a décidé ?"), max_length=300, help_text=_PEOPLE)
    decided_on = FrenchDateField(label=_("Quel jour ?"), initial=clock.today)
    grounds = forms.CharField(
        label=_("Sur quoi ?"),
        max_length=500,
        required=False,
        help_text=_("La personne peut lire ce texte."),
    )

    def said(self) -> GateSaid:
        data = self.cleaned_data
        return GateSaid(
            data["decided_on"], data["passed"] == "yes", data["decided_by"], data["grounds"]
        )


class StepForm(HearingForm):
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    on = FrenchDateField(label=_("À partir de quel jour ?"), initial=clock.today)
    place = forms.ChoiceField(label=_("Où ?"), required=False)
    reason = forms.CharField(label=_("En quelques mots"), max_length=500, required=False)

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place", [("", _("Pas précisé")), *organisation_choices(eyes)])

    def step(self, phase: str) -> StepDraft:
        data = self.cleaned_data
        place = UUID(data["place"]) if data["place"] else None
        return StepDraft(phase, data["on"], place, data["reason"])


class HoursForm(HearingForm):
    """Hours from a day on; one that was planned may come sooner, or later."""

    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    weekly = hours_field(_("Heures par semaine"), required=True)
    from_on = FrenchDateField(
        label=_("À partir du"), max_year=LAST_YEAR, help_text=_("Un jour passé, ou à venir.")
    )
    replaces = forms.ChoiceField(label=_("Cela remplace"), required=False)
    reason = forms.CharField(label=_("En quelques mots"), max_length=500, required=False)

    def __init__(self, *args: Any, steps: Iterable[HoursStep], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [
            (str(s.id), f"{number_fr(s.weekly)} h, {french.short_date(s.from_on)}") for s in steps
        ]
        offer(self, "replaces", [("", _("Rien : c’est une marche de plus")), *known])

    def planned(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "weekly": Decimal(data["weekly"] or 0),
            "from_on": data["from_on"],
            "replaces_id": UUID(data["replaces"]) if data["replaces"] else None,
            "reason": data["reason"],
        }


class DayForm(FrenchForm):
    """A day told or planned, in the words of the programme."""

    day = FrenchDateField(label=_("Quel jour ?"), initial=clock.today, max_year=LAST_YEAR)
    attendance = forms.TypedChoiceField(
        label=_("Présence"),
        choices=[(how.value, label.capitalize()) for how, label in ATTENDANCE_LABELS.items()],
        coerce=Attendance,
        widget=forms.RadioSelect,
        initial=Attendance.PRESENT.value,
    )
    hours = hours_field(_("Heures faites"), _("À remplir seulement pour une présence."))
    counter = forms.ChoiceField(label=_("De quelles heures s’agit-il ?"), required=False)
    paid = forms.BooleanField(label=_("Payé le jour même"), required=False)

    def __init__(
        self, *args: Any, programme: Programme, known: WorkSession | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if programme.counters:
            counters = [(c.code, c.label.capitalize()) for c in programme.counters]
            alone = [] if len(counters) > 1 else [counters[0]]
            offer(self, "counter", alone or [("", _("Choisissez")), *counters])
        else:
            del self.fields["counter"]
        if not any(phase.pay_per_hour for phase in programme.phases):
            del self.fields["paid"]
        if known is not None:
            self.initial = {
                "day": known.day,
                "attendance": known.attendance,
                "hours": number_fr(known.hours) if known.hours else "",
                "counter": known.counter,
            }
            self.fields["day"].disabled = True
            self.fields["reason"] = forms.CharField(
                label=_("Raison de la correction"), max_length=500
            )

    def said(self) -> DaySaid:
        data = self.cleaned_data
        came = data["attendance"] is Attendance.PRESENT
        return DaySaid(
            day=data["day"],
            attendance=data["attendance"],
            hours=Decimal(data["hours"] or 0) if came else Decimal(0),
            counter=data.get("counter") or "",
            paid=came and bool(data.get("paid")),
        )


class PaidForm(FrenchForm):
    """Days to pay: ticked when the money is handed over."""

    sessions = forms.MultipleChoiceField(
        label=_("Séances payées"), widget=forms.CheckboxSelectMultiple
    )
    on = FrenchDateField(label=_("Payées le"), initial=clock.today)

    def __init__(self, *args: Any, due: Iterable[WorkSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "sessions",
            [(str(s.id), f"{french.short_date(s.day)} : {euros(s.pay)}") for s in due if s.pay],
        )

    def chosen(self) -> tuple[UUID, ...]:
        return tuple(UUID(value) for value in self.cleaned_data["sessions"])


class DutyForm(FrenchForm):
    done_on = FrenchDateField(label=_("Fait le"), initial=clock.today)
    note = forms.CharField(
        label=_("En quelques mots"),
        max_length=500,
        required=False,
        help_text=_("La personne peut lire ce texte. N’y écrivez rien de très personnel."),
    )


class LeaveForm(VersionForm):
    on = FrenchDateField(label=_("Dernier jour dans le programme"), initial=clock.today)
    outcome = forms.TypedChoiceField(
        label=_("Vers quoi la personne va-t-elle ?"),
        choices=[(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()],
        coerce=Outcome,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Raison"), max_length=500, help_text=_("La personne peut lire ce texte.")
    )


class SheetForm(FrenchForm):
    """One line for each person of the work site: present, absent or excused, and the hours."""

    mark_optional = False
    _ANSWERS = (
        ("", _("ne pas noter")),
        *(
            (how.value, ATTENDANCE_LABELS[how].capitalize())
            for how in (Attendance.PRESENT, Attendance.ABSENT, Attendance.EXCUSED)
        ),
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["day"] = FrenchDateField(label=_("Quel jour ?"), initial=sheet.day)
        if len(sheet.programme.counters) > 1:
            counters = [(c.code, c.label.capitalize()) for c in sheet.programme.counters]
            self.fields["counter"] = forms.ChoiceField(
                label=_("De quelles heures s’agit-il ?"), choices=counters
            )
        if sheet.paid_by_day:
            self.fields["paid"] = forms.BooleanField(
                label=_("Payé le jour même, à chaque personne présente"), required=False
            )
        for line in sheet.to_note:
            key = line.row.id.hex
            self.fields[f"a_{key}"] = forms.ChoiceField(
                label=line.person,
                choices=self._ANSWERS,
                required=False,
                help_text=line.phase,
            )
            self.fields[f"h_{key}"] = hours_field(_("Heures de %(who)s") % {"who": line.person})
            self.initial[f"h_{key}"] = number_fr(line.usual) if line.usual else ""

    def clean(self) -> None:
        """Beside the right person: who came did so for some hours."""
        data = self.cleaned_data
        for line in self.sheet.to_note:
            key = line.row.id.hex
            if data.get(f"a_{key}") == Attendance.PRESENT and not data.get(f"h_{key}"):
                self.add_error(f"h_{key}", _("Il manque les heures. Écrivez-les."))

    def said(self) -> dict[tuple[UUID, UUID], DaySaid]:
        data = self.cleaned_data
        told = {}
        for line in self.sheet.to_note:
            answer = data.get(f"a_{line.row.id.hex}")
            if not answer:
                continue
            came = answer == Attendance.PRESENT
            hours = Decimal(data.get(f"h_{line.row.id.hex}") or 0) if came else Decimal(0)
            told[line.row.person_id, line.row.id] = DaySaid(
                data["day"],
                Attendance(answer),
                hours,
                data.get("counter") or self.sheet.only_counter,
                came and bool(data.get("paid")) and line.pays,
            )
        return told

    @property
    def head_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("counter", "paid") if name in self.fields]

    @property
    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return [
            (line, self[f"a_{line.row.id.hex}"], self[f"h_{line.row.id.hex}"])
            for line in self.sheet.to_note
        ]
