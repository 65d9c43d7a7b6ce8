"""The one way a form is answered: act and go on, or show again what was typed with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from passerelles.kernel.errors import Conflict, Refusal
from passerelles.web.forms import FrenchForm

UNPROCESSABLE = 422
CONFLICT = 409


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
            return _conflict(request, conflict, form, done_url, written)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if said:
                messages.success(request, said)
            return redirect(done_url)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, {**context, "form": form}, status=status)


def _conflict(
    request: HttpRequest,
    conflict: Conflict,
    form: FrenchForm,
    current_url: str,
    written: list[tuple[str, str]],
) -> HttpResponse:
    """Nothing was written; what was typed is shown so that it can be taken up again."""
    typed = [
        (bound.label, bound.value()) for bound in form if not bound.is_hidden and bound.value()
    ]
    context = {
        "refusal": conflict,
        "typed": typed,
        "written": written,
        "current_url": current_url,
    }
    return render(request, "web/conflict.html", context, status=CONFLICT)
