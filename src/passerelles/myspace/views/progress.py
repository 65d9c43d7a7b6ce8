"""My progress: what others saw, what I say myself, one question a page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.forms import CheckForm, LevelForm
from passerelles.myspace.policy import open_own_record, own_person_id
from passerelles.myspace.rules.plain import TRENDS
from passerelles.myspace.views.sending import posted
from passerelles.pathways.actions.progress import self_assess
from passerelles.pathways.models import ProgressAxis
from passerelles.pathways.queries.own import axes_to_answer, own_progress
from passerelles.pathways.queries.progress import PHONE_COLUMNS, AxisView
from passerelles.pathways.rules.progress import Change
from passerelles.sharing.rules.volets import Volet

# Answers given so far, in the session until they are checked; leaving forgets them.
KEY = "passerelles_self_assessment"
UNKNOWN = "unknown"


@require_safe
def progress(request: Any) -> HttpResponse:
    view = own_progress(request.actor)
    context = {
        "view": view,
        # Drawn by our own code; its texts are escaped there.
        "picture": mark_safe(view.picture(PHONE_COLUMNS)) if view.axes else "",  # noqa: S308
        "axes": [_in_words(axis) for axis in view.axes],
    }
    return render(request, "myspace/progress.html", context)


def _in_words(axis: AxisView) -> dict[str, Any]:
    return {
        "axis": axis.axis,
        "trend": TRENDS[axis.professional.trend],
        "theirs": _level(axis.axis, axis.professional),
        "mine": _level(axis.axis, axis.person),
    }


def _level(axis: ProgressAxis, change: Change) -> dict[str, Any] | None:
    if change.last is None:
        return None
    return {"level": change.last, "words": axis.levels[change.last]}


def _answers(request: Any) -> dict[str, int | str]:
    kept: dict[str, int | str] = request.session.get(KEY, {})
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Any, number: int) -> HttpResponse:
    """One axis; not knowing is an answer, and says nothing in the record."""
    open_own_record(request.actor, Volet.PROGRESS)
    axes = axes_to_answer(request.actor)
    if not 1 <= number <= len(axes):
        raise Hidden("no such question")
    axis = axes[number - 1]
    answers = _answers(request)
    form = LevelForm(posted(request))
    if request.method == "POST" and ("unknown" in request.POST or form.is_valid()):
        said = UNKNOWN if "unknown" in request.POST else form.cleaned_data["level"]
        request.session[KEY] = {**answers, str(axis.id): said}
        last = number == len(axes) or "checking" in request.GET
        return redirect("myspace:check") if last else redirect("myspace:question", number + 1)
    context = {
        "axis": axis,
        "levels": list(enumerate(axis.levels)),
        "chosen": answers.get(str(axis.id)),
        "number": number,
        "count": len(axes),
        "form": form,
    }
    return render(request, "myspace/question.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Any) -> HttpResponse:
    """All the answers before they are written."""
    open_own_record(request.actor, Volet.PROGRESS)
    answers = _answers(request)
    axes = axes_to_answer(request.actor)
    levels = {
        axis.id: level for axis in axes if isinstance(level := answers.get(str(axis.id)), int)
    }
    form = CheckForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not levels:
            request.session.pop(KEY, None)
            messages.info(request, _("Vous n’avez rien répondu. Ce n’est pas grave."))
            return redirect("myspace:progress")
        if _kept(request, levels, form):
            return redirect("myspace:progress")
    context = {"lines": _lines(axes, answers), "form": form, "any": bool(levels)}
    return render(request, "myspace/check.html", context, status=422 if form.errors else 200)


def _kept(request: Any, levels: dict[UUID, int], form: CheckForm) -> bool:
    try:
        self_assess(
            actor=request.actor,
            person_id=own_person_id(request.actor),
            levels=levels,
            comment=form.cleaned_data["comment"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    request.session.pop(KEY, None)
    messages.success(request, _("Vos réponses sont gardées."))
    return True


def _lines(axes: list[ProgressAxis], answers: dict[str, int | str]) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "question": axis.plain,
            "level": level if isinstance(level := answers.get(str(axis.id)), int) else None,
            "words": axis.levels[level] if isinstance(level, int) else _("Je ne sais pas"),
        }
        for number, axis in enumerate(axes, start=1)
    ]
