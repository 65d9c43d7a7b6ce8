from django.apps import AppConfig


class MyspaceConfig(AppConfig):
    name = "passerelles.myspace"
    label = "myspace"
    verbose_name = "Mon espace"

    def ready(self) -> None:
        from passerelles.myspace import events  # noqa: F401 — fills the journal's catalogue
        from passerelles.myspace.actions.cards import check_secret
        from passerelles.sharing.actions import register_card_check

        register_card_check(check_secret)
