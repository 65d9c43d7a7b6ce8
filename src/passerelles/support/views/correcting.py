"""« Corriger » and « Annuler » for what is done about a barrier and who pays; and its result."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.pathways.queries.meanwhile import words_of
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions import correcting
from passerelles.support.actions.funded import Where
from passerelles.support.forms.corrections import (
    CancelForm,
    CorrectActionForm,
    CorrectLineForm,
    CorrectPlanForm,
    PlanResultForm,
)
from passerelles.support.queries.barriers import action_noted, funding_line, plan_of
from passerelles.support.views.answering import answer_in
from passerelles.support.views.barriers import SECTION, writable_view
from passerelles.support.views.funding import standing
from passerelles.web.forms import FrenchForm

ASIDE = ("set_aside_on", "set_aside_by", "set_aside_why")
ACTION = ("what", "partner", "planned_on", "done_on", "result", *ASIDE)
PLAN = ("label", "cost", "result", "result_on", *ASIDE)
LINE = ("funder", "funder_name", "asked", "granted", "state", "state_on", *ASIDE)
CORRECTED = "La correction est notée ; ce qui était écrit reste lisible."
CANCELLED = "C’est annulé : cela reste lisible, et ne compte plus."


def correct_action(
    request: HttpRequest, person_id: UUID, barrier_id: UUID, action_id: UUID
) -> HttpResponse:
    eyes, view = writable_view(request, person_id, barrier_id)
    action = action_noted(view, action_id, sent=_sent(request))
    form = CorrectActionForm(request.POST or None, initial=CorrectActionForm.typed(action))

    def act() -> str:
        correcting.correct_action(
            draft=form.draft(),
            action_id=action_id,
            **_common(request, Where(person_id, barrier_id), form),
        )
        return _(CORRECTED)

    heading = _("Corriger : %(what)s") % {"what": action.what}
    return answer_in(SECTION, request, eyes, form, act, heading, meanwhile=words_of(action, ACTION))


def cancel_action(
    request: HttpRequest, person_id: UUID, barrier_id: UUID, action_id: UUID
) -> HttpResponse:
    eyes, view = writable_view(request, person_id, barrier_id)
    action = action_noted(view, action_id, sent=_sent(request))
    form = CancelForm(request.POST or None, initial={"version": action.version})

    def act() -> str:
        correcting.cancel_action(
            action_id=action_id, **_common(request, Where(person_id, barrier_id), form)
        )
        return _(CANCELLED)

    heading = _("Annuler : %(what)s") % {"what": action.what}
    return answer_in(SECTION, request, eyes, form, act, heading, meanwhile=words_of(action, ACTION))


def correct_plan(request: HttpRequest, person_id: UUID, plan_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    plan = plan_of(funds.view, plan_id, sent=_sent(request)).plan
    form = CorrectPlanForm(request.POST or None, initial=CorrectPlanForm.typed(plan))

    def act() -> str:
        correcting.correct_plan(
            plan_id=plan_id,
            label=form.cleaned_data["label"],
            cost=form.cleaned_data["cost"],
            **_common(request, funds.where, form),
        )
        return _(CORRECTED)

    heading = _("Corriger : %(what)s") % {"what": plan.label}
    return funds.answer(request, form, act, heading, meanwhile=words_of(plan, PLAN))


def cancel_plan(request: HttpRequest, person_id: UUID, plan_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    plan = plan_of(funds.view, plan_id, sent=_sent(request)).plan
    form = CancelForm(request.POST or None, initial={"version": plan.version})

    def act() -> str:
        correcting.cancel_plan(plan_id=plan_id, **_common(request, funds.where, form))
        return _(CANCELLED)

    heading = _("Annuler : %(what)s") % {"what": plan.label}
    lead = _("Les demandes de ce financement ne compteront plus.")
    return funds.answer(request, form, act, heading, lead, meanwhile=words_of(plan, PLAN))


def plan_result(request: HttpRequest, person_id: UUID, plan_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    plan = plan_of(funds.view, plan_id, sent=_sent(request)).plan
    form = PlanResultForm(request.POST or None, initial=PlanResultForm.typed(plan))

    def act() -> str:
        correcting.say_result(
            actor=actor_of(request),
            where=funds.where,
            plan_id=plan_id,
            **form.cleaned_data,
        )
        return _("Le résultat est noté.")

    heading = _("Résultat : %(what)s") % {"what": plan.label}
    return funds.answer(request, form, act, heading, meanwhile=words_of(plan, PLAN))


def correct_line(request: HttpRequest, person_id: UUID, line_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    line = funding_line(funds.view, line_id, sent=_sent(request))
    form = CorrectLineForm(request.POST or None, initial=CorrectLineForm.typed(line))

    def act() -> str:
        correcting.correct_line(
            line_id=line_id, draft=form.corrected(), **_common(request, funds.where, form)
        )
        return _(CORRECTED)

    heading = _("Corriger une demande : %(who)s") % {"who": line.get_funder_display()}
    return funds.answer(request, form, act, heading, meanwhile=words_of(line, LINE))


def cancel_line(request: HttpRequest, person_id: UUID, line_id: UUID, **of: UUID) -> HttpResponse:
    funds = standing(request, person_id, **of)
    line = funding_line(funds.view, line_id, sent=_sent(request))
    form = CancelForm(request.POST or None, initial={"version": line.version})

    def act() -> str:
        correcting.cancel_line(line_id=line_id, **_common(request, funds.where, form))
        return _(CANCELLED)

    heading = _("Annuler une demande : %(who)s") % {"who": line.get_funder_display()}
    return funds.answer(request, form, act, heading, meanwhile=words_of(line, LINE))


def _sent(request: HttpRequest) -> bool:
    return request.method == "POST"


def _common(request: HttpRequest, where: Where, form: FrenchForm) -> dict[str, Any]:
    return {
        "actor": actor_of(request),
        "where": where,
        "version": form.cleaned_data["version"],
        "reason": form.cleaned_data["reason"],
    }
