"""Acts of accompaniment: of a record, of a group, and the hours of the place."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.gathering import people_to_gather
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.acts import (
    say_interest,
    set_act_aside,
    write_act,
    write_group_act,
)
from passerelles.support.forms.acts import (
    ActForm,
    GroupActForm,
    InterestForm,
    PeriodForm,
    SetAsideForm,
)
from passerelles.support.queries.acts import (
    act_view,
    acts_page,
    situations_to_link,
    team_totals,
    this_year,
)
from passerelles.support.rules.acts import ACT_LABELS, TARGET_LABELS
from passerelles.support.views.answering import answer_in

SECTION = "acts"
_answer = partial(answer_in, SECTION)


def show_acts(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    shared = eyes.sees(Volet.PATH)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": shared,
        "writable": eyes.access.may_write(Volet.PATH),
        "page": acts_page(eyes) if shared else None,
        "targets": TARGET_LABELS,
    }
    return render(request, "support/acts.html", context)


def new_act(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    form = ActForm(request.POST or None, situations=situations_to_link(eyes))

    def act() -> str:
        write_act(actor=actor_of(request), person_id=person_id, draft=form.draft())
        return _("C’est noté dans le parcours.")

    return _answer(request, eyes, form, act, _("Noter un accompagnement"))


def aside(request: HttpRequest, person_id: UUID, act_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    view = act_view(eyes, act_id)
    if not (view.own and view.counted):
        raise Hidden("not theirs to set aside")
    form = SetAsideForm(request.POST or None)

    def act() -> str:
        set_act_aside(
            actor=actor_of(request),
            person_id=person_id,
            act_id=act_id,
            why=form.cleaned_data["why"],
        )
        return _("C’est écarté : on le lit encore, il n’est plus compté.")

    lead = _("Il reste lisible, avec la raison. Notez ensuite ce qui a vraiment eu lieu.")
    return _answer(request, eyes, form, act, _("Noté par erreur"), lead)


def interest(request: HttpRequest, person_id: UUID, act_id: UUID) -> HttpResponse:
    eyes = _writing(request, person_id)
    view = act_view(eyes, act_id)
    if not view.discovery:
        raise Hidden("nothing was discovered")
    form = InterestForm(request.POST or None)

    def act() -> str:
        said = form.cleaned_data["interest"]
        say_interest(actor=actor_of(request), person_id=person_id, act_id=act_id, interest=said)
        return _("C’est noté.")

    return _answer(request, eyes, form, act, str(view.act))


def new_group_act(request: HttpRequest) -> HttpResponse:
    """One form, then the same line in the path of each participant."""
    actor = actor_of(request)
    form = GroupActForm(request.POST or None, people=people_to_gather(actor))
    url = reverse("support:team_acts")

    def act() -> str:
        write_group_act(actor=actor, person_ids=form.chosen(), draft=form.draft())
        return _("C’est noté dans le parcours de chacun.")

    context = {"page_heading": _("Noter un accompagnement collectif"), "cancel": url}
    return answer_form(
        request, form, act, template="support/form.html", context=context, done_url=url
    )


def show_team(request: HttpRequest) -> HttpResponse:
    """Hours by target and by kind over a period; the year so far when none is asked."""
    start, end = this_year()
    asked = bool(request.GET)
    form = PeriodForm(request.GET if asked else None, initial={"start": start, "end": end})
    if asked and form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    context = {
        "form": form,
        "team": team_totals(actor_of(request), start, end),
        "targets": TARGET_LABELS,
        "kinds": ACT_LABELS,
    }
    status = 422 if asked and form.errors else 200
    return render(request, "support/team_acts.html", context, status=status)


def _writing(request: HttpRequest, person_id: UUID) -> Eyes:
    eyes = reading(request, person_id, Volet.IDENTITY, Volet.PATH)
    if not eyes.access.may_write(Volet.PATH):
        raise Hidden("path not writable")
    return eyes
