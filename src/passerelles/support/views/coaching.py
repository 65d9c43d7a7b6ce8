"""Coach pairs in the record: propose, note the paper, choose what is shown, hand the link, end."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.record import actor_of, reading
from passerelles.people.queries.record import representatives
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.coach_links import give_coach_link
from passerelles.support.actions.coaching import (
    agree_on_paper,
    end_pair,
    propose_coach,
    show_objectives,
)
from passerelles.support.forms.coaching import PairForm, PaperConsentForm, ShownForm
from passerelles.support.queries.coaching import (
    PairView,
    objectives_to_show,
    pair_view,
    pairs,
)
from passerelles.support.views.answering import answer_in

SECTION = "coach"
_answer = partial(answer_in, SECTION)


def show_pairs(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROJECT)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": eyes.sees(Volet.PROJECT),
        "writable": eyes.access.may_write(Volet.PROJECT),
        "pairs": pairs(eyes),
    }
    return render(request, "support/coach.html", context)


def propose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    form = PairForm(request.POST or None)

    def act() -> str:
        propose_coach(actor=actor_of(request), person_id=person_id, draft=form.draft())
        return _("C’est proposé : la personne répond dans son espace, ou signe un papier.")

    lead = _("Le coach ne lit rien tant que la personne n’a pas dit oui.")
    return _answer(request, eyes, form, act, _("Proposer un coach bénévole"), lead)


def paper(request: HttpRequest, person_id: UUID, pair_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, pair_id)
    if not view.waits:
        raise Hidden("already answered")
    offered = [(str(row.id), row.name) for row in representatives(eyes.access)]
    form = PaperConsentForm(request.POST or None, representatives=offered)

    def act() -> str:
        agree_on_paper(
            actor=actor_of(request),
            person_id=person_id,
            pair_id=pair_id,
            giver=form.named(),
            reference=form.cleaned_data["reference"],
        )
        return _("L’accord est noté. Choisissez avec la personne ce que le coach lit.")

    return _answer(request, eyes, form, act, _("La personne a signé un papier"))


def shown(request: HttpRequest, person_id: UUID, pair_id: UUID) -> HttpResponse:
    eyes, view = _own(request, person_id, pair_id)
    if not view.goes_on:
        raise Hidden("not open")
    ticked = [str(row.pk) for row in view.shown]
    form = ShownForm(
        request.POST if request.method == "POST" else None,
        objectives=objectives_to_show(eyes),
        initial={"objectives": ticked},
    )

    def act() -> str:
        show_objectives(
            actor=actor_of(request),
            person_id=person_id,
            pair_id=pair_id,
            objectives=form.chosen(),
        )
        return _("C’est noté.")

    lead = _("À décider avec la personne : elle peut changer ce choix dans son espace.")
    return _answer(request, eyes, form, act, _("Ce que le coach lit"), lead)


def give_link(request: HttpRequest, person_id: UUID, pair_id: UUID) -> HttpResponse:
    """The link and its code, shown once and kept nowhere."""
    eyes, view = _own(request, person_id, pair_id)
    if request.method != "POST" or not view.goes_on:
        return redirect("support:coach", person_id)
    given = give_coach_link(actor=actor_of(request), person_id=person_id, pair_id=pair_id)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "given": given,
        "pair": view.pair,
        "url": settings.PUBLIC_URL + given.path,
    }
    response = render(request, "support/coach_link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def end(request: HttpRequest, person_id: UUID, pair_id: UUID) -> HttpResponse:
    _own(request, person_id, pair_id)
    end_pair(actor=actor_of(request), person_id=person_id, pair_id=pair_id)
    messages.success(request, _("Le parrainage est terminé : la page du coach est fermée."))
    return redirect("support:coach", person_id)


def _writing(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PROJECT)
    if not eyes.access.may_write(Volet.PROJECT):
        raise Hidden("project not writable")
    return eyes


def _own(request: HttpRequest, person_id: UUID, pair_id: UUID) -> tuple[Eyes, PairView]:
    eyes = _writing(request, person_id)
    view = pair_view(eyes, pair_id)
    if not view.own:
        raise Hidden("not theirs")
    return eyes, view
