"""Partner sessions of the reader's organisation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.pathways.views.answering import answer_form
from passerelles.pathways.views.record import actor_of
from passerelles.support.actions.sessions import cancel_session, note_contacts, plan_session
from passerelles.support.forms.commitments import NotHeldForm, SessionForm, SheetForm
from passerelles.support.queries.sessions import own_session, session_sheet, sessions_page


def show_sessions(request: HttpRequest) -> HttpResponse:
    context = {"page": sessions_page(actor_of(request)), "today": clock.today()}
    return render(request, "support/sessions.html", context)


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
        raise Hidden("not over yet, or did not take place")
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
        context={"sheet": sheet, "left_out": sheet.left_out},
        done_url=url,
    )


def not_held(request: HttpRequest, session_id: UUID) -> HttpResponse:
    session = own_session(actor_of(request), session_id)
    form = NotHeldForm(request.POST or None)
    url = reverse("support:session", args=[session_id])

    def act() -> str:
        cancel_session(
            actor=actor_of(request), session_id=session_id, reason=form.cleaned_data["reason"]
        )
        return _("C’est noté : cette intervention n’est pas comptée.")

    context = {"page_heading": _("N’a pas eu lieu") + f" : {session.partner}", "cancel": url}
    return answer_form(
        request, form, act, template="support/form.html", context=context, done_url=url
    )
