"""« Je voudrais… »: choose what, to whom, with which words; then follow the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.myspace.forms import ToWhomForm, WantForm
from passerelles.myspace.policy import open_own_record
from passerelles.myspace.views.sending import posted
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.requests import decide_handover, say_after, send_request
from passerelles.support.queries.requests import (
    Addressee,
    RequestView,
    addressees,
    chosen_addressee,
    own_request,
    own_requests,
)
from passerelles.support.rules.requests import (
    ANSWER_WITHIN_DAYS,
    REQUEST_TEXTS,
    RequestEventKind,
    RequestKind,
)

# To whom, between the two pages: an address never says it.
KEY = "passerelles_request_to"
YES, NO = "yes", "no"


@require_safe
def wants(request: Any) -> HttpResponse:
    """What one may ask, and what was asked."""
    access = _opened(request)
    context = {
        "choices": list(REQUEST_TEXTS.items()),
        "asked": own_requests(own_eyes(request.actor, access)),
    }
    return render(request, "myspace/wants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def want_to(request: Any, kind: str) -> HttpResponse:
    """To whom: the one who follows me, or an organisation by its name."""
    access, wanted = _opened(request), _kind(kind)
    offered = addressees(access.facts, kind=wanted)
    form = ToWhomForm(posted(request), offered=[(item.key, item.name) for item in offered])
    if request.method == "POST" and form.is_valid():
        request.session[KEY] = form.cleaned_data["to"]
        return redirect("myspace:want_words", kind)
    context = {
        "form": form,
        "offered": offered,
        "text": REQUEST_TEXTS[wanted],
        "chosen": form.data.get("to") or (offered[0].key if offered else ""),
    }
    return render(request, "myspace/want_to.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def want_words(request: Any, kind: str) -> HttpResponse:
    """With my words, and it is sent."""
    access, wanted = _opened(request), _kind(kind)
    to = _chosen(request, access, wanted)
    if to is None:
        return redirect("myspace:want_to", kind)
    form = WantForm(posted(request), needed=wanted is RequestKind.OTHER)
    if request.method == "POST" and form.is_valid():
        try:
            send_request(
                actor=request.actor,
                person_id=access.person.id,
                kind=wanted,
                to=to.key,
                words=form.cleaned_data["words"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session.pop(KEY, None)
            messages.success(request, _("Votre demande est envoyée. On doit vous répondre."))
            return redirect("myspace:wants")
    context = {
        "form": form,
        "kind": kind,
        "to": to,
        "text": REQUEST_TEXTS[wanted],
        "days": ANSWER_WITHIN_DAYS,
    }
    return render(request, "myspace/want_words.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def want(request: Any, asked_id: UUID) -> HttpResponse:
    """One request: where it is, its answer, and what I say of it."""
    access = _opened(request)
    view = own_request(own_eyes(request.actor, access), asked_id)
    form = WantForm(posted(request), needed=False)
    if request.method == "POST" and form.is_valid():
        try:
            _say(request, access, view, form.cleaned_data["words"])
        except Refusal as refusal:
            form.refuse(refusal)
            view = own_request(own_eyes(request.actor, access), asked_id)
        else:
            messages.success(request, _("C’est noté."))
            return redirect("myspace:wants")
    context = {"view": view, "form": form, "days": ANSWER_WITHIN_DAYS}
    return render(request, "myspace/want.html", context, status=422 if form.errors else 200)


def _say(request: Any, access: RecordAccess, view: RequestView, words: str) -> None:
    same = {
        "actor": request.actor,
        "person_id": access.person.id,
        "request_id": view.request.id,
        "version": _version(request),
    }
    said = request.POST.get("said", "")
    if said in (YES, NO):
        decide_handover(**same, agreed=said == YES)
    elif said in set(RequestEventKind):
        say_after(**same, event=RequestEventKind(said), words=words)
    else:
        raise Refusal(_("Touchez un bouton."))


def _version(request: Any) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _opened(request: Any) -> RecordAccess:
    return open_own_record(request.actor, Volet.IDENTITY, Volet.PATH)


def _kind(kind: str) -> RequestKind:
    if kind not in set(RequestKind):
        raise Hidden("no such request")
    return RequestKind(kind)


def _chosen(request: Any, access: RecordAccess, kind: RequestKind) -> Addressee | None:
    key: str = request.session.get(KEY, "")
    return chosen_addressee(access.facts, key, kind)
