"""Sessions end by themselves: after a while without activity, and after a day's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from passerelles.accounts.events import SESSION_EXPIRED
from passerelles.accounts.sessions import (
    LIMITS,
    TOUCH_EVERY,
    Life,
    holder,
    life_of,
    write_life,
)
from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind


class SessionLimitsMiddleware:
    """Closes a session at its limits; otherwise notes, once a minute, that it was used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key, who = holder(request.session)
        if key:
            self._live_or_close(request, key, who)
        return self.get_response(request)

    def _live_or_close(self, request: HttpRequest, key: str, who: str) -> None:
        now = clock.now()
        life = life_of(request.session, who, now)
        if life is None:
            _touch(request, Life(who=who, started=now, seen=now))
        elif limit := life.over(LIMITS[key], now):
            _close(request, limit)
        elif now - life.seen >= TOUCH_EVERY:
            _touch(request, replace(life, seen=now))


def _touch(request: HttpRequest, life: Life) -> None:
    write_life(request.session, life)
    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)  # the list of devices


def _close(request: HttpRequest, limit: str) -> None:
    record(SESSION_EXPIRED, actor=_who_was_there(request), details={"limit": limit})
    logout(request)
    messages.info(
        request,
        _("Par sécurité, la session s’est fermée toute seule. Entrez de nouveau pour continuer."),
    )


def _who_was_there(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return Actor(kind=ActorKind.PROFESSIONAL, user_id=UUID(str(request.user.pk)))
