"""URLs of the area."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.exchanges.people_csv import views
from passerelles.kernel.actors import Right
from passerelles.web.routes import Audience, Audit, View, route

app_name = "exchanges"


def _people(pattern: str, view: View, name: str, audit: Audit) -> URLPattern:
    return route(
        f"personnes/importer/{pattern}",
        view,
        name=name,
        audience=Audience.PROFESSIONAL,
        policy="exchanges:people",
        audit=audit,
        right=Right.IMPORT_PEOPLE,
    )


urlpatterns: list[URLPattern] = [
    _people("", views.upload, "people_import", Audit.NONE),
    _people("colonnes/", views.columns, "people_import_columns", Audit.NONE),
    _people("rapport/", views.report, "people_import_report", Audit.WRITE),
    _people("modele.csv", views.model_file, "people_template", Audit.NONE),
]
