from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "passerelles.ops"
    label = "ops"
    verbose_name = "Exploitation"
