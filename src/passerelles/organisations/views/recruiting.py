"""Establishments to bring into a project: where each stands, the next step to note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.organisations import queries
from passerelles.organisations.actions import recruiting
from passerelles.organisations.forms.profile import ProspectForm, StepForm
from passerelles.organisations.models import Prospect
from passerelles.organisations.rules.recruiting import STAGE_LABELS, Stage, next_stage
from passerelles.web.conflicts import conflict_page

_READ_OR_POST = ("GET", "HEAD", "POST")


@require_http_methods(_READ_OR_POST)
def prospects(request: Any) -> HttpResponse:
    actor = request.actor
    form = ProspectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            establishment = recruiting.establishment_named(
                actor, form.cleaned_data["establishment"]
            )
            recruiting.add_prospect(
                actor=actor, establishment=establishment, project=form.cleaned_data["project"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’établissement est ajouté : il reste à le contacter."))
            return redirect("organisations:prospects")
    lines, rates = queries.followed(actor)
    return render(
        request,
        "organisations/prospects.html",
        {"form": form, "lines": lines, "rates": rates},
        status=422 if form.errors else 200,
    )


@require_http_methods(_READ_OR_POST)
def step(request: Any, prospect_id: UUID) -> HttpResponse:
    actor = request.actor
    prospect = get_object_or_404(queries.prospects(actor), pk=prospect_id)
    line = next(item for item in queries.followed(actor)[0] if item.prospect.pk == prospect.pk)
    form = _step_form(request, prospect, line.stage, {Stage(s.stage) for s in line.steps})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            recruiting.note_step(
                actor=actor,
                prospect_id=prospect.pk,
                version=data["version"],
                stage=Stage(data["stage"]),
                on=data["on"],
                comment=data["comment"],
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’étape est notée."))
            return redirect("organisations:prospects")
    return render(
        request,
        "organisations/prospect_step.html",
        {"form": form, "line": line},
        status=422 if form.errors else 200,
    )


def _step_form(request: Any, prospect: Prospect, reached: Stage, noted: set[Stage]) -> StepForm:
    initial = {
        "version": prospect.version,
        "stage": next_stage(reached) or reached,
        "on": clock.today(),
    }
    form = StepForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer([(s.value, STAGE_LABELS[s]) for s in Stage if s not in noted])
    return form
