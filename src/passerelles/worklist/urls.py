"""URLs of what is to do."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.web.routes import Audience, Audit, professional_page, route
from passerelles.worklist import views

app_name = "worklist"

urlpatterns: list[URLPattern] = [
    route(
        "a-faire/",
        views.show_list,
        name="home",
        audience=Audience.PROFESSIONAL,
        policy="sharing:visible-to",
        audit=Audit.PEOPLE_READ,
    ),
    professional_page(
        "a-faire/equipe/",
        views.show_team,
        "team",
        "worklist:leads",
        audit=Audit.PEOPLE_READ,
        right=Right.IMPORT_PEOPLE,
    ),
    professional_page(
        "a-faire/equipe/<uuid:user_id>/",
        views.show_colleague,
        "colleague",
        "worklist:leads",
        audit=Audit.PEOPLE_READ,
        right=Right.IMPORT_PEOPLE,
    ),
    route(
        "compte/courriel/",
        views.choose_digest,
        name="digest",
        audience=Audience.PROFESSIONAL,
        policy="accounts:own",
        audit=Audit.WRITE,
    ),
]
