"""URLs of papers: on the record, in the person's space, by link, and the check of a file."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.documents.views import circuit, own, public, record
from passerelles.kernel.actors import Right
from passerelles.web.routes import Audience, Audit, View, professional_page, route

app_name = "documents"

_PAPERS = "dossier/<uuid:person_id>/papiers/"
_PAPER = _PAPERS + "<uuid:paper_id>/"


_record = partial(professional_page, right=Right.WRITE_PEOPLE)


def _own(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        f"mon-espace/papiers/{pattern}",
        view,
        name=name,
        audience=Audience.PERSON,
        policy="documents:own-papers",
        audit=Audit.PERSON_READ,
    )


def _public(pattern: str, view: View, name: str, policy: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PUBLIC,
        policy=policy,
        audit=Audit.SECURITY,
    )


_READ = "sharing:visible-to"
_KEEPER = "documents:keeper"
_SIGNATORY = "documents:signatory"

urlpatterns: list[URLPattern] = [
    _record(_PAPERS, record.papers, "papers", _READ, right=Right.READ_PEOPLE),
    _record(_PAPERS + "nouveau/<slug:kind>/", record.prepare, "prepare", "sharing:write"),
    _record(_PAPER, record.paper, "paper", _READ, right=Right.READ_PEOPLE),
    _record(_PAPER + "version/<int:number>/", record.pdf, "pdf", _READ, right=Right.READ_PEOPLE),
    _record(_PAPER + "corriger/", record.correct, "correct", _KEEPER),
    _record(_PAPER + "envoyer/", circuit.send, "send", _KEEPER, audit=Audit.WRITE),
    _record(_PAPER + "annuler/", circuit.cancel, "cancel", _KEEPER),
    _record(
        _PAPER + "signer/<slug:role>/", circuit.sign, "sign", _SIGNATORY, right=Right.SIGN_PAPERS
    ),
    _record(
        _PAPER + "refuser/<slug:role>/",
        circuit.refuse,
        "refuse",
        _SIGNATORY,
        right=Right.SIGN_PAPERS,
    ),
    _record(_PAPER + "noter/<slug:role>/", circuit.note_sheet, "note_sheet", _KEEPER),
    _record(_PAPER + "lien/<slug:role>/", circuit.link, "link", _KEEPER, right=Right.SHARE),
    _own("", own.papers, "own_papers"),
    _own("<uuid:paper_id>/", own.paper, "own_paper"),
    _own("<uuid:paper_id>/version/<int:number>/", own.pdf, "own_pdf"),
    _public("papier/verifier/", public.check, "check", "public"),
    _public("signer/<str:token>/", public.enter, "sign_enter", "documents:signing-link"),
    _public("signer/<str:token>/papier/", public.paper, "sign_paper", "documents:signing-link"),
    _public("signer/<str:token>/pdf/", public.pdf, "sign_pdf", "documents:signing-link"),
]
