"""Appointments of a record: the page, planning, moving, saying what happened."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.appointments import (
    cancel_appointment,
    missing_guests,
    move_appointment,
    plan_appointment,
)
from passerelles.support.actions.minutes import set_rhythm, stop_rhythm, write_minutes
from passerelles.support.forms.appointments import (
    AppointmentForm,
    CancelForm,
    MinutesForm,
    MoveForm,
    RhythmForm,
)
from passerelles.support.queries.appointments import (
    AppointmentView,
    appointment_page,
    appointment_view,
)
from passerelles.support.queries.rhythms import asked_rhythm, rhythm_programmes
from passerelles.support.views.answering import answer_in

FORM_PAGE = "pathways/form.html"
SECTION = "appointments"
_answer = partial(answer_in, SECTION)


def show_appointments(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    shared = eyes.sees(Volet.PATH)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": shared,
        "writable": eyes.access.may_write(Volet.PATH),
        "page": appointment_page(eyes) if shared else None,
    }
    return render(request, "support/appointments.html", context)


def new_appointment(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    actor = actor_of(request)
    own = f"{actor.user_id}:{actor.organisation_id}"
    form = AppointmentForm(request.POST or None, eyes=eyes, initial={"counsellor": own})

    def act() -> str:
        draft = form.draft()
        plan_appointment(actor=actor, person_id=person_id, draft=draft)
        if missing := missing_guests(draft):
            messages.warning(request, missing)
        return _("Le rendez-vous est noté.")

    return _answer(request, eyes, form, act, _("Prévoir un rendez-vous"))


def move(request: HttpRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, appointment_id)
    form = MoveForm(request.POST or None, initial=MoveForm.typed(view.appointment))

    def act() -> str:
        data = form.cleaned_data
        move_appointment(
            actor=actor_of(request),
            person_id=person_id,
            appointment_id=appointment_id,
            version=data["version"],
            starts_at=form.starts_at(),
            place=data["place"],
            reason=data["reason"],
        )
        return _("Le rendez-vous est déplacé.")

    lead = _("Tous les participants du groupe sont déplacés avec lui.") if view.is_group else ""
    return _answer(request, eyes, form, act, _("Déplacer le rendez-vous"), lead=lead)


def cancel(request: HttpRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, appointment_id)
    form = CancelForm(request.POST or None, initial={"version": view.appointment.version})

    def act() -> str:
        cancel_appointment(
            actor=actor_of(request),
            person_id=person_id,
            appointment_id=appointment_id,
            **form.cleaned_data,
        )
        return _("Le rendez-vous est annulé.")

    lead = _("Il est annulé pour tout le groupe.") if view.is_group else ""
    return _answer(request, eyes, form, act, _("Annuler le rendez-vous"), lead=lead)


def minutes(request: HttpRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, appointment_id, held_too=True)
    form = MinutesForm(request.POST or None, view=view, initial=MinutesForm.typed(view))

    def act() -> str:
        write_minutes(
            actor=actor_of(request),
            person_id=person_id,
            appointment_id=appointment_id,
            version=form.cleaned_data["version"],
            minutes=form.minutes(),
        )
        written = appointment_view(eyes, appointment_id)
        if missing := written.standing.sentence:
            messages.warning(request, missing)
        return _("C’est noté.")

    heading = _("Ce qui s’est passé : %(kind)s") % {"kind": view.appointment.get_kind_display()}
    return _answer(request, eyes, form, act, heading)


def rhythm(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    actor = actor_of(request)
    offered = rhythm_programmes(actor.organisation_id, clock.today())
    form = RhythmForm(request.POST or None, programmes=offered)

    def act() -> str:
        data = form.cleaned_data
        months = data["every_months"]
        if data["programme"]:
            months = asked_rhythm(actor.organisation_id, data["programme"], clock.today())
        if months is None:
            raise Refusal(
                _("Il manque le rythme."), _("Écrivez 1 pour chaque mois."), field="every_months"
            )
        set_rhythm(
            actor=actor,
            person_id=person_id,
            every_months=months,
            since=data["since"],
            programme=data["programme"],
            kind=data["kind"],
        )
        return _("Le rythme est fixé : un mois sans rendez-vous vous sera signalé.")

    return _answer(request, eyes, form, act, _("Fixer le rythme des rendez-vous"))


def end_rhythm(request: HttpRequest, person_id: UUID, rhythm_id: UUID) -> HttpResponse:
    _writing(request, person_id)
    stop_rhythm(actor=actor_of(request), person_id=person_id, rhythm_id=rhythm_id)
    messages.success(request, _("Le rythme est arrêté."))
    return redirect("support:appointments", person_id)


def _writing(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes


def _own(
    request: HttpRequest, person_id: UUID, appointment_id: UUID, *, held_too: bool = False
) -> tuple[Eyes, AppointmentView]:
    eyes = _writing(request, person_id)
    view = appointment_view(eyes, appointment_id)
    if not view.own or not (view.planned or (held_too and view.held)):
        raise Hidden("not theirs to change")
    return eyes, view
