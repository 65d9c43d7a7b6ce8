"""All the URLs: one include per area; each entry is in the route ledger."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("compte/", include("allauth.urls")),
]

handler404 = "passerelles.config.gate.not_found"
