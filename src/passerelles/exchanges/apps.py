from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "passerelles.exchanges"
    label = "exchanges"
    verbose_name = "Échanges"
