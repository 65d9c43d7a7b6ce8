"""Pages of a company tutor: one person, the volets agreed, the time of the placement."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.progress import say_well_being, self_assess
from passerelles.pathways.forms.progress import GuestProgressForm, WellBeingForm
from passerelles.pathways.queries.axes import axes_for
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.integration import checks_to_answer
from passerelles.pathways.queries.names import holder_of_link
from passerelles.pathways.queries.own_work import guest_work
from passerelles.pathways.queries.synthesis import synthesis
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, picture, reading
from passerelles.sharing.rules.volets import Volet

GUEST_FORM = "pathways/guest_form.html"


def guest_home(request: HttpRequest) -> HttpResponse:
    eyes = reading(request, _person_id(request))
    context = {
        **_context(request, eyes),
        "synthesis": synthesis(eyes),
        "eyes": eyes,
        "works": guest_work(eyes, actor_of(request)),
        "checks": checks_to_answer(eyes, actor_of(request)),
    }
    return render(request, "pathways/guest_home.html", context)


@gzip_page
def guest_picture(request: HttpRequest) -> HttpResponse:
    eyes = reading(request, _person_id(request), Volet.IDENTITY, Volet.PROGRESS)
    return picture(request, eyes)


def guest_observations(request: HttpRequest) -> HttpResponse:
    """A few axes, none compulsory."""
    eyes = _writing(request)
    form = GuestProgressForm(request.POST or None, axes=axes_for(actor_of(request)))

    def act() -> str:
        self_assess(
            actor=actor_of(request),
            person_id=eyes.person_id,
            levels=form.levels(),
            comment=form.cleaned_data["comment"],
        )
        return _("Merci, c’est noté.")

    context = _context(request, eyes) | {
        "page_heading": _("Ce que vous avez vu"),
        "lead": _(
            "Répondez seulement sur ce que vous avez vu : choisissez la phrase qui ressemble le "
            "plus à ce que %(name)s pourrait dire."
        )
        % {"name": eyes.access.person.first_name},
    }
    return answer_form(
        request, form, act, template=GUEST_FORM, context=context, done_url=_home_url()
    )


def guest_well_being(request: HttpRequest) -> HttpResponse:
    eyes = _writing(request)
    form = WellBeingForm(request.POST or None)

    def act() -> str:
        say_well_being(
            actor=actor_of(request),
            person_id=eyes.person_id,
            mood=form.cleaned_data["mood"],
            words=form.cleaned_data["words"],
        )
        return _("Merci, c’est noté.")

    context = _context(request, eyes) | {"page_heading": _("Comment ça se passe ?"), "lead": ""}
    return answer_form(
        request, form, act, template=GUEST_FORM, context=context, done_url=_home_url()
    )


def _home_url() -> str:
    return reverse("pathways:guest_home")


def _person_id(request: HttpRequest) -> UUID:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise Hidden("a guest without a person")
    return person_id


def _writing(request: HttpRequest) -> Eyes:
    eyes = reading(request, _person_id(request), Volet.IDENTITY, Volet.PROGRESS)
    if not eyes.access.may_write(Volet.PROGRESS):
        raise Hidden("progress not writable")
    return eyes


def _context(request: HttpRequest, eyes: Eyes) -> dict[str, object]:
    return {
        "access": eyes.access,
        "guest_name": holder_of_link(actor_of(request)),
        "writable": eyes.access.may_write(Volet.PROGRESS),
    }
