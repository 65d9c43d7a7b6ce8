"""Company leads of the place: anybody of the team logs one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.leads import log_lead
from passerelles.support.forms.leads import LeadForm
from passerelles.support.queries.leads import colleagues, leads_page


def show_leads(request: HttpRequest) -> HttpResponse:
    return render(request, "support/leads.html", {"page": leads_page(actor_of(request))})


def new_lead(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = LeadForm(
        request.POST or None,
        colleagues=colleagues(actor),
        initial={"known_by": str(actor.user_id)},
    )
    url = reverse("support:leads")

    def act() -> str:
        log_lead(actor=actor, draft=form.draft())
        return _("La piste est notée.")

    context = {"page_heading": _("Noter une piste d’entreprise"), "cancel": url}
    return answer_form(
        request, form, act, template="support/form.html", context=context, done_url=url
    )
