"""URLs of workshops, of what a person practised, and of the fit of an activity."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.skills.views import practice, workshops
from passerelles.web.routes import Audience, Audit, professional_page, route

app_name = "skills"

_read = partial(professional_page, policy="skills:workshop", audit=Audit.NONE)
_write = partial(
    professional_page, policy="skills:own-workshop", audit=Audit.WRITE, right=Right.WRITE_PEOPLE
)

ALL = "ateliers/"
ONE = f"{ALL}<uuid:workshop_id>/"
RECORD = "dossier/<uuid:person_id>/competences/"

urlpatterns: list[URLPattern] = [
    _read(ALL, workshops.workshops, "workshops"),
    _write(f"{ALL}nouveau/", workshops.new_workshop, "new_workshop"),
    professional_page(
        f"{ALL}adequation/",
        practice.fit,
        "fit",
        "sharing:visible-to",
        audit=Audit.PEOPLE_READ,
    ),
    _read(ONE, workshops.workshop, "workshop"),
    _write(f"{ONE}version/", workshops.new_content, "new_content", policy="skills:workshop"),
    _write(f"{ONE}version/<int:number>/", workshops.decide, "decide"),
    _write(f"{ONE}relecture/", workshops.invite, "invite"),
    _write(f"{ONE}relecture/<uuid:reviewer_id>/retirer/", workshops.remove, "remove_reviewer"),
    _write(f"{ONE}seance/<uuid:sheet_id>/ecarter/", workshops.day_aside, "set_day_aside"),
    _write(f"{ONE}seance/", workshops.new_day, "new_day", audit=Audit.PEOPLE_READ),
    professional_page(RECORD, practice.practice, "practice", "sharing:read:skills"),
    professional_page(
        f"{RECORD}essai/",
        practice.new_attempt,
        "new_attempt",
        "sharing:write:skills",
        right=Right.WRITE_PEOPLE,
    ),
    professional_page(
        f"{RECORD}essai/<uuid:attempt_id>/ecarter/",
        practice.attempt_aside,
        "set_attempt_aside",
        "skills:own-line",
        right=Right.WRITE_PEOPLE,
    ),
    professional_page(
        f"{RECORD}seance/<uuid:participation_id>/ecarter/",
        practice.participation_aside,
        "set_participation_aside",
        "skills:own-line",
        right=Right.WRITE_PEOPLE,
    ),
    route(
        "mon-espace/essais/",
        practice.my_practice,
        name="mine",
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.PERSON_READ,
    ),
]
