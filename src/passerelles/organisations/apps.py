from importlib import import_module

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "passerelles.organisations"
    label = "organisations"
    verbose_name = "Organisations"

    def ready(self) -> None:
        import_module("passerelles.organisations.events")
