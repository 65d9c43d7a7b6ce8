"""Mediated requests: talk with the person, then share or let it rest."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelles.sharing.actions import requests as mediated
from passerelles.sharing.queries.names import person_names
from passerelles.sharing.reading import note_listing
from passerelles.sharing.views.edge import actor_of, open_as_companion, record_page


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = list(mediated.open_requests(actor))
    names = person_names(str(row.holder_person_id) for row in rows)
    shown = [row for row in rows if str(row.holder_person_id) in names]
    note_listing(actor, [row.holder_person_id for row in shown])
    return render(
        request,
        "sharing/requests.html",
        {
            "rows": [
                (row, names[str(row.holder_person_id)], row.requester.outside_name) for row in shown
            ]
        },
    )


@require_GET
def detail(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """What is alike, and the two ways on."""
    actor = actor_of(request)
    row = mediated.open_request(actor, request_id)
    access = open_as_companion(request, row.holder_person_id)
    agreement = mediated.agreement_for(actor, row)
    return record_page(
        request,
        "sharing/request.html",
        access,
        row=row,
        requester=row.requester.outside_name,
        likenesses=mediated.compare(actor=actor, request=row),
        agreement=agreement,
        join_url=reverse("people:accept_request", kwargs={"request_id": row.id}),
    )


@require_POST
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    mediated.decline(actor=actor, request=mediated.open_request(actor, request_id))
    messages.success(
        request, _("La demande est classée. L’autre structure ne reçoit aucune réponse.")
    )
    return redirect("sharing:requests")
