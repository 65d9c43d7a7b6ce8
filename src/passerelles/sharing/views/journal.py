"""The journal of one's own organisation, read by its privacy officer."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelles.kernel.actors import Right
from passerelles.organisations.models import Membership
from passerelles.sharing.companions import acting_for
from passerelles.sharing.forms import JournalFilterForm
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.queries import alerts, organisation_lines
from passerelles.sharing.queries.journal import in_words
from passerelles.sharing.reading import note_listing
from passerelles.sharing.views.edge import UNPROCESSABLE, actor_of

PER_PAGE = 50


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = JournalFilterForm(request.GET or None, members=_members(acting_for(actor)))
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
            "emergencies": _emergencies(acting_for(actor)),
            "may_review": actor.may(Right.HANDLE_PRIVACY),
        },
        status=UNPROCESSABLE if form.errors else 200,
    )


def _members(organisation_id: UUID) -> list[tuple[str, str]]:
    """Everybody who ever acted for the organisation: their lines stay."""
    rows = Membership.objects.filter(organisation_id=organisation_id).select_related("user")
    return sorted({(str(row.user_id), row.user.full_name) for row in rows}, key=lambda r: r[1])


def _emergencies(organisation_id: UUID) -> int:
    return EmergencyAccess.objects.filter(organisation_id=organisation_id, reviewed_at=None).count()
