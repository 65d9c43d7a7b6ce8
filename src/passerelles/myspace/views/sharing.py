"""Who sees my record: look, change, stop, answer what is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelles.kernel.errors import Refusal
from passerelles.myspace.actions.agreements import (
    accept_proposal,
    change_agreement,
    is_minor,
    refuse_proposal,
)
from passerelles.myspace.forms import VoletsForm
from passerelles.myspace.policy import open_own_record
from passerelles.myspace.queries.sharing import (
    missions,
    own_agreement,
    own_proposal,
    proposals,
    viewers,
)
from passerelles.myspace.queries.stopped import stopped_for_me
from passerelles.myspace.rules.plain import TRENDS, plain_volet
from passerelles.myspace.views.sending import posted
from passerelles.pathways.queries.eyes import proposed_eyes
from passerelles.pathways.queries.synthesis import synthesis
from passerelles.sharing.actions import withdraw_agreement
from passerelles.sharing.notice_texts import notice_html
from passerelles.sharing.rules.volets import ORDINARY_VOLETS, Volet

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def sharing(request: Any) -> HttpResponse:
    open_own_record(request.actor, Volet.IDENTITY)
    context = {
        "viewers": viewers(request.actor),
        "missions": missions(request.actor),
        "stopped": stopped_for_me(request.actor),
        "waiting": len(proposals(request.actor)),
    }
    return render(request, "myspace/sharing.html", context)


def _preview(
    request: Any, volets: Iterable[Volet], organisation_id: UUID | None, name: str
) -> dict[str, Any]:
    """What an organisation sees, computed by the same code as its own page."""
    access = open_own_record(request.actor)
    seen = synthesis(proposed_eyes(access, volets, organisation_id))
    shown = set(volets)
    return {
        "name": name,
        "person": access.person,
        "seen": seen,
        "axes": [(axis, TRENDS[axis.professional.trend]) for axis in seen.progress.axes],
        "shown": [plain_volet(volet) for volet in Volet if volet in shown],
        "not_shown": [plain_volet(volet) for volet in Volet if volet not in shown],
    }


@require_safe
def preview(request: Any, agreement_id: UUID) -> HttpResponse:
    mine = own_agreement(request.actor, agreement_id)
    context = _preview(request, mine.agreement.volets, mine.agreement.receiver_id, mine.name) | {
        "agreement": mine.agreement
    }
    return render(request, "myspace/preview.html", context)


@require_safe
def preview_proposal(request: Any, request_id: UUID) -> HttpResponse:
    asked = own_proposal(request.actor, request_id)
    context = _preview(request, asked.volets, asked.request.receiver_id, asked.name) | {
        "proposal": asked.request
    }
    return render(request, "myspace/preview.html", context)


@require_http_methods(GET_OR_POST)
def change(request: Any, agreement_id: UUID) -> HttpResponse:
    """Tick what the organisation may see; what is very personal is never added here."""
    open_own_record(request.actor, Volet.IDENTITY)
    mine = own_agreement(request.actor, agreement_id)
    agreed = mine.agreement.volets
    offered = [volet for volet in Volet if volet in ORDINARY_VOLETS or volet in agreed]
    form = VoletsForm(posted(request), offered=offered, ticked=agreed)
    if request.method == "POST" and form.is_valid():
        try:
            change_agreement(actor=request.actor, agreement_id=agreement_id, volets=form.chosen())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est changé, tout de suite."))
            return redirect("myspace:sharing")
    context = {
        "viewer": mine,
        "form": form,
        "minor": is_minor(request.actor),
        "notice": notice_html(),
    }
    return render(request, "myspace/change.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_OR_POST)
def stop(request: Any, agreement_id: UUID) -> HttpResponse:
    open_own_record(request.actor, Volet.IDENTITY)
    mine = own_agreement(request.actor, agreement_id)
    if request.method == "POST":
        withdraw_agreement(actor=request.actor, agreement_id=agreement_id)
        messages.success(
            request, _("C’est arrêté. %(name)s ne voit plus votre dossier.") % {"name": mine.name}
        )
        return redirect("myspace:sharing")
    return render(request, "myspace/stop.html", {"viewer": mine})


@require_safe
def proposals_page(request: Any) -> HttpResponse:
    open_own_record(request.actor, Volet.IDENTITY)
    return render(request, "myspace/proposals.html", {"proposals": proposals(request.actor)})


@require_http_methods(GET_OR_POST)
def proposal(request: Any, request_id: UUID) -> HttpResponse:
    """Say yes to all, yes to some, or no: three answers of the same size."""
    open_own_record(request.actor, Volet.IDENTITY)
    asked = own_proposal(request.actor, request_id)
    ordinary = [volet for volet in asked.volets if volet is not Volet.SENSITIVE]
    form = VoletsForm(posted(request), offered=asked.volets, ticked=ordinary)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            accept_proposal(
                actor=request.actor,
                request_id=request_id,
                volets=chosen,
                explicit=Volet.SENSITIVE in chosen,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est d’accord. Vous pouvez changer d’avis."))
            return redirect("myspace:sharing")
    context = {
        "proposal": asked,
        "form": form,
        "minor": is_minor(request.actor),
        "notice": notice_html(),
    }
    return render(request, "myspace/proposal.html", context, status=422 if form.errors else 200)


@require_POST
def refuse(request: Any, request_id: UUID) -> HttpResponse:
    refuse_proposal(actor=request.actor, request_id=request_id)
    messages.success(request, _("Vous avez dit non. Cela ne change rien pour vous."))
    return redirect("myspace:home")
