"""Who sees what, who read what; withdrawing, leaving, taking over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from passerelles.kernel.actors import Right
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import end_mission, take_over, withdraw_agreement
from passerelles.sharing.companions import is_companion, may_hand_link
from passerelles.sharing.events import SCAN_READ
from passerelles.sharing.forms import EndMissionForm, WithdrawForm
from passerelles.sharing.queries import overview, own_reads, person_log
from passerelles.sharing.queries.lookups import agreement_in_force
from passerelles.sharing.queries.names import name_for
from passerelles.sharing.reading import note_read
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import VOLET_TEXTS, Volet
from passerelles.sharing.scans import content_type_of
from passerelles.sharing.views.edge import (
    UNPROCESSABLE,
    actor_of,
    open_as_companion,
    open_identity,
    posted,
    record_page,
)


@require_GET
def sharing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    access = open_identity(request, person_id)
    actor = actor_of(request)
    shown = overview(actor, person_id)
    agreements = [row.agreement for row in shown.rows if row.agreement is not None]
    return record_page(
        request,
        "sharing/overview.html",
        access,
        overview=shown,
        hands_links={a.id for a in agreements if may_hand_link(actor, access, a)},
        may_change=is_companion(actor, access),
        may_break_glass=is_companion(actor, access, Right.EMERGENCY),
    )


@require_GET
def reads(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Own organisation's reads for all; the whole log for those who share."""
    access = open_identity(request, person_id)
    actor = actor_of(request)
    return record_page(
        request,
        "sharing/reads.html",
        access,
        section="reads",
        own=own_reads(actor, person_id),
        days=person_log(actor, person_id) if is_companion(actor, access) else None,
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, person_id: UUID, agreement_id: UUID) -> HttpResponse:
    access = open_as_companion(request, person_id)
    agreement = agreement_in_force(person_id, agreement_id)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_agreement(
                actor=actor_of(request),
                agreement_id=agreement.id,
                said_by=Giver(form.cleaned_data["said_by"]),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’accord est retiré. Le partage s’arrête maintenant."))
            return _back_or_home(request, person_id)
    return record_page(
        request,
        "sharing/withdraw.html",
        access,
        UNPROCESSABLE if form.errors else 200,
        form=form,
        agreement=agreement,
        organisation=name_for(agreement.receiver, actor_of(request).organisation_id),
        volets=[VOLET_TEXTS[volet] for volet in agreement.volets],
    )


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """End one's own mission."""
    access = open_as_companion(request, person_id)
    form = EndMissionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_mission(
                actor=actor_of(request),
                person_id=person_id,
                nobody_follows=form.cleaned_data["nobody_follows"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Votre accompagnement est terminé."))
            return redirect("/")
    status = UNPROCESSABLE if form.errors else 200
    return record_page(request, "sharing/leave.html", access, status, form=form)


@require_POST
def join(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take the accompaniment over, once the person agreed to the hand-over."""
    take_over(actor=actor_of(request), person_id=person_id)
    messages.success(request, _("Votre structure accompagne maintenant cette personne."))
    return redirect("sharing:overview", person_id=person_id)


@require_GET
def scan(request: HttpRequest, person_id: UUID, agreement_id: UUID) -> HttpResponseBase:
    """The signed paper, for the organisation that holds it and the one that received."""
    open_as_companion(request, person_id)
    actor = actor_of(request)
    agreement = agreement_in_force(person_id, agreement_id)
    ours = actor.organisation_id in (agreement.collected_for_id, agreement.receiver_id)
    name = agreement.proof_scan.name
    if not ours or not name or not default_storage.exists(name):
        raise Hidden("no scan for this organisation")
    note_read(
        SCAN_READ,
        actor=actor,
        person_id=person_id,
        volets=(Volet.IDENTITY,),
        ground=f"agreement:{agreement.id}",
    )
    response = FileResponse(
        default_storage.open(name),
        as_attachment=True,
        filename=f"accord.{name.rpartition('.')[2]}",
        content_type=content_type_of(name),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _back_or_home(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Withdrawing may have closed the record to the very organisation that recorded it."""
    try:
        open_identity(request, person_id)
    except Hidden:
        return redirect("/")
    return redirect("sharing:overview", person_id=person_id)
