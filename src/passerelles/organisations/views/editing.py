"""Keeping one's own profile: what to fill, each section, publication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.organisations import queries
from passerelles.organisations.actions import parts, profile
from passerelles.organisations.forms.profile import (
    PART_FORMS,
    NetworkForm,
    ProfileForm,
    RemoveForm,
    Versioned,
)
from passerelles.organisations.models import Organisation, Part
from passerelles.organisations.policy import own_organisation
from passerelles.organisations.sections import SECTIONS, Section, section
from passerelles.web.conflicts import conflict_page

_READ_OR_POST = ("GET", "HEAD", "POST")


def own_profile(request: Any) -> HttpResponse:
    actor = request.actor
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY)
    shown = queries.profile(actor, organisation.pk)
    context = {
        "organisation": organisation,
        "profile": shown,
        "may_publish": actor.may(Right.PUBLISH_DIRECTORY),
        "sections": list(_sections(organisation)),
        "neighbours": queries.neighbours(actor, organisation),
        "to_fill": [
            (item, _address(item.part))
            for item in (shown.completeness.missing if shown.completeness else ())
        ],
    }
    return render(request, "organisations/own.html", context)


def _sections(organisation: Organisation) -> Iterator[tuple[Section, list[Part]]]:
    for item in SECTIONS.values():
        yield item, list(item.model._default_manager.filter(organisation=organisation))


def _address(part: str) -> str:
    """Where a missing thing is filled."""
    if part in SECTIONS:
        return reverse("organisations:part_add", args=[part])
    return reverse("organisations:profile_edit")


@require_http_methods(_READ_OR_POST)
def edit(request: Any) -> HttpResponse:
    actor = request.actor
    organisation = own_organisation(actor, Right.EDIT_DIRECTORY)
    fields = [*profile.EDITABLE, "version"]
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial=model_to_dict(organisation, fields=fields),
    )
    if request.method == "POST" and form.is_valid():
        try:
            profile.edit_profile(
                actor=actor, version=form.cleaned_data["version"], values=form.values
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("La fiche est enregistrée."))
            return redirect("organisations:profile")
    return _form_page(request, form, _("Présentation"))


@require_POST
def publish(request: Any) -> HttpResponse:
    try:
        profile.publish(actor=request.actor)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La fiche est publiée : on peut maintenant vous trouver."))
    return redirect("organisations:profile")


@require_POST
def unpublish(request: Any) -> HttpResponse:
    profile.unpublish(actor=request.actor)
    messages.success(request, _("La fiche n’est plus dans l’annuaire. Rien n’est perdu."))
    return redirect("organisations:profile")


@require_http_methods(_READ_OR_POST)
def part_add(request: Any, slug: str) -> HttpResponse:
    own_organisation(request.actor, Right.EDIT_DIRECTORY)
    item = section(slug)
    form = _part_form(request, item, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        done = _saved(request, item, form, None)
        if done is not None:
            return done
    return _form_page(request, form, str(item.add), item)


@require_http_methods(_READ_OR_POST)
def part_edit(request: Any, slug: str, part_id: UUID) -> HttpResponse:
    item = section(slug)
    part = parts.own_part(request.actor, item, part_id)
    form = _part_form(request, item, initial=_initial(part))
    if request.method == "POST" and form.is_valid():
        done = _saved(request, item, form, part.pk)
        if done is not None:
            return done
    return _form_page(request, form, f"{item.title} : {part}", item, part)


@require_POST
def part_remove(request: Any, slug: str, part_id: UUID) -> HttpResponse:
    item = section(slug)
    parts.own_part(request.actor, item, part_id)
    form = RemoveForm(request.POST)
    if not form.is_valid():
        raise Conflict(
            _("Cette demande est incomplète."), _("Rechargez la page, puis recommencez.")
        )
    parts.remove_part(
        actor=request.actor, section=item, part_id=part_id, version=form.cleaned_data["version"]
    )
    messages.success(request, _("C’est retiré de la fiche."))
    return redirect(f"{reverse('organisations:profile')}#{item.slug}")


def _part_form(request: Any, item: Section, initial: dict[str, Any]) -> Versioned:
    data = request.POST if request.method == "POST" else None
    form_class = PART_FORMS[item.model]
    if issubclass(form_class, NetworkForm):
        return form_class(data, initial=initial, networks=queries.networks(request.actor))
    return form_class(data, initial=initial)


def _initial(part: Part) -> dict[str, Any]:
    initial = {**model_to_dict(part), "version": part.version}
    # Shown by its name, which the form reads back.
    commune = getattr(part, "commune", None)
    return {**initial, "commune": str(commune)} if commune else initial


def _saved(
    request: Any, item: Section, form: Versioned, part_id: UUID | None
) -> HttpResponse | None:
    """Where to go once saved, or what another person did meanwhile; nothing when refused."""
    actor: Actor = request.actor
    try:
        parts.save_part(
            actor=actor,
            section=item,
            values=form.values,
            part_id=part_id,
            version=form.cleaned_data["version"],
        )
    except Conflict as conflict:
        return conflict_page(request, conflict, form)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("C’est enregistré."))
    return redirect(f"{reverse('organisations:profile')}#{item.slug}")


def _form_page(
    request: Any,
    form: Versioned,
    title: str,
    item: Section | None = None,
    part: Part | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "section": item, "part": part}
    status = 422 if form.errors else 200
    return render(request, "organisations/edit.html", context, status=status)
