"""Pages of bodies: one body, its seats, its meetings, and the page read with the users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.cooperation.actions import bodies as actions
from passerelles.cooperation.forms.bodies import (
    BodyForm,
    DecisionForm,
    MeetingForm,
    MinutesForm,
    OpinionForm,
    SeatForm,
)
from passerelles.cooperation.policy import get_editable, get_editable_body
from passerelles.cooperation.queries import bodies as queries
from passerelles.cooperation.queries.projects import owner_choices
from passerelles.cooperation.rules.bodies import long_sentences
from passerelles.cooperation.views.answering import answer, posted
from passerelles.kernel import clock
from passerelles.web.forms import FrenchForm

_READ_OR_POST = ("GET", "HEAD", "POST")


def body(request: Any, body_id: UUID) -> HttpResponse:
    page = queries.body_page(request.actor, body_id)
    return render(request, "cooperation/body.html", {"page": page})


def plainly(request: Any, body_id: UUID) -> HttpResponse:
    """What is read with the users: decisions and minutes in plain words, made to be printed."""
    page = queries.body_page(request.actor, body_id)
    return render(request, "cooperation/body_plain.html", {"page": page})


@require_http_methods(_READ_OR_POST)
def create(request: Any, project_id: UUID) -> HttpResponse:
    project = get_editable(request.actor, project_id)
    form = BodyForm(posted(request))

    def save() -> UUID:
        return actions.create_body(
            actor=request.actor,
            project_id=project.pk,
            kind=form.cleaned_data["kind"],
            name=form.cleaned_data["name"],
        ).pk

    context = {"title": _("Nouvelle instance"), "project": project}
    return _saved_or_form(request, form, save, context)


@require_http_methods(_READ_OR_POST)
def seat_add(request: Any, body_id: UUID) -> HttpResponse:
    found = get_editable_body(request.actor, body_id)
    form = SeatForm(posted(request))
    form.offer(owner_choices(request.actor, found.project))

    def save() -> UUID:
        actions.add_seat(actor=request.actor, body_id=found.pk, words=form.words)
        return found.pk

    return _saved_or_form(request, form, save, _context(found, _("Ajouter un siège")))


@require_POST
def seat_remove(request: Any, body_id: UUID, seat_id: UUID) -> HttpResponse:
    actions.remove_seat(actor=request.actor, body_id=body_id, seat_id=seat_id)
    messages.success(request, _("Ce siège est retiré."))
    return redirect("cooperation:body", body_id)


@require_http_methods(_READ_OR_POST)
def meeting_plan(request: Any, body_id: UUID) -> HttpResponse:
    found = get_editable_body(request.actor, body_id)
    form = MeetingForm(posted(request))

    def save() -> UUID:
        actions.plan_meeting(actor=request.actor, body_id=found.pk, words=form.words)
        return found.pk

    return _saved_or_form(request, form, save, _context(found, _("Prévoir une réunion")))


@require_http_methods(_READ_OR_POST)
def minutes(request: Any, body_id: UUID, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_to_edit(request.actor, body_id, meeting_id)
    initial = {
        "version": meeting.version,
        "held_on": meeting.held_on or min(meeting.planned_on, clock.today()),
        "minutes": meeting.minutes,
        "plain": meeting.plain,
        "users_present": meeting.users_present,
    }
    form = MinutesForm(posted(request), initial=initial)

    def save() -> UUID:
        actions.write_minutes(
            actor=request.actor,
            body_id=body_id,
            meeting_id=meeting_id,
            version=form.cleaned_data["version"],
            minutes=form.words,
        )
        _advise(request, form.cleaned_data["plain"])
        return body_id

    return _saved_or_form(request, form, save, _context(meeting.body, _("Compte rendu")))


@require_http_methods(_READ_OR_POST)
def decide(request: Any, body_id: UUID, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_to_edit(request.actor, body_id, meeting_id)
    form = DecisionForm(posted(request))

    def save() -> UUID:
        actions.take_decision(
            actor=request.actor, body_id=body_id, meeting_id=meeting_id, **form.cleaned_data
        )
        _advise(request, form.cleaned_data["plain"])
        return body_id

    return _saved_or_form(request, form, save, _context(meeting.body, _("Noter une décision")))


@require_http_methods(_READ_OR_POST)
def opinion(request: Any, body_id: UUID, meeting_id: UUID) -> HttpResponse:
    meeting = queries.meeting_to_edit(request.actor, body_id, meeting_id)
    form = OpinionForm(posted(request))
    form.offer(queries.decision_choices(meeting.body))

    def save() -> UUID:
        actions.give_opinion(
            actor=request.actor,
            body_id=body_id,
            meeting_id=meeting_id,
            decision_id=UUID(form.cleaned_data["decision"]),
            sense=form.cleaned_data["sense"],
            words=form.cleaned_data["words"],
        )
        return body_id

    return _saved_or_form(request, form, save, _context(meeting.body, _("Avis des usagers")))


def _advise(request: Any, plain: str) -> None:
    """Long sentences are pointed at, never refused: who writes knows who will read."""
    if found := long_sentences(plain):
        messages.info(
            request,
            _("Cette phrase est longue pour un texte en mots simples : « %(sentence)s »")
            % {"sentence": found[0]},
        )


def _context(body: Any, title: str) -> dict[str, Any]:
    return {"title": f"{title} : {body.name}", "project": body.project, "body": body}


def _saved_or_form(
    request: Any, form: FrenchForm, save: Callable[[], UUID], context: dict[str, Any]
) -> HttpResponse:
    """Back to the body once saved; else the form with what was typed."""

    def go() -> HttpResponse:
        return redirect("cooperation:body", save())

    return answer(request, form, go, "cooperation/body_form.html", context)
