from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "passerelles.pathways"
    label = "pathways"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from passerelles.pathways import events, paper_subjects  # noqa: F401  (events: catalogue)

        paper_subjects.register()
