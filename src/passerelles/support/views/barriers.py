"""Barriers of a record: the page, and one form for each thing that is said of them."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.barriers import change_barrier, move_barrier, open_barrier
from passerelles.support.actions.solutions import (
    add_action,
    finish_action,
)
from passerelles.support.forms.barriers import (
    ActionDoneForm,
    ActionForm,
    BarrierForm,
    BarrierMoveForm,
)
from passerelles.support.queries.barriers import (
    BARRIER_VOLETS,
    BarrierView,
    action_of,
    barrier_page,
    barrier_view,
)
from passerelles.support.rules.barriers import BarrierState, kinds_in
from passerelles.support.views.answering import answer_in

# Names of the pages about who pays: the same for a barrier and for a stage of the path.
FOR_BARRIER = {
    "answer": "support:answer_funding",
    "ask": "support:ask_funding",
    "result": "support:funding_result",
    "correct": "support:correct_funding",
    "cancel": "support:cancel_funding",
    "correct_line": "support:correct_line",
    "cancel_line": "support:cancel_line",
}
FORM_PAGE = "pathways/form.html"
SECTION = "barriers"
_answer = partial(answer_in, SECTION)


def show_barriers(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _reading(request, person_id)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": any(eyes.sees(volet) for volet in BARRIER_VOLETS),
        "writable": any(eyes.access.may_write(volet) for volet in BARRIER_VOLETS),
        "page": barrier_page(eyes),
        "names": FOR_BARRIER,
    }
    return render(request, "support/barriers.html", context)


def new_barrier(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _reading(request, person_id)
    kinds = kinds_in([volet for volet in BARRIER_VOLETS if eyes.access.may_write(volet)])
    if not kinds:
        raise Hidden("no barrier writable")
    told = request.GET.get("frein", "")
    form = BarrierForm(request.POST or None, kinds=kinds, initial={"kind": told})

    def act() -> str:
        open_barrier(
            actor=actor_of(request),
            person_id=person_id,
            kind=form.cleaned_data["kind"],
            draft=form.draft(),
        )
        return _("C’est noté. Un frein n’empêche aucune étape.")

    return _answer(request, eyes, form, act, _("Noter un frein"))


def edit_barrier(request: HttpRequest, person_id: UUID, barrier_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, barrier_id)
    form = BarrierForm(request.POST or None, kinds=None, initial=BarrierForm.typed(view.barrier))

    def act() -> str:
        change_barrier(
            actor=actor_of(request),
            person_id=person_id,
            barrier_id=barrier_id,
            version=form.cleaned_data["version"] or 0,
            draft=form.draft(),
        )
        return _("C’est noté ; ce qui avait été dit reste dans l’historique.")

    return _answer(request, eyes, form, act, view.barrier.get_kind_display())


MOVES = {
    "leve": (BarrierState.LIFTED, "Ce frein est levé"),
    "de-cote": (BarrierState.SET_ASIDE, "Laisser ce frein de côté"),
    "revenu": (BarrierState.OPEN, "Ce frein est revenu"),
}


def set_barrier_state(
    request: HttpRequest, person_id: UUID, barrier_id: UUID, move: str
) -> HttpResponse:
    """Lifted, set aside, back again: the person says it, the day is kept."""
    eyes, view = writable_view(request, person_id, barrier_id)
    if move not in MOVES:
        raise Hidden("unknown move")
    target, heading = MOVES[move]
    form = BarrierMoveForm(request.POST or None, initial={"version": view.barrier.version})

    def act() -> str:
        move_barrier(
            actor=actor_of(request),
            person_id=person_id,
            barrier_id=barrier_id,
            version=form.cleaned_data["version"],
            target=target,
            words=form.cleaned_data["words"],
            on=form.cleaned_data["on"],
        )
        return _("C’est noté, avec ses mots.")

    heading = f"{_(heading)} : {view.barrier.get_kind_display()}"
    lead = _("C’est la personne qui le dit : un frein n’est levé qu’avec elle.")
    return _answer(request, eyes, form, act, heading, lead=lead)


def new_action(request: HttpRequest, person_id: UUID, barrier_id: UUID) -> HttpResponse:
    eyes, view = writable_view(request, person_id, barrier_id)
    form = ActionForm(request.POST or None)

    def act() -> str:
        add_action(
            actor=actor_of(request), person_id=person_id, barrier_id=barrier_id, draft=form.draft()
        )
        return _("L’action est notée.")

    heading = _("Agir sur : %(what)s") % {"what": view.barrier.get_kind_display()}
    return _answer(request, eyes, form, act, heading)


def action_done(
    request: HttpRequest, person_id: UUID, barrier_id: UUID, action_id: UUID
) -> HttpResponse:
    eyes, view = writable_view(request, person_id, barrier_id)
    action = action_of(view, action_id, sent=request.method == "POST")
    form = ActionDoneForm(request.POST or None, initial=ActionDoneForm.typed(action))

    def act() -> str:
        finish_action(
            actor=actor_of(request),
            person_id=person_id,
            barrier_id=barrier_id,
            action_id=action_id,
            **form.cleaned_data,
        )
        return _("C’est noté comme fait.")

    return _answer(request, eyes, form, act, action.what)


def _reading(request: HttpRequest, person_id: UUID) -> Eyes:
    return reading(request, person_id, Volet.IDENTITY, *BARRIER_VOLETS)


def writable_view(
    request: HttpRequest, person_id: UUID, barrier_id: UUID
) -> tuple[Eyes, BarrierView]:
    eyes = _reading(request, person_id)
    view = barrier_view(eyes, barrier_id)
    if not view.writable:
        raise Hidden("barrier not writable")
    return eyes, view


def _own(request: HttpRequest, person_id: UUID, barrier_id: UUID) -> tuple[Eyes, BarrierView]:
    eyes, view = writable_view(request, person_id, barrier_id)
    if not view.own:
        raise Hidden("written by another organisation")
    return eyes, view
