"""One's agenda by day, week and month, groups, and the secret address other software reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.gathering import people_to_gather
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.appointments import Guest, plan_group
from passerelles.support.actions.calendars import close_feed, open_feed
from passerelles.support.actions.minutes import write_group_minutes
from passerelles.support.forms.appointments import GroupForm, GroupMinutesForm
from passerelles.support.queries.agenda import agenda, whose, whose_agendas
from passerelles.support.queries.appointments import group_page
from passerelles.support.queries.calendars import calendar_behind, feed_in_force
from passerelles.support.rules.agenda import SCALE_LABELS, AgendaScale, day_asked, span_of
from passerelles.support.rules.meetings import MeetingKind, MeetingRole
from passerelles.web import french

OWN_PAGE = "support/form.html"


def show_agenda(request: HttpRequest) -> HttpResponse:
    """Three views of the same agenda, each with an address one may keep."""
    actor = actor_of(request)
    context = _agenda(request, actor) | {"feed": feed_in_force(actor)}
    return render(request, "support/agenda.html", context)


def print_agenda(request: HttpRequest) -> HttpResponse:
    """The same days on paper: no form, no secret address."""
    return render(request, "support/agenda_print.html", _agenda(request, actor_of(request)))


def _agenda(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Words of an address that mean nothing show the present week, and it is said."""
    typed = request.GET
    scale = next((s for s in AgendaScale if s == typed.get("vue")), AgendaScale.WEEK)
    day = day_asked(typed.get("le", ""), clock.today())
    span = span_of(scale, day or clock.today())
    offered = whose_agendas(actor)
    asked = whose(actor, typed.get("qui", ""), offered)
    return {
        "page": agenda(actor, span, asked),
        "asked": asked,
        "who": typed.get("qui", ""),
        "offered": offered,
        "scales": [(item, SCALE_LABELS[item]) for item in AgendaScale],
        "day_names": french.DAYS,
        "today": clock.today(),
        "misread": day is None,
    }


def new_group(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = GroupForm(request.POST or None, people=people_to_gather(actor))
    url = reverse("support:agenda")

    def act() -> str:
        guests = [Guest(MeetingRole.COUNSELLOR, actor.user_id, actor.organisation_id)]
        draft = form.drafted(MeetingKind.GROUP, guests)
        plan_group(actor=actor, person_ids=form.chosen(), draft=draft)
        return _("Le rendez-vous est noté dans le parcours de chacun.")

    context = {"page_heading": _("Prévoir un rendez-vous collectif"), "cancel": url}
    return answer_form(request, form, act, template=OWN_PAGE, context=context, done_url=url)


def show_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """Who is invited, then who came: one form for the whole group."""
    actor = actor_of(request)
    page = group_page(actor, group)
    form = GroupMinutesForm(request.POST or None, page=page)
    if request.method == "POST" and not (page.planned and page.over):
        raise Hidden("nothing to say yet")
    url = reverse("support:group", args=[group])

    def act() -> str:
        write_group_minutes(
            actor=actor,
            group=group,
            attendance=form.attendance(),
            text=form.cleaned_data["text"],
            decisions=form.cleaned_data["decisions"],
        )
        return _("C’est noté dans le parcours de chacun.")

    context = {"page": page}
    return answer_form(
        request, form, act, template="support/group.html", context=context, done_url=url
    )


def open_calendar(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on this page, and kept nowhere."""
    if request.method != "POST":
        return redirect("support:agenda")
    secret = open_feed(actor=actor_of(request))
    address = request.build_absolute_uri(reverse("support:calendar", args=[secret]))
    response = render(request, "support/calendar_address.html", {"address": address})
    response["Cache-Control"] = "no-store"
    return response


def close_calendar(request: HttpRequest) -> HttpResponse:
    close_feed(actor=actor_of(request))
    return redirect("support:agenda")


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """No account here: whoever holds the address reads moments and a neutral title."""
    response = HttpResponse(calendar_behind(token), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="passerelles.ics"'
    return response
