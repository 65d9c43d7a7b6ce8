from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from passerelles.api import views
from passerelles.api.assembly import patterns
from passerelles.web.routes import Audience, Audit, route

_pages: list[URLPattern] = [
    route(
        "",
        views.reference,
        name="reference",
        audience=Audience.PUBLIC,
        policy="public",
        audit=Audit.NONE,
    )
]

urlpatterns: list[URLResolver] = [
    path("api/", include((_pages, "api_pages"))),
    path("api/v1/", (patterns(), "ninja", "api")),
]
