"""« Mon programme »: what the person reads of the programmes they are in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from passerelles.pathways.queries.enrolment_own import own_programmes
from passerelles.pathways.views.record import actor_of


@require_safe
def my_programmes(request: HttpRequest) -> HttpResponse:
    context = {"programmes": own_programmes(actor_of(request))}
    return render(request, "pathways/enrolment_own.html", context)
