"""URLs of cooperation projects."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.cooperation.views import bodies, pooling
from passerelles.cooperation.views import projects as views
from passerelles.kernel.actors import Right
from passerelles.web.routes import Audience, Audit, View, route

app_name = "cooperation"


def _read(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy="cooperation:project",
        audit=Audit.NONE,
    )


def _write(pattern: str, view: View, name: str) -> URLPattern:
    return route(
        pattern,
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy="cooperation:project",
        audit=Audit.WRITE,
        right=Right.EDIT_DIRECTORY,
    )


PROJECTS = "cooperation/projets/"
PROJECT = f"{PROJECTS}<uuid:project_id>/"
MILESTONE = f"{PROJECT}jalons/<uuid:milestone_id>/"
BODY = "cooperation/instances/<uuid:body_id>/"
MEETING = f"{BODY}reunions/<uuid:meeting_id>/"

urlpatterns: list[URLPattern] = [
    _read(PROJECTS, views.projects, "list"),
    _write(f"{PROJECTS}nouveau/", views.create, "create"),
    _read(PROJECT, views.detail, "detail"),
    _write(f"{PROJECT}jalons/ajouter/", views.milestone_add, "milestone_add"),
    _write(MILESTONE, views.milestone_edit, "milestone_edit"),
    _write(f"{MILESTONE}fait/", views.milestone_done, "milestone_done"),
    _write(f"{MILESTONE}a-refaire/", views.milestone_undone, "milestone_undone"),
    _write(f"{PROJECT}partenaires/ajouter/", views.partner_add, "partner_add"),
    _write(
        f"{PROJECT}partenaires/<uuid:partner_id>/retirer/", views.partner_remove, "partner_remove"
    ),
    # Bodies: who decides, and what the users think of it
    _write(f"{PROJECT}instances/nouvelle/", bodies.create, "body_create"),
    _read(BODY, bodies.body, "body"),
    _read(f"{BODY}en-mots-simples/", bodies.plainly, "body_plain"),
    _write(f"{BODY}sieges/ajouter/", bodies.seat_add, "seat_add"),
    _write(f"{BODY}sieges/<uuid:seat_id>/retirer/", bodies.seat_remove, "seat_remove"),
    _write(f"{BODY}reunions/prevoir/", bodies.meeting_plan, "meeting_plan"),
    _write(f"{MEETING}compte-rendu/", bodies.minutes, "minutes"),
    _write(f"{MEETING}decision/", bodies.decide, "decide"),
    _write(f"{MEETING}avis/", bodies.opinion, "opinion"),
    # What partners put in common
    _read(f"{PROJECT}en-commun/", pooling.pooling, "pooling"),
    _write(f"{PROJECT}en-commun/moyen/", pooling.mean_add, "mean_add"),
    _write(f"{PROJECT}en-commun/moyen/<uuid:mean_id>/", pooling.mean_edit, "mean_edit"),
    _write(f"{PROJECT}en-commun/offre/", pooling.offer_add, "offer_add"),
    _write(f"{PROJECT}en-commun/offre/<uuid:offer_id>/", pooling.offer_edit, "offer_edit"),
]
