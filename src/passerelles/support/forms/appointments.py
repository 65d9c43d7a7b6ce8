"""Forms about appointments: one screen to plan, one to say what happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.pathways.forms.choices import member_choices, offer, split_member
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.paths import colleagues_beside
from passerelles.people.models import Person
from passerelles.support.actions.appointments import AppointmentDraft, Guest
from passerelles.support.actions.minutes import Minutes
from passerelles.support.models import Appointment, Seat
from passerelles.support.queries.appointments import AppointmentView, GroupPage
from passerelles.support.rules.meetings import (
    ATTENDANCE_LABELS,
    MEETING_LABELS,
    ROLE_LABELS,
    Attendance,
    MeetingKind,
    MeetingRole,
)
from passerelles.web import french
from passerelles.web.forms import FrenchDateField, FrenchForm

NOBODY = ("", _("personne pour l’instant"))
ALONE = [kind for kind in MeetingKind if kind is not MeetingKind.GROUP]
LENGTHS = [(30, _("30 minutes")), (45, _("45 minutes")), (60, _("1 heure")), (90, _("1 h 30")),
           (120, _("2 heures")), (180, _("3 heures")), (420, _("la journée"))]  # fmt: skip
CAME = [Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT]


class MomentForm(FrenchForm):
    day = FrenchDateField(label=_("Quel jour ?"))
    hour = forms.TimeField(
        label=_("À quelle heure ?"),
        help_text=_("Ex. : 14:00"),
        widget=forms.TimeInput(format="%H:%M"),
    )
    place = forms.CharField(label=_("Où ?"), required=False, max_length=160)

    def starts_at(self) -> datetime:
        data = self.cleaned_data
        return datetime.combine(data["day"], data["hour"], tzinfo=clock.PARIS)


class PlanForm(MomentForm):
    length = forms.TypedChoiceField(
        label=_("Combien de temps ?"), choices=LENGTHS, coerce=int, initial=60
    )
    subject = forms.CharField(
        label=_("De quoi on parle"),
        required=False,
        max_length=160,
        help_text=_("La personne le lit. Rien de tout cela ne sort : dehors, on lit seulement "
                    "« Rendez-vous Passerelles »."),
    )  # fmt: skip
    on_working_time = forms.NullBooleanField(
        label=_("Sur le temps de travail ?"),
        required=False,
        widget=forms.Select(
            choices=[("unknown", _("on ne sait pas")), ("true", _("oui")), ("false", _("non"))]
        ),
    )

    def drafted(self, kind: MeetingKind, guests: Iterable[Guest]) -> AppointmentDraft:
        data = self.cleaned_data
        return AppointmentDraft(
            kind=kind,
            starts_at=self.starts_at(),
            length=data["length"],
            place=data["place"],
            subject=data["subject"],
            on_working_time=data["on_working_time"],
            guests=tuple(guests),
        )


class AppointmentForm(PlanForm):
    kind = forms.TypedChoiceField(
        label=_("Sorte de rendez-vous"),
        choices=[(kind.value, MEETING_LABELS[kind]) for kind in ALONE],
        coerce=MeetingKind,
        widget=forms.RadioSelect,
        initial=MeetingKind.INDIVIDUAL.value,
    )
    counsellor = forms.ChoiceField(label=_("Qui accompagne ?"), required=False)
    supervisor = forms.ChoiceField(
        label=_("L’encadrant technique"),
        required=False,
        help_text=_("Nécessaire pour un bilan à trois."),
    )
    tutor = forms.CharField(
        label=_("Le tuteur ou la tutrice en entreprise"), required=False, max_length=120
    )
    field_order = ("kind", "day", "hour", "length", "place", "counsellor", "supervisor", "tutor")

    def __init__(self, *args: Any, eyes: Eyes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [NOBODY, *member_choices(eyes, colleagues_beside(eyes))]
        offer(self, "counsellor", members)
        offer(self, "supervisor", members)

    def draft(self) -> AppointmentDraft:
        return self.drafted(self.cleaned_data["kind"], self._guests())

    def _guests(self) -> Iterable[Guest]:
        for role in (MeetingRole.COUNSELLOR, MeetingRole.SUPERVISOR):
            chosen: str = self.cleaned_data[role.value]
            if chosen:
                user_id, organisation_id = split_member(chosen)
                yield Guest(role, user_id, organisation_id)
        if self.cleaned_data["tutor"]:
            yield Guest(MeetingRole.TUTOR, name=self.cleaned_data["tutor"])


class GroupForm(PlanForm):
    people = forms.MultipleChoiceField(
        label=_("Qui est invité ?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chacun ne verra que son propre rendez-vous, jamais les autres noms."),
    )
    field_order = ("people", "day", "hour", "length", "place", "subject")

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", [(str(person.id), person.short_name) for person in people])

    def chosen(self) -> list[UUID]:
        return [UUID(value) for value in self.cleaned_data["people"]]


class MoveForm(MomentForm):
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    reason = forms.CharField(label=_("Pourquoi ?"), required=False, max_length=200)

    @staticmethod
    def typed(row: Appointment) -> dict[str, Any]:
        local = french.local(row.starts_at)
        return {
            "day": local.date(),
            "hour": local.strftime("%H:%M"),
            "place": row.place,
            "version": row.version,
        }


class CancelForm(FrenchForm):
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))
    reason = forms.CharField(label=_("Pourquoi ?"), max_length=200)


def _came(label: Any, *, required: bool) -> forms.TypedChoiceField:
    choices = [(item.value, ATTENDANCE_LABELS[item]) for item in CAME]
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=Attendance,
        empty_value=Attendance.ABSENT,
        required=required,
        widget=forms.RadioSelect,
    )


class MinutesForm(FrenchForm):
    """One group of answers for each seat: were they there, and what they said."""

    text = forms.CharField(
        label=_("En quelques lignes"),
        required=False,
        max_length=1200,
        widget=forms.Textarea,
        help_text=_("Court et partagé : la personne et les partenaires le lisent."),
    )
    decisions = forms.CharField(
        label=_("Ce qui est décidé"), required=False, max_length=600, widget=forms.Textarea
    )
    next_on = FrenchDateField(label=_("Prochain rendez-vous vers le"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, label=_("version"))

    def __init__(self, *args: Any, view: AppointmentView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(view.seats)
        own = self.fields
        self.fields = {}
        for seat in self.seats:
            self.fields |= self._seat_fields(seat)
        self.fields |= own

    @staticmethod
    def _seat_fields(seat: Seat) -> dict[str, forms.Field]:
        role = MeetingRole(seat.role)
        who = f"{ROLE_LABELS[role]} ({seat.name})" if seat.name else ROLE_LABELS[role]
        fields: dict[str, forms.Field] = {
            f"attendance_{role.value}": _came(
                who[:1].upper() + who[1:], required=role is MeetingRole.PERSON
            ),
            f"words_{role.value}": forms.CharField(
                label=_("Ce que dit %(who)s") % {"who": who},
                required=False,
                max_length=800,
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
        }
        return fields

    def minutes(self) -> Minutes:
        data = self.cleaned_data
        roles = [MeetingRole(seat.role) for seat in self.seats]
        return Minutes(
            attendance={role: data[f"attendance_{role.value}"] for role in roles},
            voices={role: data[f"words_{role.value}"] for role in roles},
            text=data["text"],
            decisions=data["decisions"],
            next_on=data["next_on"],
        )

    @staticmethod
    def typed(view: AppointmentView) -> dict[str, Any]:
        row = view.appointment
        said: dict[str, Any] = {
            "text": row.minutes,
            "decisions": row.decisions,
            "next_on": row.next_on,
            "version": row.version,
        }
        for seat in view.seats:
            said[f"words_{seat.role}"] = seat.words
            if seat.attendance != Attendance.EXPECTED:
                said[f"attendance_{seat.role}"] = seat.attendance
        return said


class GroupMinutesForm(FrenchForm):
    """Who came, one by one; then the same short minutes for those who did."""

    text = forms.CharField(
        label=_("En quelques lignes, pour tous"),
        required=False,
        max_length=1200,
        widget=forms.Textarea,
        help_text=_("Chaque participant présent le lit dans son parcours : ne nommez personne."),
    )
    decisions = forms.CharField(
        label=_("Ce qui est décidé"), required=False, max_length=600, widget=forms.Textarea
    )

    def __init__(self, *args: Any, page: GroupPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [row for row, _seat in page.rows]
        own = self.fields
        self.fields = {
            **{
                f"came_{row.id.hex}": _came(row.person.short_name, required=True)
                for row in self.rows
            },
            **{f"version_{row.id.hex}": _version(row) for row in self.rows},
            **own,
        }

    def attendance(self) -> dict[UUID, tuple[int, Attendance]]:
        data = self.cleaned_data
        return {
            row.id: (data[f"version_{row.id.hex}"], data[f"came_{row.id.hex}"]) for row in self.rows
        }


def _version(row: Appointment) -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, label=_("version"), initial=row.version)


class RhythmForm(FrenchForm):
    kind = forms.TypedChoiceField(
        label=_("De quels rendez-vous ?"),
        required=False,
        choices=[
            ("", _("n’importe lequel")),
            *((kind.value, MEETING_LABELS[kind]) for kind in ALONE),
        ],
        coerce=MeetingKind,
        empty_value=None,
        help_text=_("Un bilan à trois ne compte que si les trois étaient là."),
    )
    programme = forms.ChoiceField(label=_("Qui le demande ?"), required=False)
    every_months = forms.IntegerField(
        label=_("Un rendez-vous tous les … mois"),
        required=False,
        min_value=1,
        max_value=12,
        initial=1,
        help_text=_("Quand un programme le demande, c’est son rythme qui compte."),
    )
    since = FrenchDateField(label=_("À partir du"), initial=clock.today)

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "programme", [("", _("fixé avec la personne")), *programmes])
