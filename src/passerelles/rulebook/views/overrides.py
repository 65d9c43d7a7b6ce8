"""« Réglages du droit »: what an organisation sets where the law is uncertain."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelles.kernel.errors import Conflict, Refusal
from passerelles.rulebook import actions
from passerelles.rulebook.forms import EndForm, OwnValueForm
from passerelles.rulebook.queries import overrides as queries
from passerelles.web.conflicts import conflict_page

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def values(request: Any) -> HttpResponse:
    rows = queries.uncertain_values(request.actor)
    return render(
        request,
        "rulebook/settings.html",
        {
            "families": queries.by_family(rows),
            "set_count": sum(row.current is not None for row in rows),
        },
    )


@_GET_OR_POST
def value(request: Any, key: str) -> HttpResponse:
    """One value: what is shipped, why it is uncertain, its history, and a form to set it."""
    uncertain = queries.uncertain_value(request.actor, key)
    form = OwnValueForm(request.POST if request.method == "POST" else None, unit=uncertain.unit)
    if request.method == "POST" and form.is_valid():
        own = actions.OwnValue(**form.cleaned_data)
        try:
            actions.set_override(actor=request.actor, key=key, own=own)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("La valeur est réglée."))
            return redirect("rulebook:setting", key)
    context = {"value": uncertain, "form": form}
    return render(request, "rulebook/setting.html", context, status=422 if form.errors else 200)


@_GET_OR_POST
def end(request: Any, override_id: UUID) -> HttpResponse:
    override = queries.own_override(request.actor, override_id)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"version": override.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _end(request.actor, override_id, form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("rulebook:setting", override.key)
    uncertain = queries.uncertain_value(request.actor, override.key)
    row = next(row for row in uncertain.own if row.override.pk == override.pk)
    context = {"value": uncertain, "row": row, "form": form}
    return render(request, "rulebook/end.html", context, status=422 if form.errors else 200)


def _end(actor: Any, override_id: UUID, typed: dict[str, Any]) -> None:
    version = typed["version"]
    if typed["how"] == EndForm.MISTAKE:
        actions.withdraw_override(actor=actor, override_id=override_id, version=version)
        return
    actions.end_override(
        actor=actor, override_id=override_id, last_day=typed["last_day"], version=version
    )
