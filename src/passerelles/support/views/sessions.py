"""Partner sessions of the reader's organisation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel.errors import Hidden
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.sessions import note_contacts, plan_session
from passerelles.support.forms.commitments import SessionForm, SheetForm
from passerelles.support.queries.sessions import session_sheet, sessions_page


def show_sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "support/sessions.html", {"page": sessions_page(actor_of(request))})


def new_session(request: HttpRequest) -> HttpResponse:
    form = SessionForm(request.POST or None)
    url = reverse("support:sessions")

    def act() -> str:
        plan_session(actor=actor_of(request), draft=form.draft())
        return _("L’intervention est notée.")

    context = {"page_heading": _("Intervention d’un partenaire"), "cancel": url}
    return answer_form(
        request, form, act, template="support/form.html", context=context, done_url=url
    )


def show_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who came, and who now knows whom to contact: one sheet."""
    sheet = session_sheet(actor_of(request), session_id)
    if request.method == "POST" and not sheet.over:
        raise Hidden("not over yet")
    form = SheetForm(request.POST or None, sheet=sheet)
    url = reverse("support:session", args=[session_id])

    def act() -> str:
        note_contacts(actor=actor_of(request), session_id=session_id, said=form.said())
        return _("C’est noté dans le dossier de chacun.")

    return answer_form(
        request,
        form,
        act,
        template="support/session.html",
        context={"sheet": sheet},
        done_url=url,
    )
