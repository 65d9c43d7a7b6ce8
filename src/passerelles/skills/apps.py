from importlib import import_module

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "passerelles.skills"
    label = "skills"
    verbose_name = "Compétences"

    def ready(self) -> None:
        from passerelles.pathways.answerable import register_answerable
        from passerelles.skills.answerable import KINDS

        import_module("passerelles.skills.events")
        register_answerable(*KINDS)
