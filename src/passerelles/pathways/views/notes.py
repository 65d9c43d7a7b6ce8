"""Notes of a record, and what the person answers beside an entry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.notes import handle_answer, write_note
from passerelles.pathways.answerable import kind_of
from passerelles.pathways.forms.paths import NoteForm
from passerelles.pathways.models import Answer
from passerelles.pathways.queries.notes import notes
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of, reading
from passerelles.sharing.rules.volets import Volet


def show_notes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The notes, and above them the form to add one."""
    eyes = reading(request, person_id)
    url = reverse("pathways:notes", args=[person_id])
    writable = [volet for volet in eyes.access.writable if volet is not Volet.IDENTITY]
    form = NoteForm(request.POST or None, volets=writable, initial={"volet": Volet.PATH.value})
    if request.method == "POST" and not writable:
        raise Hidden("no volet writable")

    def act() -> str:
        write_note(
            actor=actor_of(request),
            person_id=person_id,
            text=form.cleaned_data["text"],
            volet=Volet(form.cleaned_data["volet"]),
            shared=form.cleaned_data["shared"],
        )
        return _("La note est enregistrée.")

    context = {
        "access": eyes.access,
        "section": "notes",
        "notes": notes(eyes),
        "writable": bool(writable),
    }
    return answer_form(
        request, form, act, template="pathways/notes.html", context=context, done_url=url
    )


def show_answer(request: HttpRequest, person_id: UUID, answer_id: UUID) -> HttpResponse:
    """What the person answered, beside what it answers; one button to say it is handled."""
    eyes = reading(request, person_id)
    answer: Answer | None = eyes.entries(Answer).filter(pk=answer_id).first()
    if answer is None:
        raise Hidden("no such answer")
    if request.method == "POST":
        handle_answer(actor=actor_of(request), person_id=person_id, answer_id=answer_id)
        messages.success(request, _("C’est noté : la personne le voit."))
        return redirect("worklist:home")
    kind = kind_of(answer.entry_kind)
    entry = eyes.entries(kind.model).filter(pk=answer.entry_id).first()
    context = {
        "access": eyes.access,
        "section": "notes",
        "answer": answer,
        "subject": kind.told(entry) if entry else "",
        "may_handle": answer.handled_at is None
        and answer.organisation_id == actor_of(request).organisation_id,
    }
    return render(request, "pathways/answer.html", context)
