"""How a form of a project answers: back to a page once saved, else the form with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from passerelles.cooperation.models import Project
from passerelles.kernel.errors import Conflict, Refusal
from passerelles.web.conflicts import conflict_page
from passerelles.web.forms import FrenchForm

UNPROCESSABLE = 422


def posted(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def answer(
    request: Any,
    form: FrenchForm,
    save: Callable[[], HttpResponse],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """``save`` writes and says where to go; what it refuses is shown beside what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            done = save()
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return done
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def saved_or_form(
    request: Any,
    form: FrenchForm,
    save: Callable[[], object],
    project: Project,
    title: str,
    page: str = "cooperation:detail",
) -> HttpResponse:
    """The same for a form of a project, back to ``page`` of it."""

    def go() -> HttpResponse:
        save()
        return redirect(page, project.pk)

    return answer(request, form, go, "cooperation/form.html", {"title": title, "project": project})
