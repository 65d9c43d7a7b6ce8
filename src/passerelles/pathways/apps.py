from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "passerelles.pathways"
    label = "pathways"
    verbose_name = "Parcours"

    def ready(self) -> None:
        from passerelles.pathways import events  # noqa: F401  (fills the journal's catalogue)
