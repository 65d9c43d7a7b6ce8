from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "passerelles.support"
    label = "support"
    verbose_name = "Accompagnement"

    def ready(self) -> None:
        from passerelles.law.programmes.model import MetBy
        from passerelles.pathways.badges import register_badge
        from passerelles.pathways.held_days import register_held_days
        from passerelles.pathways.open_barriers import (
            register_barrier_counter,
            register_heavy_counter,
        )
        from passerelles.pathways.planned_dimensions import register_planned_dimensions
        from passerelles.support import events  # noqa: F401  (fills the journal's catalogue)
        from passerelles.support.queries.counting import open_heavy_barriers, open_main_barriers
        from passerelles.support.queries.held import meetings_held, partners_met
        from passerelles.support.queries.requests import waiting_count
        from passerelles.support.queries.sides import planned_by_enrolment, planned_lines

        register_badge("requests", waiting_count)
        register_barrier_counter(open_main_barriers)
        register_heavy_counter(open_heavy_barriers)
        register_planned_dimensions(planned_by_enrolment, planned_lines)
        register_held_days(MetBy.MEETING, meetings_held)
        register_held_days(MetBy.PARTNER_SESSION, partners_met)
