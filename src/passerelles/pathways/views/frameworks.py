"""Axes of observation of an organisation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.frameworks import archive_framework, create_framework
from passerelles.pathways.forms.progress import FrameworkForm
from passerelles.pathways.policy import may_define_axes
from passerelles.pathways.queries.axes import default_framework, frameworks_of
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of


def list_frameworks(request: HttpRequest) -> HttpResponse:
    organisation_id = _allowed(request)
    context = {"common": default_framework(), "frameworks": frameworks_of(organisation_id)}
    return render(request, "pathways/frameworks.html", context)


def new_framework(request: HttpRequest) -> HttpResponse:
    _allowed(request)
    form = FrameworkForm(request.POST or None)

    def act() -> str:
        data = form.cleaned_data
        create_framework(actor=actor_of(request), name=data["name"], axes=data["axes"])
        return _("Ce cadre d’observation est proposé à votre équipe.")

    url = reverse("pathways:frameworks")
    return answer_form(
        request,
        form,
        act,
        template="pathways/framework_form.html",
        context={"cancel": url},
        done_url=url,
    )


def put_away(request: HttpRequest, framework_id: UUID) -> HttpResponse:
    archive_framework(actor=actor_of(request), framework_id=framework_id)
    messages.success(request, _("Il n’est plus proposé ; ce qui a été observé reste lisible."))
    return redirect("pathways:frameworks")


def _allowed(request: HttpRequest) -> UUID:
    actor = actor_of(request)
    if actor.organisation_id is None or not may_define_axes(actor):
        raise Hidden("may not define axes")
    return actor.organisation_id
