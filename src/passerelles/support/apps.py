from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "passerelles.support"
    label = "support"
    verbose_name = "Accompagnement"

    def ready(self) -> None:
        from passerelles.support import events  # noqa: F401  (fills the journal's catalogue)
