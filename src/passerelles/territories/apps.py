from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "passerelles.territories"
    label = "territories"
    verbose_name = "Territoires"
