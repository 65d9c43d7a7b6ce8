"""The journal of one's own organisation, read by its privacy officer."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelles.kernel.actors import Right
from passerelles.sharing.forms import JournalFilterForm
from passerelles.sharing.queries import alerts, organisation_lines
from passerelles.sharing.queries.journal import LINK_WATCH, in_words, link_agreements
from passerelles.sharing.queries.lookups import emergencies_to_examine, everybody_of
from passerelles.sharing.reading import note_listing
from passerelles.sharing.views.edge import UNPROCESSABLE, actor_of

PER_PAGE = 50


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = JournalFilterForm(request.GET or None, members=everybody_of(actor))
    filters = {}
    if form.is_valid():
        data = form.cleaned_data
        filters = {
            "kind": data["kind"],
            "user_id": data["member"],
            "since": data["since"],
            "until": data["until"],
        }
    page = Paginator(organisation_lines(actor, **filters), PER_PAGE).get_page(
        request.GET.get("page")
    )
    lines = in_words(page.object_list)
    note_listing(actor, {UUID(line.person_id) for line in lines if line.person_id})
    return render(
        request,
        "sharing/journal.html",
        {
            "form": form,
            "page": page,
            "lines": lines,
            "alerts": alerts(actor),
            "by_link": link_agreements(actor),
            "link_days": LINK_WATCH.days,
            "emergencies": emergencies_to_examine(actor),
            "may_review": actor.may(Right.HANDLE_PRIVACY),
        },
        status=UNPROCESSABLE if form.errors else 200,
    )
