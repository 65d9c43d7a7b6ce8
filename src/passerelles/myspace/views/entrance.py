"""The door: a number, then four pictures; and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from passerelles.kernel.actors import ActorKind
from passerelles.kernel.errors import Refusal
from passerelles.myspace.actions.cards import enter_with_card
from passerelles.myspace.forms import NumberForm
from passerelles.myspace.rules.cards import (
    PICTURES,
    SECRET_LENGTH,
    Picture,
    known_pictures,
    read_number,
    spaced,
)
from passerelles.myspace.sessions import close_session, open_session
from passerelles.sharing.throttle import within_limit
from passerelles.web.context import QUICK_EXIT_URL


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Any, number: str = "") -> HttpResponse:
    """First the number (typed, or brought by the QR code), then the pictures one by one.

    What was touched so far travels in the form: nothing is kept of somebody who is not in.
    """
    if request.method != "POST":
        if not number and request.actor.kind is ActorKind.PERSON:
            return redirect("myspace:home")
        return _pictures(request, number) if read_number(number) else _number(request)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _number(request, form)
    touched = known_pictures([*request.POST.getlist("touched"), request.POST.get("picture", "")])
    if len(touched) < SECRET_LENGTH or "erase" in request.POST:
        kept = [] if "erase" in request.POST else touched
        return _pictures(request, form.cleaned_data["number"], kept)
    return _try(request, form.cleaned_data["number"], touched)


def _try(request: Any, number: str, touched: Sequence[Picture]) -> HttpResponse:
    try:
        if not within_limit(request, "access-card"):
            raise Refusal(_("Il y a eu trop d’essais."), _("Attendez 10 minutes. Recommencez."))
        card = enter_with_card(actor=request.actor, number=number, pictures=touched)
    except Refusal as refusal:
        return _pictures(request, number, refusal=refusal)
    open_session(request, card)
    return redirect("myspace:home")


def _number(request: Any, form: NumberForm | None = None) -> HttpResponse:
    context = {"form": form or NumberForm()}
    return render(request, "myspace/enter.html", context, status=422 if form else 200)


def _pictures(
    request: Any,
    number: str,
    touched: Sequence[Picture] = (),
    refusal: Refusal | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "number": read_number(number),
        "spaced_number": spaced(read_number(number)),
        "pictures": PICTURES,
        "touched": touched,
        "missing": range(SECRET_LENGTH - len(touched)),
        "rank": len(touched) + 1,
        "length": SECRET_LENGTH,
        "refusal": refusal,
    }
    return render(request, "myspace/enter_pictures.html", context, status=422 if refusal else 200)


@require_POST
def leave(request: Any) -> HttpResponse:
    return close_session(request, redirect("myspace:left"))


@require_safe
def left(request: Any) -> HttpResponse:
    return render(request, "myspace/left.html")


@require_safe
def quick_exit(request: Any) -> HttpResponse:
    """A link, so that it works without JavaScript: leave, forget, show something else."""
    response = redirect(QUICK_EXIT_URL)
    response["Referrer-Policy"] = "no-referrer"
    return close_session(request, response)
