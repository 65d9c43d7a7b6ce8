from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "passerelles.sharing"
    label = "sharing"
    verbose_name = "Partage"
