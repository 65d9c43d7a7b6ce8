from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "passerelles.pathways"
    label = "pathways"
    verbose_name = "Parcours"
