"""What every view of the area needs from a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from passerelles.documents.events import READ
from passerelles.documents.queries.papers import PAPER_VOLETS
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.reading import note_read
from passerelles.sharing.rules.volets import Volet
from passerelles.web.conflicts import conflict_page
from passerelles.web.forms import FrenchForm

UNPROCESSABLE = 422


def actor_in(request: HttpRequest) -> Actor:
    """Who acts; the gate always says."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: even an empty post is an answer, and gets its errors."""
    return request.POST if request.method == "POST" else None


def version_read(request: HttpRequest) -> int:
    """The version that was on screen; anything else is no version at all."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def open_papers(request: HttpRequest, person_id: UUID) -> RecordAccess:
    """Open a record for its papers: they live in two volets, either may be shared alone."""
    return open_record(actor_in(request), person_id, volets=(Volet.IDENTITY, *PAPER_VOLETS))


def own_papers(request: HttpRequest) -> RecordAccess:
    """The person's own record, in her space."""
    actor = actor_in(request)
    if actor.person_id is None:
        raise Hidden("not a person's space")
    return open_papers(request, actor.person_id)


def role_named(word: str) -> SignatoryRole:
    if word not in set(SignatoryRole):
        raise Hidden("no such role")
    return SignatoryRole(word)


def answer(
    request: HttpRequest,
    form: FrenchForm,
    act: Callable[[], str],
    *,
    template: str,
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    """Act and go on, or show again what was typed with the reason."""
    if request.method == "POST" and form.is_valid():
        try:
            said = act()
        except Conflict as conflict:
            return conflict_page(request, conflict, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect(done)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, template, {**context, "form": form}, status=status)


def act_or_say(request: HttpRequest, act: Callable[[], str], *, done: str) -> HttpResponse:
    """The same for a single button: what is refused is said on the page it came from."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(done)


def note_paper_read(actor: Actor, access: RecordAccess, volet: Volet) -> None:
    """The very words of a paper were opened, beyond the list of papers."""
    note_read(
        READ,
        actor=actor,
        person_id=access.person.id,
        volets=(volet,),
        ground=access.reads[volet].journal_ground,
    )


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF shown by the browser's own reader, where nothing in it may act."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
