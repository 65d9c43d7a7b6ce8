from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "passerelles.people"
    label = "people"
    verbose_name = "Personnes"

    def ready(self) -> None:
        # Declares the journal events of the area.
        from passerelles.people import events  # noqa: F401
