"""The gate: puts the actor in scope, enforces the route ledger, journals the reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from passerelles.config.actors import actor_of
from passerelles.journal.actions import record_all
from passerelles.kernel.actors import Actor, ActorKind, acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.sharing.reading import collecting
from passerelles.web.routes import Audience, Audit, Route, ledger_entry

log = structlog.get_logger(__name__)

READ_AUDITS = {Audit.PERSON_READ, Audit.PEOPLE_READ}


class GateMiddleware:
    """Around every view: who acts, may they come here, and what did they read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        request.actor = actor  # type: ignore[attr-defined]
        with acting_as(actor), collecting() as reads:
            try:
                response = self.get_response(request)
            finally:
                # Even a page that failed has shown or computed something: the line stays.
                record_all(reads, actor=actor)
            return _checked(request, response, bool(reads))

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else None
        entry = ledger_entry(view, name)
        if entry is None:
            log.error("route without ledger entry", route=name)
            return not_found(request)
        request.ledger = entry  # type: ignore[attr-defined]
        return _refused(request, entry)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Hidden):
            return not_found(request)
        if isinstance(error, Conflict):
            return render(request, "web/conflict.html", {"refusal": error}, status=409)
        if isinstance(error, Refusal):
            return render(request, "web/refusal.html", {"refusal": error}, status=422)
        return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one 404: absent and forbidden look exactly the same."""
    return render(request, "web/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A failure is said plainly, and what to do; its details stay in the logs."""
    return render(request, "web/error_500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere or waited too long: start again from the page."""
    return render(request, "web/error_403_csrf.html", status=403)


def _refused(request: HttpRequest, entry: Route) -> HttpResponseBase | None:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if entry.audience is Audience.PUBLIC:
        return None
    if actor.kind is ActorKind.ANONYMOUS:
        return _sign_in(request, entry.audience)
    if not _in_audience(actor, entry.audience):
        return _choose_or_404(request, actor, entry)
    if entry.right is not None and not actor.may(entry.right):
        return not_found(request)
    if _must_add_second_factor(request, actor):
        return redirect("mfa_index")
    return None


def _in_audience(actor: Actor, audience: Audience) -> bool:
    match audience:
        case Audience.PROFESSIONAL:
            return actor.kind is ActorKind.PROFESSIONAL and actor.organisation_id is not None
        case Audience.PERSON:
            return actor.kind is ActorKind.PERSON
        case Audience.GUEST:
            return actor.kind is ActorKind.GUEST
        case Audience.PLATFORM:
            return actor.is_platform_admin
        case Audience.SIGNED_IN:
            return actor.user_id is not None
        case _:
            return False


def _sign_in(request: HttpRequest, audience: Audience) -> HttpResponseBase:
    if audience is Audience.PERSON:
        return redirect("myspace:enter")
    if audience is Audience.GUEST:
        return not_found(request)
    # Only the path: nothing typed in a query string travels through the sign-in page.
    return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}")


def _choose_or_404(request: HttpRequest, actor: Actor, entry: Route) -> HttpResponseBase:
    several = len(getattr(request, "memberships", [])) > 1
    if entry.audience is Audience.PROFESSIONAL and actor.organisation_id is None and several:
        return redirect("accounts:switch")
    return not_found(request)


def _must_add_second_factor(request: HttpRequest, actor: Actor) -> bool:
    """Closed until there is a second factor: where the organisation requires it, and always
    for whoever administers the platform (save on the demonstration, which is public)."""
    if request.ledger.audience is Audience.SIGNED_IN:  # type: ignore[attr-defined]
        return False
    membership = getattr(request, "membership", None)
    required = membership is not None and membership.organisation.mfa_required
    if not required and not (actor.is_platform_admin and not settings.DEMO):
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return request.user.is_authenticated and not is_mfa_enabled(request.user)


def _checked(request: HttpRequest, response: HttpResponse, noted: bool) -> HttpResponse:
    """A page that shows a record without a read line never leaves the server."""
    entry: Route | None = getattr(request, "ledger", None)
    if entry is None or entry.audit is not Audit.PERSON_READ or response.status_code != 200:
        return response
    if noted:
        return response
    log.error("record shown without a read line", policy=entry.policy)
    if settings.DEBUG:
        raise RuntimeError("Une page montre un dossier sans ligne de lecture.")
    return render(request, "web/error_500.html", status=500)
