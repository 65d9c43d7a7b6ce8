from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "passerelles.sharing"
    label = "sharing"
    verbose_name = "Partage"

    def ready(self) -> None:
        from passerelles.sharing import events  # noqa: F401 — fills the journal's catalogue
