"""Papers of a record: the list, one paper, its PDF, preparing it and correcting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.documents.actions import correct_paper, prepare_paper
from passerelles.documents.forms import REPRESENTATIVE, SIGNER, SUBJECT, PaperForm
from passerelles.documents.queries import PaperView, paper_of, papers_of, pdf_of
from passerelles.documents.queries.choosing import choosing, subject_chosen
from passerelles.documents.queries.papers import PAPER_VOLETS
from passerelles.documents.queries.prefill import (
    prefilled,
    representative_choices,
    signer_boxes,
    who_signs_for,
)
from passerelles.documents.rules.kinds import PaperKind, SignatoryRole, paper_kinds
from passerelles.documents.views.edge import (
    actor_in,
    answer,
    note_paper_read,
    open_papers,
    pdf_response,
    posted,
    version_read,
)
from passerelles.kernel.errors import Hidden
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def papers(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every paper with who signed; and what can be prepared."""
    access = open_papers(request, person_id)
    context = {
        "access": access,
        "section": "papers",
        "papers": papers_of(person_id),
        "shared": any(access.may_read(volet) for volet in PAPER_VOLETS),
        "kinds": [kind for kind in paper_kinds().values() if access.may_write(kind.volet)],
    }
    return render(request, "documents/papers.html", context)


@require_safe
def paper(request: HttpRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    access = open_papers(request, person_id)
    view = paper_of(person_id, paper_id)
    note_paper_read(actor_in(request), access, Volet(view.paper.volet))
    context = {"access": access, "section": "papers", "view": view}
    return render(request, "documents/paper.html", context)


@require_safe
def pdf(request: HttpRequest, person_id: UUID, paper_id: UUID, number: int) -> HttpResponse:
    """One version as it was written; with ``?signe``, its signed copy."""
    access = open_papers(request, person_id)
    view = paper_of(person_id, paper_id)
    content, name = pdf_of(person_id, paper_id, number, signed="signe" in request.GET)
    note_paper_read(actor_in(request), access, Volet(view.paper.volet))
    return pdf_response(content, name)


@require_http_methods(GET_OR_POST)
def prepare(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """A paper prepared by hand; what the record knows is already there, and what it is for."""
    access = open_papers(request, person_id)
    rules = _writable_kind(access, kind)
    actor = actor_in(request)
    chosen = choosing(actor, person_id, rules, request.GET.get("pour", ""))
    form = PaperForm(
        posted(request),
        kind=rules,
        own=_own(request),
        representatives=representative_choices(access),
        subjects=(chosen.source.question if chosen.source else "", chosen.choices),
        initial=prefilled(access, rules)
        | chosen.boxes()
        | signer_boxes(chosen.told, _own(request)),
    )

    def act() -> str:
        about = form.cleaned_data.get(SUBJECT, "")
        where, known = subject_chosen(actor, person_id, rules, chosen, about)
        prepare_paper(
            actor=actor,
            person_id=person_id,
            kind=kind,
            facts={**known, **{key: value for key, value in form.facts().items() if value}},
            signers=form.signers(),
            **where,
        )
        return _("Le papier est préparé. Relisez-le, puis envoyez-le à la signature.")

    context = _form_context(access, rules) | {"choosing": chosen}
    done = reverse("documents:papers", args=[person_id])
    return answer(request, form, act, template="documents/prepare.html", context=context, done=done)


@require_http_methods(GET_OR_POST)
def correct(request: HttpRequest, person_id: UUID, paper_id: UUID) -> HttpResponse:
    """A new version; the page says first what signatures will fall."""
    access = open_papers(request, person_id)
    view = paper_of(person_id, paper_id)
    if not view.may_correct:
        raise Hidden("not ours to correct, or over")
    number = _shown_version(request, view)
    form = PaperForm(
        posted(request),
        kind=view.kind,
        own=_own(request),
        representatives=representative_choices(access),
        initial=_written(request, view),
    )

    def act() -> str:
        done = correct_paper(
            actor=actor_in(request),
            paper_id=paper_id,
            facts=form.facts(),
            signers=form.signers(),
            version=number,
        )
        if done.fallen:
            return _("Version %(number)s écrite. Les signatures d’avant ne comptent plus.") % {
                "number": done.version.number
            }
        return _("Version %(number)s écrite.") % {"number": done.version.number}

    signed = [line for line in view.lines if line.line.state == "signed"]
    context = _form_context(access, view.kind) | {
        "view": view,
        "signed": signed,
        "number": number,
    }
    done_url = reverse("documents:paper", args=[person_id, paper_id])
    return answer(
        request, form, act, template="documents/prepare.html", context=context, done=done_url
    )


def _form_context(access: RecordAccess, kind: PaperKind) -> dict[str, Any]:
    who = who_signs_for(access, kind)
    return {"access": access, "section": "papers", "kind": kind, "who": who}


def _writable_kind(access: RecordAccess, code: str) -> PaperKind:
    kind = paper_kinds().get(code)
    if kind is None or not access.may_write(kind.volet):
        raise Hidden("no such kind, or its volet is not writable")
    return kind


def _own(request: HttpRequest) -> UUID:
    own = actor_in(request).organisation_id
    if own is None:
        raise Hidden("no organisation")
    return own


def _shown_version(request: HttpRequest, view: PaperView) -> int:
    return version_read(request) if request.method == "POST" else view.paper.current


def _written(request: HttpRequest, view: PaperView) -> dict[str, Any]:
    """The version in hand, put back in its boxes."""
    boxes: dict[str, Any] = {
        key: "\n".join(value) if isinstance(value, list) else value
        for key, value in view.version.facts.items()
    }
    for item in view.lines:
        boxes[SIGNER + item.line.role] = item.line.name
        if item.line.representative_id:
            boxes[REPRESENTATIVE] = str(item.line.representative_id)
        if item.line.organisation_id == _own(request):
            boxes["ours"] = item.line.role
    boxes["person_signs"] = any(v.line.role == SignatoryRole.PERSON for v in view.lines)
    return boxes
