from importlib import import_module

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "passerelles.skills"
    label = "skills"
    verbose_name = "Compétences"

    def ready(self) -> None:
        from passerelles.pathways.answerable import register_answerable
        from passerelles.pathways.tried import register_tries
        from passerelles.skills.answerable import KINDS
        from passerelles.skills.reviewed import ReviewedTries

        import_module("passerelles.skills.events")
        register_answerable(*KINDS)
        register_tries(ReviewedTries())
