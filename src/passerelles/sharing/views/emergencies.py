"""Break-glass: asked twice, short, and examined afterwards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import review_emergency, start_emergency
from passerelles.sharing.actions.emergencies import check_reason
from passerelles.sharing.companions import is_companion
from passerelles.sharing.forms import EmergencyForm, ReviewForm
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.queries.lookups import emergencies_of, emergency_of
from passerelles.sharing.queries.names import person_names, record_number
from passerelles.sharing.reading import note_listing
from passerelles.sharing.views.edge import (
    UNPROCESSABLE,
    actor_of,
    address,
    open_identity,
    posted,
    record_page,
)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Say why, read it again, then open."""
    access = open_identity(request, person_id)
    actor = actor_of(request)
    if not is_companion(actor, access, Right.EMERGENCY):
        raise Hidden("no present link")
    form = EmergencyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            check_reason(form.cleaned_data["reason"], form.length())
            if request.POST.get("confirm") == "yes":
                start_emergency(
                    actor=actor,
                    person_id=person_id,
                    reason=form.cleaned_data["reason"],
                    length=form.length(),
                )
                messages.warning(request, _("Le dossier est ouvert en urgence, en lecture."))
                return redirect(address("pathways:synthesis", person_id=person_id))
            return record_page(
                request,
                "sharing/emergency_confirm.html",
                access,
                form=form,
                opens_sensitive=actor.may(Right.READ_SENSITIVE),
            )
        except Refusal as refusal:
            form.refuse(refusal)
    status = UNPROCESSABLE if form.errors else 200
    return record_page(request, "sharing/emergency.html", access, status, form=form)


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Emergencies of one's own organisation, those to examine first."""
    accesses = emergencies_of(actor_of(request))
    return render(
        request,
        "sharing/emergencies.html",
        {"accesses": [(row, _whose(request, row)) for row in accesses]},
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, access_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    row = emergency_of(actor, access_id)
    form = ReviewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            review_emergency(actor=actor, access_id=access_id, review=form.cleaned_data["review"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Votre avis est enregistré."))
            return redirect("sharing:emergencies")
    return render(
        request,
        "sharing/emergency_review.html",
        {"form": form, "row": row, "whose": _whose(request, row)},
        status=UNPROCESSABLE if form.errors else 200,
    )


def _whose(request: HttpRequest, row: EmergencyAccess) -> str:
    """The person's short name for those who may know it, the record's number for the others."""
    key = str(row.person_id)
    name = person_names([key]).get(key)
    if name is None:
        return _("dossier n° %(number)s") % {"number": record_number(key)}
    note_listing(actor_of(request), [row.person_id])
    return name
