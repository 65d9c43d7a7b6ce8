"""URLs of programmes: shipped ones are public, an organisation's own are its team's."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.programmes import views
from passerelles.web.routes import Audience, Audit, route

app_name = "programmes"

_public = partial(route, audience=Audience.PUBLIC, policy="public", audit=Audit.NONE)
_read = partial(route, audience=Audience.PROFESSIONAL, policy="programmes:own", audit=Audit.NONE)
_write = partial(
    route,
    audience=Audience.PROFESSIONAL,
    policy="programmes:own",
    audit=Audit.WRITE,
    right=Right.MANAGE_SETTINGS,
)

PROGRAMMES = "programmes/"
SHIPPED = f"{PROGRAMMES}modeles/<slug:code>/"
OWN = f"{PROGRAMMES}<uuid:programme_id>/"
MEMBERSHIPS = f"{PROGRAMMES}adhesions/"

urlpatterns: list[URLPattern] = [
    # Shipped programmes for everybody; the organisation's own above, for its team.
    _public(PROGRAMMES, views.programmes, name="list"),
    _write(f"{PROGRAMMES}nouveau/", views.create, name="create"),
    _public(SHIPPED, views.shipped, name="shipped"),
    _public(f"{SHIPPED}imprimer/", views.shipped_print, name="shipped_print"),
    _write(f"{SHIPPED}copier/", views.copy, name="copy"),
    _write(f"{MEMBERSHIPS}noter/", views.membership_add, name="membership_add"),
    _write(f"{MEMBERSHIPS}<uuid:adhesion_id>/fin/", views.membership_end, name="membership_end"),
    _read(OWN, views.own, name="own"),
    _read(f"{OWN}imprimer/", views.own_print, name="own_print"),
    _write(f"{OWN}changer/", views.edit, name="edit"),
]
