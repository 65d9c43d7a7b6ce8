"""URLs of the area; sign-in, passwords and second factors are allauth's, under ``compte/``."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.accounts import views
from passerelles.web.routes import Audience, Audit, route

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    route(
        "compte/",
        views.profile,
        name="profile",
        audience=Audience.SIGNED_IN,
        policy="accounts:own",
        audit=Audit.NONE,
    ),
    route(
        "compte/profil/",
        views.edit_profile,
        name="edit_profile",
        audience=Audience.SIGNED_IN,
        policy="accounts:own",
        audit=Audit.WRITE,
    ),
    route(
        "compte/organisation/",
        views.switch,
        name="switch",
        audience=Audience.SIGNED_IN,
        policy="accounts:own-memberships",
        audit=Audit.SECURITY,
    ),
    route(
        "compte/ouvrir/<str:token>/",
        views.own_open,
        name="own_open",
        audience=Audience.PUBLIC,
        policy="accounts:one-time-link",
        audit=Audit.SECURITY,
    ),
]
