"""Identity of a person, and who signs with or for them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.people import actions, policy
from passerelles.people.forms import EndForm, IdentityForm, RepresentativeForm
from passerelles.people.forms import VersionedIdentityForm as EditForm
from passerelles.people.models import LegalRepresentative
from passerelles.people.queries import representatives, who_said
from passerelles.people.rules import representation
from passerelles.people.views.edge import actor_in
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.rules.volets import Volet
from passerelles.web.conflicts import conflict_page


def _open_to_write(request: HttpRequest, person_id: UUID) -> RecordAccess:
    access = open_record(actor_in(request), person_id, volets=[Volet.IDENTITY])
    if not access.may_write(Volet.IDENTITY):
        raise Hidden("identity not writable")
    return access


@require_safe
def identity(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor = actor_in(request)
    access = open_record(actor, person_id, volets=[Volet.IDENTITY])
    context = {
        "access": access,
        "section": "identity",
        "may_write": access.may_write(Volet.IDENTITY),
        "may_merge": access.may_write(Volet.IDENTITY) and policy.holds(actor, person_id),
    }
    return render(request, "people/identity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    access = _open_to_write(request, person_id)
    initial = {**IdentityForm.initial_from(access.person), "version": access.person.version}
    form = EditForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_identity(
                actor=actor_in(request),
                person_id=person_id,
                new=form.new_person(),
                version=form.cleaned_data["version"],
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Identité enregistrée."))
            return redirect("people:identity", person_id)
    context = {"access": access, "section": "identity", "form": form}
    return render(request, "people/identity_edit.html", context, status=422 if form.errors else 200)


@require_safe
def represented(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who represents the person, and what each act needs."""
    actor = actor_in(request)
    access = open_record(actor, person_id, volets=[Volet.IDENTITY])
    today = clock.today()
    found = representatives(access)
    kinds = [item.kind for item in found if item.is_in_force(today)]
    age = access.person.age(today)
    context = {
        "access": access,
        "section": "identity",
        "rows": [
            (item, who_said(item), item.is_in_force(today), _may_end(actor.organisation_id, item))
            for item in found
        ],
        "signatures": [
            (representation.ACT_LABELS[s.act], representation.WHO_LABELS[s.who], s)
            for s in representation.signatures(age=age, representatives=kinds)
        ],
        "missing": representation.needs_representative_recorded(age, kinds),
        "notes": representation.notes(age),
        "may_write": access.may_write(Volet.IDENTITY),
    }
    return render(request, "people/representatives.html", context)


def _may_end(organisation_id: UUID | None, item: LegalRepresentative) -> bool:
    return item.organisation_id == organisation_id and item.until is None


@require_http_methods(["GET", "HEAD", "POST"])
def represent(request: HttpRequest, person_id: UUID) -> HttpResponse:
    access = _open_to_write(request, person_id)
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_representative(
                actor=actor_in(request), person_id=person_id, new=form.new_representative()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Représentant enregistré."))
            return redirect("people:representatives", person_id)
    context = {"access": access, "section": "identity", "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/representative_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, person_id: UUID, representative_id: UUID) -> HttpResponse:
    access = _open_to_write(request, person_id)
    found = [item for item in representatives(access) if item.id == representative_id]
    if not found:
        raise Hidden("no such representative")
    form = EndForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_representative(
                actor=actor_in(request),
                person_id=person_id,
                representative_id=representative_id,
                until=form.cleaned_data["until"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Fin notée."))
            return redirect("people:representatives", person_id)
    context = {"access": access, "section": "identity", "form": form, "item": found[0]}
    status = 422 if form.errors else 200
    return render(request, "people/representative_end.html", context, status=status)
