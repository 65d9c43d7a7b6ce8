from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "passerelles.exchanges"
    label = "exchanges"
    verbose_name = "Échanges"

    def ready(self) -> None:
        # Declares the journal events of the area.
        from passerelles.exchanges import events  # noqa: F401
        from passerelles.exchanges.people_csv import events as people_events  # noqa: F401
