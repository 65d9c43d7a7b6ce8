"""When somebody changed the same thing in the meantime."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from passerelles.kernel.errors import Conflict
from passerelles.web.forms import FrenchForm


def conflict_page(
    request: HttpRequest, form: FrenchForm, conflict: Conflict, url: str
) -> HttpResponse:
    """Nothing was written; what was typed is shown so that it can be taken up again."""
    typed = [
        (bound.label, form.cleaned_data[bound.name])
        for bound in form
        if not bound.is_hidden and form.cleaned_data.get(bound.name)
    ]
    context = {"refusal": conflict, "typed": typed, "current_url": url}
    return render(request, "web/conflict.html", context, status=409)
