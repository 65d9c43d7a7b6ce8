"""URLs of the area."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.myspace.views import cards, entrance
from passerelles.web.routes import Audience, Audit, route

app_name = "myspace"

_CARD = "dossier/<uuid:person_id>/carte/"

_cards = [
    route(
        _CARD,
        cards.card,
        name="card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.PERSON_READ,
        right=Right.SHARE,
    ),
    route(
        f"{_CARD}nouvelle/",
        cards.new_card,
        name="new_card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.PERSON_READ,
        right=Right.SHARE,
    ),
    route(
        f"{_CARD}arreter/",
        cards.stop_card,
        name="stop_card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.WRITE,
        right=Right.SHARE,
    ),
]

_door = [
    route(
        pattern,
        view,
        name=name,
        audience=Audience.PUBLIC,
        policy="myspace:card:enter",
        audit=Audit.SECURITY,
    )
    for pattern, view, name in (
        ("entrer/", entrance.enter, "enter"),
        ("entrer/<str:number>/", entrance.enter, "enter_number"),
        ("mon-espace/quitter/", entrance.leave, "leave"),
        ("au-revoir/", entrance.left, "left"),
        ("sortie/", entrance.quick_exit, "quick_exit"),
    )
]

urlpatterns: list[URLPattern] = [*_cards, *_door]
