from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "passerelles.worklist"
    label = "worklist"
    verbose_name = "À faire"

    def ready(self) -> None:
        from passerelles.worklist import events  # noqa: F401  (fills the journal's catalogue)
