"""URLs of possible bridges: in a record, and in the person's own space."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.planning.views import own, record
from passerelles.web.routes import Audience, Audit, route

app_name = "planning"

RECORD = "dossier/<uuid:person_id>/passerelles/"
_professional = partial(
    route, audience=Audience.PROFESSIONAL, policy="planning:record", right=Right.READ_PEOPLE
)
_person = partial(route, audience=Audience.PERSON, policy="myspace:own-record")

urlpatterns: list[URLPattern] = [
    _professional(RECORD, record.possible_bridges, name="record", audit=Audit.PERSON_READ),
    _professional(
        f"{RECORD}imprimer/",
        record.print_bridges,
        name="print",
        audit=Audit.PERSON_READ,
    ),
    _professional(f"{RECORD}choisir/", record.choose, name="choose", audit=Audit.PERSON_READ),
    _person("mon-espace/passerelles/", own.my_bridges, name="mine", audit=Audit.PERSON_READ),
    _person("mon-espace/passerelles/choisir/", own.i_choose, name="i_choose", audit=Audit.WRITE),
]
