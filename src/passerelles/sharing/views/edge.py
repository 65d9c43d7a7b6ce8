"""What every view of the area needs from a request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.sharing.companions import is_companion
from passerelles.sharing.policy import RecordAccess, open_record
from passerelles.sharing.rules.volets import Volet

UNPROCESSABLE = 422


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: even an empty post is an answer, and gets its errors."""
    return request.POST if request.method == "POST" else None


def open_identity(request: HttpRequest, person_id: UUID) -> RecordAccess:
    """Open the record for a page that shows who the person is, and no other volet."""
    return open_record(actor_of(request), person_id, volets=(Volet.IDENTITY,))


def open_as_companion(request: HttpRequest, person_id: UUID) -> RecordAccess:
    """The same, for those who may change the sharing."""
    access = open_identity(request, person_id)
    if not is_companion(actor_of(request), access):
        raise Hidden("not at the person's side")
    return access


def record_page(
    request: HttpRequest, template: str, access: RecordAccess, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the record, in its layout."""
    context.setdefault("section", "sharing")
    return render(request, template, {"access": access, **context}, status=status)


def address(name: str, fallback: str = "/", **kwargs: Any) -> str:
    """Address of a page of another area, which an installation may not have."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return fallback
