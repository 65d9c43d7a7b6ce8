from importlib import import_module

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "passerelles.skills"
    label = "skills"
    verbose_name = "Compétences"

    def ready(self) -> None:
        import_module("passerelles.skills.events")
