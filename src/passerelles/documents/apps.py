from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "passerelles.documents"
    label = "documents"
    verbose_name = "Papiers"

    def ready(self) -> None:
        # Declares the journal events of the area.
        from passerelles.documents import events  # noqa: F401
