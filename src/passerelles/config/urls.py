"""All the URLs: one include per area; each entry is in the route ledger."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("passerelles.web.urls")),
    path("", include("passerelles.worklist.urls")),
    path("", include("passerelles.pathways.urls")),
    path("", include("passerelles.support.urls")),
    path("", include("passerelles.skills.urls")),
    path("", include("passerelles.people.urls")),
    path("", include("passerelles.documents.urls")),
    path("", include("passerelles.sharing.urls")),
    path("", include("passerelles.cooperation.urls")),
    path("", include("passerelles.myspace.urls")),
    path("", include("passerelles.exchanges.urls")),
    path("", include("passerelles.organisations.urls")),
    path("", include("passerelles.rulebook.urls")),
    path("", include("passerelles.programmes.urls")),
    path("", include("passerelles.planning.urls")),
    path("", include("passerelles.api.urls")),
    path("", include("passerelles.accounts.urls")),
    path("compte/", include("allauth.urls")),
]

handler500 = "passerelles.config.gate.server_error"
handler404 = "passerelles.config.gate.not_found"
handler429 = "passerelles.accounts.views.too_many_requests"
