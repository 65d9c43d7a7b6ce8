"""The front door, the accessibility statement and the help page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from passerelles.kernel.actors import ANONYMOUS, Actor, ActorKind

_PERSON_HOME = ("myspace:home",)
_GUEST_HOME = ("pathways:guest_home",)
_PROFESSIONAL_HOME = ("worklist:home", "accounts:profile")


def home(request: HttpRequest) -> HttpResponse:
    """What Passerelles is, and two doors; whoever is already in goes to their own first page."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    for name in _first_pages(request, actor):
        try:
            return redirect(reverse(name))
        except NoReverseMatch:  # an installation may leave an area out
            continue
    return render(request, "web/home.html", {"doors": _doors()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


def assistance(request: HttpRequest) -> HttpResponse:
    """Whoever is in their own space keeps « Quitter vite » and the way back to it."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is ActorKind.PERSON:
        context = {"layout": "web/person.html", "own_home": reverse(*_PERSON_HOME)}
    else:
        context = {"layout": "web/public.html", "own_home": ""}
    return render(request, "web/help.html", context)


def _first_pages(request: HttpRequest, actor: Actor) -> tuple[str, ...]:
    match actor.kind:
        case ActorKind.PERSON:
            return _PERSON_HOME
        case ActorKind.GUEST:
            return _GUEST_HOME
        case ActorKind.PROFESSIONAL:
            return _professional_pages(request, actor)
        case _:
            return ()


def _professional_pages(request: HttpRequest, actor: Actor) -> tuple[str, ...]:
    if actor.organisation_id is not None:
        return _PROFESSIONAL_HOME
    if getattr(request, "memberships", ()):
        return ("accounts:switch",)
    return ("organisations:platform",) if actor.is_platform_admin else ("accounts:profile",)


def _doors() -> dict[str, str]:
    """Addresses of the two doors; one that leads nowhere here is not shown."""
    doors = {}
    for key, name in (("professional", "account_login"), ("card", "myspace:enter")):
        try:
            doors[key] = reverse(name)
        except NoReverseMatch:
            continue
    return doors
