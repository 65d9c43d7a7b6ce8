from django.apps import AppConfig


class MyspaceConfig(AppConfig):
    name = "passerelles.myspace"
    label = "myspace"
    verbose_name = "Mon espace"
