from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "passerelles.exchanges"
    label = "exchanges"
    verbose_name = "Échanges"

    def ready(self) -> None:
        # Declares the journal events of the area.
        from passerelles.exchanges import events  # noqa: F401
