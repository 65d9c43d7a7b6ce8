"""« Lieux d’accueil »: where the organisation's persons work, try and visit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passerelles.pathways.queries.hosts import hosts_page
from passerelles.pathways.views.record import actor_of


def show_hosts(request: HttpRequest) -> HttpResponse:
    return render(request, "pathways/hosts.html", {"page": hosts_page(actor_of(request))})
