"""« Mes papiers » : the person reads, signs, says no, or asks to talk first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.documents.actions import ask_to_talk, refuse_on_screen, sign_on_screen
from passerelles.documents.forms import OwnReasonForm
from passerelles.documents.queries import paper_of, papers_of, pdf_of
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.documents.views.edge import (
    UNPROCESSABLE,
    actor_in,
    note_paper_read,
    own_papers,
    pdf_response,
    posted,
    version_read,
)
from passerelles.kernel.errors import Refusal
from passerelles.sharing.rules.volets import Volet


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """What waits for me first, then the others."""
    access = own_papers(request)
    views = papers_of(access.person.id)
    context = {
        "to_sign": [view for view in views if view.my_line],
        "others": [view for view in views if not view.my_line],
    }
    return render(request, "documents/own_papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    access = own_papers(request)
    view = paper_of(access.person.id, paper_id)
    note_paper_read(actor_in(request), access, Volet(view.paper.volet))
    form = OwnReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _answered(request, paper_id, form))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("documents:own_papers")
    context: dict[str, Any] = {
        "view": view,
        "form": form,
        "over": view.paper.phase in (PaperState.CANCELLED, PaperState.REPLACED),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "documents/own_paper.html", context, status=status)


@require_safe
def pdf(request: HttpRequest, paper_id: UUID, number: int) -> HttpResponse:
    access = own_papers(request)
    view = paper_of(access.person.id, paper_id)
    content, name = pdf_of(access.person.id, paper_id, number, signed="signe" in request.GET)
    note_paper_read(actor_in(request), access, Volet(view.paper.volet))
    return pdf_response(content, name)


def _answered(request: HttpRequest, paper_id: UUID, form: OwnReasonForm) -> str:
    turn: dict[str, Any] = {
        "actor": actor_in(request),
        "paper_id": paper_id,
        "role": SignatoryRole.PERSON,
        "version": version_read(request),
    }
    match request.POST.get("answer"):
        case "sign":
            sign_on_screen(**turn)
            return _("Vous avez signé. Merci.")
        case "no":
            refuse_on_screen(**turn, reason=form.cleaned_data["reason"])
            return _("Vous avez dit non. C’est noté.")
        case "talk":
            ask_to_talk(**turn)
            return _("C’est noté. La personne qui vous accompagne va vous en parler.")
        case _:
            raise Refusal(_("Choisissez : je signe, je dis non, ou je veux en parler."))
