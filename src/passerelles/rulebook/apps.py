from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "passerelles.rulebook"
    label = "rulebook"
    verbose_name = "Recueil des règles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("passerelles.rulebook.events")
