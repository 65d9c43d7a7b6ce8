"""Addresses of the simulator: open to all, they never carry what was told."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.rulebook.simulator import views
from passerelles.web.routes import Audience, Audit, route

urlpatterns: list[URLPattern] = [
    route(
        "simulateur/",
        views.entrance,
        name="simulator_entrance",
        audience=Audience.PUBLIC,
        policy="public",
        audit=Audit.NONE,
    ),
    route(
        "simulateur/<slug:slug>/",
        views.simulator,
        name="simulator",
        audience=Audience.PUBLIC,
        policy="public",
        audit=Audit.NONE,
    ),
]
