from django.apps import AppConfig, apps


class SharingConfig(AppConfig):
    name = "passerelles.sharing"
    label = "sharing"
    verbose_name = "Partage"

    def ready(self) -> None:
        from passerelles.sharing import (
            events,  # noqa: F401 — fills the journal's catalogue
            row_security,
        )
        from passerelles.sharing.models import PersonEntry

        entries = {m._meta.db_table for m in apps.get_models() if issubclass(m, PersonEntry)}
        row_security.declare({"people_person", *entries})
        row_security.install()
