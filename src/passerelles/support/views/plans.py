"""The plan of a record: three parts, the progressive timetable, and the companies in sight."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.leads import say_outcome, take_up_lead
from passerelles.support.actions.plans import write_plan, write_timetable
from passerelles.support.forms.leads import OutcomeForm, TakeUpForm
from passerelles.support.forms.plans import PlanForm, TimetableForm
from passerelles.support.queries.acts import situations_to_link
from passerelles.support.queries.coaching import objectives_to_show
from passerelles.support.queries.leads import leads_of, leads_to_take, taken_view
from passerelles.support.queries.plans import (
    own_place_kind,
    own_plan,
    own_timetable,
    plan_sources,
    plan_views,
    timetable_views,
)
from passerelles.support.queries.sides import dimension_plans
from passerelles.support.views.answering import answer_in

SECTION = "plan"
_answer = partial(answer_in, SECTION)


def show_plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _reading(request, person_id)
    context = _context(eyes) | {
        "dimension_plans": dimension_plans(eyes),
        "leads": leads_of(eyes) if eyes.sees(Volet.PROJECT) else [],
        "sees_project": eyes.sees(Volet.PROJECT),
        "writes_project": eyes.access.may_write(Volet.PROJECT),
    }
    return render(request, "support/plan.html", context)


def print_plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _reading(request, person_id)
    if not eyes.sees(Volet.PATH):
        raise Hidden("path not readable")
    return render(request, "support/plan_print.html", _context(eyes))


def new_plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Starts from the version in force, or from what the record already says."""
    eyes = _writing(request, person_id, Volet.PATH)
    now = own_plan(eyes)
    form = PlanForm(
        request.POST or None,
        initial=PlanForm.typed(now, plan_sources(eyes)),
        place_kind=own_place_kind(eyes),
    )

    def act() -> str:
        write_plan(
            actor=actor_of(request),
            person_id=person_id,
            draft=form.draft(),
            replaces=form.cleaned_data["replaces"],
        )
        return _("Le plan est écrit ; la version d’avant se lit encore.")

    lead = _("Trois parties : aucune n’est laissée vide sans dire pourquoi.")
    return _answer(request, eyes, form, act, _("Le plan en trois parties"), lead)


def new_timetable(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PATH)
    form = TimetableForm(
        request.POST or None,
        situations=situations_to_link(eyes),
        initial=TimetableForm.typed(own_timetable(eyes)),
    )

    def act() -> str:
        write_timetable(
            actor=actor_of(request),
            person_id=person_id,
            draft=form.draft(),
            replaces=form.cleaned_data["replaces"],
        )
        return _("L’emploi du temps est écrit.")

    lead = _("Des heures qui augmentent pas à pas, autour de la vie de la personne.")
    return _answer(request, eyes, form, act, _("Emploi du temps progressif"), lead)


def take_up(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PROJECT)
    actor = actor_of(request)
    form = TakeUpForm(
        request.POST or None,
        leads=leads_to_take(eyes, actor),
        objectives=objectives_to_show(eyes),
    )

    def act() -> str:
        take_up_lead(
            actor=actor,
            person_id=person_id,
            lead_id=form.cleaned_data["lead"],
            objective_id=form.cleaned_data["objective"],
        )
        return _("La piste est suivie. Aucun frein n’est à lever avant.")

    return _answer(request, eyes, form, act, _("Suivre une piste d’entreprise"))


def outcome(request: HttpRequest, person_id: UUID, taken_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id, Volet.PROJECT)
    view = taken_view(eyes, taken_id)
    if not view.own:
        raise Hidden("not theirs")
    said = {"outcome": view.taken.outcome, "version": view.taken.version}
    form = OutcomeForm(request.POST or None, initial=said)

    def act() -> str:
        say_outcome(
            actor=actor_of(request),
            person_id=person_id,
            taken_id=taken_id,
            **form.cleaned_data,
        )
        return _("C’est noté.")

    return _answer(request, eyes, form, act, view.company)


def _context(eyes: Eyes) -> dict[str, Any]:
    shared = eyes.sees(Volet.PATH)
    return {
        "access": eyes.access,
        "section": SECTION,
        "shared": shared,
        "writable": eyes.access.may_write(Volet.PATH),
        "plans": plan_views(eyes) if shared else [],
        "timetables": timetable_views(eyes) if shared else [],
    }


def _reading(request: HttpRequest, person_id: UUID) -> Eyes:
    return reading(request, person_id, Volet.IDENTITY, Volet.PATH, Volet.PROJECT)


def _writing(request: HttpRequest, person_id: UUID, volet: Volet) -> Eyes:
    eyes = _reading(request, person_id)
    if not eyes.access.may_write(volet):
        raise Hidden(f"{volet} not writable")
    return eyes
