"""URLs of the law: public pages, and the settings of an organisation's administrator."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, URLResolver, include, path

from passerelles.kernel.actors import Right
from passerelles.rulebook.views import catalogue, overrides
from passerelles.web.routes import Audience, Audit, route

app_name = "rulebook"

_public = partial(route, audience=Audience.PUBLIC, policy="public", audit=Audit.NONE)
_settings = partial(
    route,
    audience=Audience.PROFESSIONAL,
    policy="rulebook:own-values",
    right=Right.MANAGE_SETTINGS,
)

LAW = "droit/"
SETTINGS = "organisation/reglages/droit/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("passerelles.rulebook.simulator.urls")),
    _public(LAW, catalogue.rules, name="rules"),
    _public(f"{LAW}imprimer/", catalogue.rules_print, name="rules_print"),
    _public(f"{LAW}contrats/", catalogue.kinds, name="kinds"),
    _public(f"{LAW}contrats/<slug:kind>/", catalogue.kind, name="kind"),
    _settings(SETTINGS, overrides.values, name="settings", audit=Audit.NONE),
    _settings(f"{SETTINGS}<slug:key>/", overrides.value, name="setting", audit=Audit.WRITE),
    _settings(
        f"{SETTINGS}fin/<uuid:override_id>/",
        overrides.end,
        name="setting_end",
        audit=Audit.WRITE,
    ),
    _public(f"{LAW}<slug:rule_id>/", catalogue.rule, name="rule"),
]
