"""Pages of programmes: all of them, one in detail, and those an organisation writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.programmes import actions, queries
from passerelles.programmes.editing import ProgrammeEditor
from passerelles.programmes.forms import CopyForm, EndMembershipForm, MembershipForm
from passerelles.programmes.models import ProgrammeVersion
from passerelles.programmes.policy import may_write
from passerelles.programmes.rules.showing import shown
from passerelles.web.conflicts import CONFLICT, conflict_page
from passerelles.web.forms import FrenchForm

_READ_OR_POST = ("GET", "HEAD", "POST")
UNPROCESSABLE = 422


def programmes(request: Any) -> HttpResponse:
    page = queries.programmes_page(request.actor)
    return render(request, "programmes/list.html", {"page": page})


def shipped(request: Any, code: str) -> HttpResponse:
    context = {"shown": shown(queries.shipped_page(code)), "writes": may_write(request.actor)}
    return render(request, "programmes/shipped.html", context)


def shipped_print(request: Any, code: str) -> HttpResponse:
    return render(request, "programmes/print.html", {"shown": shown(queries.shipped_page(code))})


def own(request: Any, programme_id: UUID) -> HttpResponse:
    return _own_page(request, programme_id, "programmes/own.html")


def own_print(request: Any, programme_id: UUID) -> HttpResponse:
    return _own_page(request, programme_id, "programmes/print.html")


@require_http_methods(_READ_OR_POST)
def copy(request: Any, code: str) -> HttpResponse:
    template = queries.shipped_page(code)
    initial = {"label": f"{template.label} ({_('notre version')})"}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.copy_programme(actor=request.actor, code=code, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Le programme est copié : changez ce qui vous convient."))
            return redirect("programmes:edit", version.programme_id)
    title = _("Copier « %(name)s »") % {"name": template.label}
    return _small_form(request, form, title)


@require_http_methods(_READ_OR_POST)
def create(request: Any) -> HttpResponse:
    editor = ProgrammeEditor(request.POST if request.method == "POST" else None)

    def save(data: Mapping[str, Any], starts_on: date) -> ProgrammeVersion:
        return actions.write_programme(actor=request.actor, data=data, starts_on=starts_on)

    return _editor_page(request, editor, save, _("Nouveau programme"))


@require_http_methods(_READ_OR_POST)
def edit(request: Any, programme_id: UUID) -> HttpResponse:
    latest = queries.version_to_change(request.actor, programme_id)
    posted = request.POST if request.method == "POST" else None
    editor = ProgrammeEditor(posted, latest.data)
    seen = _seen(request, latest)

    def save(data: Mapping[str, Any], starts_on: date) -> ProgrammeVersion:
        return actions.publish_version(
            actor=request.actor,
            programme_id=programme_id,
            seen=seen,
            data=data,
            starts_on=starts_on,
        )

    return _editor_page(request, editor, save, f"{_('Changer')} : {latest.label}", latest)


@require_http_methods(_READ_OR_POST)
def membership_add(request: Any) -> HttpResponse:
    form = MembershipForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_membership(actor=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("L’adhésion est notée."))
            return redirect("programmes:list")
    return _small_form(request, form, _("Noter une adhésion à un programme"))


@require_http_methods(_READ_OR_POST)
def membership_end(request: Any, adhesion_id: UUID) -> HttpResponse:
    line = queries.membership_to_end(request.actor, adhesion_id)
    initial = {"version": line.membership.version}
    form = EndMembershipForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_membership(
                actor=request.actor, membership_id=adhesion_id, **form.cleaned_data
            )
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("La fin de l’adhésion est notée."))
            return redirect("programmes:list")
    return _small_form(request, form, f"{_('Fin de l’adhésion')} : {line.label}")


def _own_page(request: Any, programme_id: UUID, template: str) -> HttpResponse:
    asked = request.GET.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit()):
        raise Hidden("version écrite autrement qu’en chiffres")
    page = queries.own_page(request.actor, programme_id, int(asked[:6]) if asked else None)
    return render(request, template, {"page": page, "shown": shown(page.programme)})


def _seen(request: Any, latest: ProgrammeVersion) -> int:
    """Number of the version the form was opened on."""
    typed = request.POST.get("seen", "") if request.method == "POST" else str(latest.number)
    return int(typed[:6]) if typed.isascii() and typed.isdigit() else 0


def _editor_page(
    request: Any,
    editor: ProgrammeEditor,
    save: Any,
    title: str,
    latest: ProgrammeVersion | None = None,
) -> HttpResponse:
    """Published, or the form with everything that was typed."""
    refused = UNPROCESSABLE
    if editor.judged and editor.is_valid():
        draft = editor.draft
        try:
            version = save(draft.data, editor.general.cleaned_data["starts_on"])
        except Refusal as refusal:  # a conflict too: several forms stay on screen as typed
            editor.refuse(refusal, draft)
            refused = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        else:
            messages.success(request, _("Le programme est publié."))
            return redirect("programmes:own", version.programme_id)
    context = {
        "editor": editor,
        "title": title,
        "latest": latest,
        "seen": _seen(request, latest) if latest else 0,
    }
    status = refused if editor.errors else 200
    return render(request, "programmes/edit.html", context, status=status)


def _small_form(request: Any, form: FrenchForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    status = 422 if form.errors else 200
    return render(request, "programmes/form.html", context, status=status)
