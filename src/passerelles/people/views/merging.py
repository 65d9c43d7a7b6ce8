"""Two records of one's own organisation that may be the same person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.people import actions, policy, queries
from passerelles.people.actions.merge import would_move
from passerelles.people.rules.lookalikes import compare
from passerelles.people.views.edge import actor_in
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Volet


def _open_held(actor: Actor, person_id: UUID) -> RecordAccess:
    access = open_record(actor, person_id, volets=[Volet.IDENTITY])
    if not access.may_write(Volet.IDENTITY) or not policy.holds(actor, person_id):
        raise Hidden("not held by mission")
    return access


@require_safe
def duplicates(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Records of the same organisation that look like this one, and merges that can be undone."""
    actor = actor_in(request)
    access = _open_held(actor, person_id)
    alike = [
        (person, why)
        for person, why in queries.lookalikes(access.person.identity)
        if person.id != person_id and policy.holds(actor, person.id)
    ]
    note_listing(actor, [person.id for person, _why in alike])
    context = {
        "access": access,
        "section": "identity",
        "alike": alike,
        "merges": queries.merges(policy.organisation_of(actor), person_id),
    }
    return render(request, "people/duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Side by side, what will move; a POST closes the other record into this one."""
    actor = actor_in(request)
    access, other = _open_held(actor, person_id), _open_held(actor, other_id)
    if person_id == other_id:
        raise Hidden("one record only")
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            actions.merge_records(actor=actor, kept_id=person_id, absorbed_id=other_id)
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, _("Les deux dossiers n’en font plus qu’un."))
            return redirect("people:duplicates", person_id)
    context = {
        "access": access,
        "section": "identity",
        "other": other.person,
        "likeness": compare(access.person.identity, other.person.identity),
        "moving": would_move(other_id, policy.organisation_of(actor)).items(),
        "refusal": refusal,
    }
    return render(request, "people/merge.html", context, status=422 if refusal else 200)


@require_POST
def undo(request: HttpRequest, person_id: UUID, merge_id: UUID) -> HttpResponse:
    actions.undo_merge(actor=actor_in(request), person_id=person_id, merge_id=merge_id)
    messages.success(request, _("Les deux dossiers sont de nouveau séparés, comme avant."))
    return redirect("people:duplicates", person_id)


@require_POST
def review(request: HttpRequest, person_id: UUID, merge_id: UUID) -> HttpResponse:
    actions.review_merge(actor=actor_in(request), person_id=person_id, merge_id=merge_id)
    messages.success(request, _("Ces entrées sont de nouveau partagées."))
    return redirect("people:duplicates", person_id)


@require_POST
def accept_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The person agreed: the record of the structure that asked joins ours."""
    joined = actions.accept_request(actor=actor_in(request), request_id=request_id)
    messages.success(
        request,
        _("La personne partage son dossier. Ce que l’autre structure avait écrit l’a rejoint."),
    )
    return redirect("sharing:overview", person_id=joined.kept_id)
