"""Company leads of the place: anybody of the team logs one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.pathways.queries.meanwhile import words_of
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.leads import cancel_lead, correct_lead, log_lead
from passerelles.support.forms.corrections import CancelForm
from passerelles.support.forms.leads import CorrectLeadForm, LeadForm
from passerelles.support.queries.leads import colleagues, leads_page, own_lead
from passerelles.web.forms import FrenchForm

NOTED = ("company", "origin", "words", "on", "set_aside_on", "set_aside_by", "set_aside_why")


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


def edit_lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    lead = own_lead(actor, lead_id, sent=request.method == "POST")
    form = CorrectLeadForm(
        request.POST or None, colleagues=colleagues(actor), initial=CorrectLeadForm.typed(lead)
    )

    def act() -> str:
        correct_lead(
            actor=actor,
            lead_id=lead_id,
            version=form.cleaned_data["version"],
            draft=form.draft(),
            reason=form.cleaned_data["reason"],
        )
        return _("La correction est notée ; ce qui était écrit reste lisible.")

    heading = _("Corriger : %(what)s") % {"what": lead.company}
    return _answer(request, form, act, heading, lead)


def remove_lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    lead = own_lead(actor, lead_id, sent=request.method == "POST")
    form = CancelForm(request.POST or None, initial={"version": lead.version})

    def act() -> str:
        cancel_lead(actor=actor, lead_id=lead_id, **form.cleaned_data)
        return _("La piste est annulée : elle reste lisible, et ne compte plus.")

    heading = _("Annuler : %(what)s") % {"what": lead.company}
    return _answer(request, form, act, heading, lead)


def _answer(
    request: HttpRequest,
    form: FrenchForm,
    act: Callable[[], str],
    heading: str,
    lead: Model,
) -> HttpResponse:
    url = reverse("support:leads")
    return answer_form(
        request,
        form,
        act,
        template="support/form.html",
        context={"page_heading": heading, "cancel": url},
        done_url=url,
        meanwhile=words_of(lead, NOTED),
    )
