"""The circuit on the record's pages: send, sign, refuse, note a sheet, hand a link, cancel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from passerelles.documents.actions import (
    cancel_paper,
    give_signing_link,
    record_paper_signature,
    refuse_on_screen,
    send_paper,
    sign_on_screen,
)
from passerelles.documents.forms import LinkForm, ReasonForm, SheetForm
from passerelles.documents.policy import already_answered
from passerelles.documents.queries import PaperView, paper_of
from passerelles.documents.queries.papers import LineView
from passerelles.documents.views.edge import (
    UNPROCESSABLE,
    act_or_say,
    actor_in,
    answer,
    open_papers,
    posted,
    role_named,
    version_read,
)
from passerelles.documents.views.record import GET_OR_POST
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.web.forms import FrenchForm


@require_POST
def send(request: HttpRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    open_papers(request, person_id)

    def act() -> str:
        send_paper(actor=actor_in(request), paper_id=paper_id)
        return _("Le papier est parti à la signature.")

    return act_or_say(request, act, done=_address(person_id, paper_id))


@require_http_methods(GET_OR_POST)
def sign(request: HttpRequest, person_id: UUID, paper_id: UUID, role: str) -> HttpResponse:
    """Sign for one's structure, after the words have been shown once more."""
    line, context = _turn(request, person_id, paper_id, role, "mine")

    def act() -> str:
        sign_on_screen(
            actor=actor_in(request),
            paper_id=paper_id,
            role=role_named(role),
            version=version_read(request),
        )
        return _("Vous avez signé.")

    return answer(
        request,
        FrenchForm(posted(request)),
        act,
        template="documents/sign.html",
        context=context | {"line": line},
        done=_address(person_id, paper_id),
    )


@require_http_methods(GET_OR_POST)
def refuse(request: HttpRequest, person_id: UUID, paper_id: UUID, role: str) -> HttpResponse:
    line, context = _turn(request, person_id, paper_id, role, "mine")
    form = ReasonForm(posted(request))

    def act() -> str:
        refuse_on_screen(
            actor=actor_in(request),
            paper_id=paper_id,
            role=role_named(role),
            version=version_read(request),
            reason=form.cleaned_data["reason"],
        )
        return _("Le refus est noté. Plus personne ne peut signer cette version.")

    context |= {
        "line": line,
        "heading": _("Refuser de signer"),
        "lead": _("Un refus arrête tout : il faudra une nouvelle version."),
        "submit": _("Je refuse de signer"),
    }
    return _form_page(request, form, act, context, person_id, paper_id)


@require_http_methods(GET_OR_POST)
def note_sheet(request: HttpRequest, person_id: UUID, paper_id: UUID, role: str) -> HttpResponse:
    line, context = _turn(request, person_id, paper_id, role, "may_note")
    form = SheetForm(posted(request))

    def act() -> str:
        record_paper_signature(
            actor=actor_in(request),
            paper_id=paper_id,
            role=role_named(role),
            **form.cleaned_data,
        )
        return _("La signature est notée.")

    context |= {
        "line": line,
        "heading": _("Noter une signature sur papier"),
        "lead": _("Gardez la feuille signée : c’est elle qui fait foi."),
        "submit": _("Noter la signature"),
    }
    return _form_page(request, form, act, context, person_id, paper_id)


@require_http_methods(GET_OR_POST)
def link(request: HttpRequest, person_id: UUID, paper_id: UUID, role: str) -> HttpResponse:
    """A link and its code, shown once."""
    line, context = _turn(request, person_id, paper_id, role, "may_hand_link")
    form = LinkForm(posted(request))
    context |= {
        "line": line,
        "heading": _("Faire signer par un lien"),
        "lead": _("Le lien et son code sont pour une seule signature. Ils servent une fois."),
        "submit": _("Faire le lien"),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        try:
            given = give_signing_link(
                actor=actor_in(request),
                paper_id=paper_id,
                role=role_named(role),
                email=form.cleaned_data["email"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            shown = {
                "given": given,
                "url": settings.PUBLIC_URL + given.path,
                "mailed": bool(form.cleaned_data["email"]),
            }
            return render(request, "documents/link_given.html", context | shown)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "documents/act.html", context, status=status)


@require_http_methods(GET_OR_POST)
def cancel(request: HttpRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    access = open_papers(request, person_id)
    view = paper_of(person_id, paper_id)
    if not view.may_cancel:
        raise Hidden("not ours to cancel, or over")
    form = ReasonForm(posted(request))

    def act() -> str:
        cancel_paper(actor=actor_in(request), paper_id=paper_id, reason=form.cleaned_data["reason"])
        return _("Le papier est annulé.")

    context = {
        "access": access,
        "section": "papers",
        "view": view,
        "heading": _("Annuler ce papier"),
        "lead": _("Il reste lisible, avec qui l’avait signé."),
        "submit": _("Annuler ce papier"),
    }
    return _form_page(request, form, act, context, person_id, paper_id)


def _turn(
    request: HttpRequest, person_id: UUID, paper_id: UUID, role: str, needed: str
) -> tuple[LineView, dict[str, Any]]:
    """The line of a role on a paper the reader may act upon; ``Hidden`` otherwise."""
    access = open_papers(request, person_id)
    view = paper_of(person_id, paper_id)
    line = _line(view, role, needed)
    context = {"access": access, "section": "papers", "view": view}
    return line, context


def _line(view: PaperView, role: str, needed: str) -> LineView:
    wanted = role_named(role)
    item = next((item for item in view.lines if item.line.role == wanted), None)
    if item is None:
        raise Hidden("no such signatory")
    if not item.line.is_waiting:
        raise already_answered()  # by somebody else, a moment ago
    if not getattr(item, needed):
        raise Hidden("nothing to do here for this reader")
    return item


def _form_page(
    request: HttpRequest,
    form: FrenchForm,
    act: Any,
    context: dict[str, Any],
    person_id: UUID,
    paper_id: UUID,
) -> HttpResponse:
    return answer(
        request,
        form,
        act,
        template="documents/act.html",
        context=context,
        done=_address(person_id, paper_id),
    )


def _address(person_id: UUID, paper_id: UUID) -> str:
    return reverse("documents:paper", args=[person_id, paper_id])
