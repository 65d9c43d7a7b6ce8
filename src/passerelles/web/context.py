"""What every page knows without its view saying so: product name, navigation, who acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind, Right

PRODUCT_NAME = "Passerelles"

# Where "Quitter vite" leads: a page that says nothing about its reader.
QUICK_EXIT_URL = "https://meteofrance.com/"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the main navigation; ``current`` is the value of ``aria-current``."""

    label: str | Promise
    url: str
    current: str = ""


class Look(TypedDict):
    product_name: str
    is_demo: bool
    actor_kind: str
    acting_for: str
    main_nav: list[NavItem]
    home_url: str
    login_url: str
    switch_url: str
    account_url: str
    leave_url: str
    quick_exit_url: str


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str | Promise
    route: str
    right: Right | None = None


_PROFESSIONAL = (
    _Entry(_("À faire"), "worklist:home"),
    _Entry(_("Personnes"), "people:list", Right.READ_PEOPLE),
    _Entry(_("Agenda"), "support:agenda", Right.READ_PEOPLE),
    _Entry(_("Annuaire"), "organisations:search"),
    _Entry(_("Notre fiche"), "organisations:profile", Right.EDIT_DIRECTORY),
    _Entry(_("Projets"), "cooperation:list", Right.EDIT_DIRECTORY),
    _Entry(_("Mon organisation"), "organisations:members", Right.MANAGE_MEMBERS),
    _Entry(_("Journal"), "sharing:journal", Right.READ_JOURNAL),
)
# Whoever looks after the platform opens organisations and reads no record: nothing to do there.
_PLATFORM = (
    _Entry(_("Organisations"), "organisations:platform"),
    _Entry(_("Annuaire"), "organisations:search"),
)
_PUBLIC = (
    _Entry(_("Annuaire"), "organisations:search"),
    _Entry(_("Le droit"), "rulebook:rules"),
)

# How each kind of actor leaves; the first route that exists is used.
_LEAVE = {
    ActorKind.PROFESSIONAL: ("account_logout",),
    ActorKind.PERSON: ("myspace:leave", "account_logout"),
    ActorKind.GUEST: ("sharing:guest_leave",),
}


def _reverse(*routes: str) -> str:
    """Address of the first route that exists in this installation, or nothing."""
    for route in routes:
        try:
            return reverse(route)
        except NoReverseMatch:
            continue
    return ""


def _current(url: str, path: str) -> str:
    """``page`` on the page itself, ``true`` on a page below it."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def _navigation(entries: Iterable[_Entry], actor: Actor, path: str) -> list[NavItem]:
    items = []
    for entry in entries:
        if entry.right and not actor.may(entry.right):
            continue
        if url := _reverse(entry.route):
            items.append(NavItem(entry.label, url, _current(url, path)))
    return items


def _entries(actor: Actor) -> tuple[_Entry, ...]:
    if actor.kind is ActorKind.PROFESSIONAL:
        alone = actor.is_platform_admin and actor.organisation_id is None
        return _PLATFORM if alone else _PROFESSIONAL
    return _PUBLIC if actor.kind is ActorKind.ANONYMOUS else ()


def _acting_for(request: HttpRequest) -> str:
    """Name of the organisation the professional acts for, empty while none is chosen."""
    membership = getattr(request, "membership", None)
    return str(membership.organisation) if membership else ""


def look(request: HttpRequest) -> Look:
    """Context processor.  Error pages may come before the actor is known: then anonymous.

    ``request.membership`` and ``request.memberships`` are set with the actor; they are only
    read by name here, the directory being above this layer.
    """
    actor: Actor = getattr(request, "actor", None) or ANONYMOUS
    professional = actor.kind is ActorKind.PROFESSIONAL
    several = len(getattr(request, "memberships", None) or ()) > 1
    return {
        "product_name": PRODUCT_NAME,
        "is_demo": bool(settings.DEMO),
        "actor_kind": actor.kind.value,
        "acting_for": _acting_for(request) if professional else "",
        "main_nav": _navigation(_entries(actor), actor, request.path),
        "home_url": "/",
        "login_url": "" if actor.kind is not ActorKind.ANONYMOUS else _reverse("account_login"),
        "switch_url": _reverse("accounts:switch") if professional and several else "",
        "account_url": _reverse("accounts:profile") if actor.user_id else "",
        "leave_url": _reverse(*_LEAVE.get(actor.kind, ())),
        # Through our own server, so that the session is emptied even without JavaScript.
        "quick_exit_url": _reverse("myspace:quick_exit") or QUICK_EXIT_URL,
    }
