"""The carnet: her own pages, and what an organisation reads of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.documents.views.edge import pdf_response
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.actions.carnet import (
    choose_lines,
    freeze_carnet,
    propose_entry,
    settle_entry,
    write_entry,
)
from passerelles.myspace.forms import CarnetEntryForm, CarnetProposalForm
from passerelles.myspace.queries.carnet import (
    own_carnet,
    own_proposals,
    own_version,
    shared_version,
)
from passerelles.myspace.rules.carnet import SECTION_ICONS, SECTION_TITLES, CarnetSection, EntryKind
from passerelles.myspace.views.sending import posted
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.paths import FORM_PAGE, form_context
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet

GET_OR_POST = ["GET", "HEAD", "POST"]
SECTION = "carnet"


@require_safe
def own(request: Any) -> HttpResponse:
    return render(request, "myspace/carnet.html", {"carnet": own_carnet(request.actor)})


@require_http_methods(GET_OR_POST)
def write(request: Any, kind: str) -> HttpResponse:
    if kind not in set(EntryKind):
        raise Hidden("no such kind of line")
    own_carnet(request.actor)
    form = CarnetEntryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            write_entry(actor=request.actor, kind=EntryKind(kind), words=form.cleaned_data["words"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est écrit dans votre carnet."))
            return redirect("myspace:own_carnet")
    section = CarnetSection(kind)
    context = {"form": form, "title": SECTION_TITLES[section], "icon": SECTION_ICONS[section]}
    return render(request, "myspace/carnet_write.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_OR_POST)
def choose(request: Any) -> HttpResponse:
    """Everything the record holds, ticked unless left out before."""
    carnet = own_carnet(request.actor)
    if request.method == "POST":
        choose_lines(actor=request.actor, kept=request.POST.getlist("kept"))
        messages.success(request, _("Votre choix est gardé."))
        return redirect("myspace:own_carnet")
    return render(request, "myspace/carnet_choose.html", {"carnet": carnet})


@require_http_methods(GET_OR_POST)
def freeze(request: Any) -> HttpResponse:
    """Who will read it is said before; a version is never changed after."""
    carnet = own_carnet(request.actor)
    refused = None
    if request.method == "POST":
        try:
            version = freeze_carnet(actor=request.actor)
        except Refusal as refusal:
            refused = refusal
        else:
            messages.success(request, _("Cette version est gardée."))
            return redirect("myspace:carnet_version", version.id)
    context = {"carnet": carnet, "refused": refused}
    return render(request, "myspace/carnet_freeze.html", context, status=422 if refused else 200)


@require_http_methods(GET_OR_POST)
def settle(request: Any, proposal_id: UUID) -> HttpResponse:
    """A line somebody proposes: yes or no."""
    carnet = own_carnet(request.actor)
    if request.method == "POST":
        settle_entry(
            actor=request.actor, entry_id=proposal_id, kept=request.POST.get("said") == "yes"
        )
        messages.success(request, _("C’est noté."))
        return redirect("myspace:own_carnet")
    found = next((item for item in carnet.proposed if item[0].id == proposal_id), None)
    if found is None:
        raise Hidden("no such line proposed")
    entry, place = found
    context = {"entry": entry, "place": place, "title": SECTION_TITLES[CarnetSection(entry.kind)]}
    return render(request, "myspace/carnet_settle.html", context)


@require_safe
def version(request: Any, version_id: UUID) -> HttpResponse:
    found = own_version(request.actor, version_id)
    return render(request, "myspace/carnet_version.html", {"version": found})


@require_safe
def version_pdf(request: Any, version_id: UUID) -> HttpResponse:
    found = own_version(request.actor, version_id)
    return pdf_response(bytes(found.pdf), f"carnet-v{found.number}.pdf")


def record_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The latest version, if she agreed that this organisation reads her skills."""
    eyes = _skills(request, person_id)
    context = {
        "access": eyes.access,
        "section": SECTION,
        "shared": eyes.sees(Volet.SKILLS),
        "writable": eyes.access.may_write(Volet.SKILLS),
        "version": shared_version(eyes),
        "proposals": own_proposals(eyes),
    }
    return render(request, "myspace/carnet_record.html", context)


def record_pdf(request: HttpRequest, person_id: UUID) -> HttpResponse:
    found = shared_version(_skills(request, person_id))
    if found is None:
        raise Hidden("no carnet to read")
    return pdf_response(bytes(found.pdf), f"carnet-v{found.number}.pdf")


def propose(request: HttpRequest, person_id: UUID) -> HttpResponse:
    eyes = _skills(request, person_id)
    if not eyes.access.may_write(Volet.SKILLS):
        raise Hidden("skills not writable")
    form = CarnetProposalForm(request.POST or None)

    def act() -> str:
        propose_entry(actor=actor_of(request), person_id=person_id, **form.cleaned_data)
        return _("C’est proposé. La personne dit oui ou non dans son espace.")

    url = reverse("myspace:carnet", args=[person_id])
    context = form_context(eyes, SECTION, _("Proposer une ligne pour son carnet"), url)
    return answer_form(request, form, act, template=FORM_PAGE, context=context, done_url=url)


def _skills(request: HttpRequest, person_id: UUID) -> Eyes:
    return reading(request, person_id, Volet.IDENTITY, Volet.SKILLS)
