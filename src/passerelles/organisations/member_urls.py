"""URLs of members, invitations, settings and the platform."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.organisations import member_views as views
from passerelles.web.routes import Audience, Audit, route

_members = partial(
    route,
    audience=Audience.PROFESSIONAL,
    policy="organisations:members",
    right=Right.MANAGE_MEMBERS,
)
_platform = partial(route, audience=Audience.PLATFORM, policy="organisations:platform")

urlpatterns: list[URLPattern] = [
    _members("organisation/membres/", views.member_list, name="members", audit=Audit.NONE),
    _members("organisation/membres/inviter/", views.invite, name="invite", audit=Audit.WRITE),
    _members(
        "organisation/invitations/<uuid:invitation_id>/annuler/",
        views.cancel_invitation,
        name="cancel_invitation",
        audit=Audit.WRITE,
    ),
    _members(
        "organisation/membres/<uuid:membership_id>/",
        views.change_roles,
        name="member_roles",
        audit=Audit.WRITE,
    ),
    _members(
        "organisation/membres/<uuid:membership_id>/confirmer/",
        views.confirm,
        name="member_confirm",
        audit=Audit.WRITE,
    ),
    _members(
        "organisation/membres/<uuid:membership_id>/fin/",
        views.end,
        name="member_end",
        audit=Audit.WRITE,
    ),
    route(
        "organisation/reglages/",
        views.settings,
        name="settings",
        audience=Audience.PROFESSIONAL,
        policy="organisations:settings",
        audit=Audit.WRITE,
        right=Right.MANAGE_SETTINGS,
    ),
    route(
        "invitation/<str:token>/",
        views.join,
        name="join",
        audience=Audience.PUBLIC,
        policy="organisations:one-time-link",
        audit=Audit.SECURITY,
    ),
    _platform("plateforme/", views.platform, name="platform", audit=Audit.NONE),
    _platform(
        "plateforme/nouvelle/", views.platform_create, name="platform_create", audit=Audit.WRITE
    ),
]
