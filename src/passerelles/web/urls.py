"""URLs of the area."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.web import views
from passerelles.web.routes import Audience, Audit, route

app_name = "web"

urlpatterns: list[URLPattern] = [
    route("", views.home, name="home", audience=Audience.PUBLIC, policy="public", audit=Audit.NONE),
    route(
        "accessibilite/",
        views.accessibility,
        name="accessibility",
        audience=Audience.PUBLIC,
        policy="public",
        audit=Audit.NONE,
    ),
    route(
        "aide/",
        views.assistance,
        name="help",
        audience=Audience.PUBLIC,
        policy="public",
        audit=Audit.NONE,
    ),
]
