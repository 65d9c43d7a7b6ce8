"""My path, and my answers beside what is written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.forms import AnswerForm
from passerelles.myspace.policy import own_person_id
from passerelles.myspace.queries.story import answerable, own_story
from passerelles.myspace.views.sending import posted
from passerelles.pathways.actions.notes import answer_entry

# The two ways of answering, as addresses say them: true asks for a correction.
WAYS = {"repondre": False, "corriger": True}


@require_safe
def path(request: Any) -> HttpResponse:
    return render(request, "myspace/path.html", {"story": own_story(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Any, kind: str, entry_id: UUID, way: str) -> HttpResponse:
    """The entry stays as it is; what the person says stands beside it."""
    if way not in WAYS:
        raise Hidden("no such way of answering")
    quoted = answerable(request.actor, kind, entry_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer_entry(
                actor=request.actor,
                person_id=own_person_id(request.actor),
                entry_kind=kind,
                entry_id=entry_id,
                text=form.cleaned_data["text"],
                correction=WAYS[way],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Votre réponse est écrite à côté."))
            return redirect(quoted.page)
    context = {"quoted": quoted, "form": form, "correction": WAYS[way], "back": quoted.page}
    return render(request, "myspace/answer.html", context, status=422 if form.errors else 200)
