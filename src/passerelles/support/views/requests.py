"""« Je voudrais… », on the side of the organisation asked: read, answer, propose another."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.paths import path_views
from passerelles.pathways.rules.stages import PathState
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.requests import answer_request, mark_read, offer_handover
from passerelles.support.forms.requests import AnswerRequestForm, HandOverForm
from passerelles.support.queries.appointments import appointment_page
from passerelles.support.queries.requests import (
    Addressee,
    RequestView,
    addressees,
    received_request,
    received_requests,
)
from passerelles.support.rules.requests import ANSWER_WITHIN_DAYS, DONE_ON, RequestKind
from passerelles.support.views.answering import answer_in

SECTION = "requests"
_answer_in = partial(answer_in, SECTION)


def show_requests(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": eyes.sees(Volet.PATH),
        "writable": eyes.access.may_write(Volet.PATH),
        "requests": received_requests(eyes),
        "delay": ANSWER_WITHIN_DAYS,
    }
    return render(request, "support/requests.html", context)


def answer(request: HttpRequest, person_id: UUID, asked_id: UUID) -> HttpResponse:
    """Opening it tells the person that it is read; answering says what happens next."""
    eyes, view = _received(request, person_id, asked_id)
    if request.method == "GET" and view.request.waiting:
        mark_read(actor=actor_of(request), person_id=person_id, request_id=asked_id)
    active = [path for path in path_views(eyes) if path.state is PathState.ACTIVE]
    form = AnswerRequestForm(
        request.POST or None,
        coming=list(appointment_page(eyes).coming),
        has_path=bool(active),
        initial={"version": view.request.version},
    )

    def act() -> str:
        answer_request(
            actor=actor_of(request),
            person_id=person_id,
            request_id=asked_id,
            version=form.cleaned_data["version"],
            answer=form.answer(),
        )
        return _("La réponse est envoyée. La personne la lit dans son espace.")

    url = reverse("support:requests", args=[person_id])
    context = {
        "access": eyes.access,
        "section": SECTION,
        "view": view,
        "cancel": url,
        "others": _others(eyes),
        "done_on": _done_on(view, person_id),
    }
    return answer_form(
        request, form, act, template="support/request.html", context=context, done_url=url
    )


def hand_over(request: HttpRequest, person_id: UUID, asked_id: UUID) -> HttpResponse:
    """Propose another organisation; the person says yes or no."""
    eyes, view = _received(request, person_id, asked_id)
    form = HandOverForm(
        request.POST or None,
        others=_others(eyes),
        initial={"version": view.request.version},
    )

    def act() -> str:
        data = form.cleaned_data
        offer_handover(
            actor=actor_of(request),
            person_id=person_id,
            request_id=asked_id,
            version=data["version"],
            organisation_id=UUID(data["organisation"]),
            words=data["words"],
        )
        return _("C’est proposé à la personne. Tant qu’elle n’a pas dit oui, vous répondez.")

    lead = _("La demande ne change de main qu’avec l’accord de la personne.")
    return _answer_in(request, eyes, form, act, _("Passer la demande"), lead=lead)


def _received(request: HttpRequest, person_id: UUID, asked_id: UUID) -> tuple[Eyes, RequestView]:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes, received_request(eyes, asked_id)


def _done_on(view: RequestView, person_id: UUID) -> tuple[str, str] | None:
    """Address and words of the page where what is asked is really done."""
    found = DONE_ON.get(RequestKind(view.request.kind))
    return (reverse(found[0], args=[person_id]), found[1]) if found else None


def _others(eyes: Eyes) -> list[Addressee]:
    """Organisations that could answer instead of the reader's."""
    found = addressees(eyes.access.facts)
    return [
        item
        for item in found
        if item.user_id is None and item.organisation_id != eyes.organisation_id
    ]
