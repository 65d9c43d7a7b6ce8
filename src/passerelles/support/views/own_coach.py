"""My coach: the person agrees or not, chooses what is read, writes, and stops when they want."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.own import eyes_of_person
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.coaching import (
    answer_coach,
    end_pair,
    show_objectives,
    write_to_coach,
)
from passerelles.support.forms.coaching import ExchangeForm, OwnAnswerForm, ShownForm
from passerelles.support.queries.coaching import (
    PairView,
    exchanges_of,
    objectives_to_show,
    pair_view,
    pairs,
)


@require_safe
def my_coach(request: HttpRequest) -> HttpResponse:
    eyes = _own(request)
    seen = [(view, exchanges_of(view)) for view in pairs(eyes) if view.waits or view.goes_on]
    return render(request, "support/own_coach.html", {"pairs": seen})


@require_http_methods(["GET", "HEAD", "POST"])
def my_answer(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    eyes, view = _pair(request, pair_id)
    if not view.waits:
        raise Hidden("already answered")
    form = OwnAnswerForm(request.POST or None, objectives=objectives_to_show(eyes))
    if request.method == "POST" and form.is_valid():
        yes = form.cleaned_data["answer"] == "yes"
        try:
            answer_coach(
                actor=actor_of(request), pair_id=pair_id, yes=yes, objectives=form.chosen()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("C’est noté. On donne le lien à votre coach.") if yes else _("C’est noté.")
            messages.success(request, said)
            return redirect("support:my_coach")
    return _form(request, view, form, "support/own_coach_answer.html")


@require_http_methods(["GET", "HEAD", "POST"])
def my_shown(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    eyes, view = _pair(request, pair_id)
    form = ShownForm(
        request.POST if request.method == "POST" else None,
        objectives=objectives_to_show(eyes),
        initial={"objectives": [str(row.pk) for row in view.shown]},
    )
    if request.method == "POST" and form.is_valid():
        show_objectives(
            actor=actor_of(request),
            person_id=eyes.person_id,
            pair_id=pair_id,
            objectives=form.chosen(),
        )
        messages.success(request, _("C’est noté."))
        return redirect("support:my_coach")
    return _form(request, view, form, "support/own_coach_shown.html")


@require_http_methods(["GET", "HEAD", "POST"])
def my_message(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    _eyes, view = _pair(request, pair_id)
    if not view.goes_on:
        raise Hidden("not open")
    form = ExchangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_to_coach(
                actor=actor_of(request), pair_id=pair_id, words=form.cleaned_data["words"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est envoyé."))
            return redirect("support:my_coach")
    return _form(request, view, form, "support/own_coach_message.html")


@require_POST
def my_stop(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    eyes, _view = _pair(request, pair_id)
    end_pair(actor=actor_of(request), person_id=eyes.person_id, pair_id=pair_id)
    messages.success(request, _("C’est fini. Ce coach ne lit plus rien."))
    return redirect("support:my_coach")


def _form(
    request: HttpRequest, view: PairView, form: ShownForm | ExchangeForm, template: str
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"view": view, "form": form}, status=status)


def _own(request: HttpRequest) -> Eyes:
    return eyes_of_person(actor_of(request))


def _pair(request: HttpRequest, pair_id: UUID) -> tuple[Eyes, PairView]:
    eyes = _own(request)
    return eyes, pair_view(eyes, pair_id)
