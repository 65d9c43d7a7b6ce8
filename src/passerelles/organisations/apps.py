from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "passerelles.organisations"
    label = "organisations"
    verbose_name = "Organisations"
