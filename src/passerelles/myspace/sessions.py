"""The session of a card: short, started anew at entry, emptied on leaving."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from passerelles.myspace.models import AccessCard

# Read by the gate, which builds the actor of a request from it.
CARD_KEY = "passerelles_card"
# A telephone left on a table, or lent, must not stay open.
IDLE_SECONDS = 30 * 60


def open_session(request: HttpRequest, card: AccessCard) -> None:
    """Start anew: whoever was signed in leaves, a session planted beforehand is worth nothing."""
    logout(request)
    request.session.cycle_key()
    request.session[CARD_KEY] = str(card.id)
    request.session.set_expiry(IDLE_SECONDS)
    rotate_token(request)


def close_session(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Empty the session, and ask the browser to forget what it kept of the pages."""
    logout(request)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
