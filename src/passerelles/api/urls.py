from __future__ import annotations

from functools import partial

from django.urls import URLPattern, URLResolver, include, path

from passerelles.api import views
from passerelles.api.assembly import patterns
from passerelles.web.routes import Audience, Audit, route

_page = partial(route, audience=Audience.PUBLIC, policy="public", audit=Audit.NONE)
_pages: list[URLPattern] = [
    _page("", views.reference, name="reference"),
    _page("objets/<slug:shape>/", views.shape, name="shape"),
]

urlpatterns: list[URLResolver] = [
    path("api/", include((_pages, "api_pages"))),
    path("api/v1/", (patterns(), "ninja", "api")),
]
