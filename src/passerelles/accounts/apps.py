from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "passerelles.accounts"
    label = "accounts"
    verbose_name = "Comptes"

    def ready(self) -> None:
        import_module("passerelles.accounts.events")
