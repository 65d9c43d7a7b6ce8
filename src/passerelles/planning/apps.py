from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "passerelles.planning"
    label = "planning"
    verbose_name = "Passerelles possibles"
    default_auto_field = "django.db.models.BigAutoField"
