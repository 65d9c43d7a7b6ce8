from importlib import import_module

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "passerelles.cooperation"
    label = "cooperation"
    verbose_name = "Coopération"

    def ready(self) -> None:
        import_module("passerelles.cooperation.events")
