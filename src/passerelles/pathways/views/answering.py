"""The one way a form is answered: act and go on, or show again what was typed with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from passerelles.kernel.errors import Conflict, Refusal
from passerelles.web.conflicts import conflict_page
from passerelles.web.forms import FrenchForm

UNPROCESSABLE = 422


def answer_form(
    request: HttpRequest,
    form: FrenchForm,
    act: Callable[[], str | None],
    *,
    template: str,
    context: dict[str, Any],
    done_url: str,
    meanwhile: Callable[[], list[tuple[str, str]]] | None = None,
) -> HttpResponse:
    """``act`` runs the action and may return the sentence that says what was done.

    ``meanwhile``: what somebody else wrote, to show beside what was typed when both meet.
    """
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except Conflict as conflict:
            written = meanwhile() if meanwhile else []
            return conflict_page(request, conflict, form, done_url, written)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if said:
                messages.success(request, said)
            return redirect(done_url)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, {**context, "form": form}, status=status)
