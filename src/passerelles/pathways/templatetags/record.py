"""Data of the record layout: ``{% record_header access as header %}``, ``{% record_nav … %}``."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.actors import current_actor
from passerelles.pathways.badges import badge_of
from passerelles.pathways.queries.header import RecordHeader
from passerelles.pathways.queries.header import record_header as header_of
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet

register = template.Library()


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the record; ``volets``: at least one of them must be readable."""

    key: str
    label: str | Promise
    route: str
    volets: tuple[Volet, ...] = ()


SECTIONS = (
    Section("synthesis", _("Synthèse"), "pathways:synthesis"),
    Section("identity", _("Identité"), "people:identity"),
    Section("path", _("Parcours"), "pathways:path", (Volet.PATH,)),
    Section("work", _("Travail"), "pathways:work", (Volet.PATH,)),
    Section("programmes", _("Programmes"), "pathways:programmes", (Volet.PATH,)),
    Section("bridges", _("Passerelles possibles"), "planning:record"),
    Section("carnet", _("Carnet"), "myspace:carnet", (Volet.SKILLS,)),
    Section("skills", _("Compétences"), "skills:practice", (Volet.SKILLS,)),
    Section("progress", _("Progrès"), "pathways:progress", (Volet.PROGRESS,)),
    Section("notes", _("Notes"), "pathways:notes"),
    Section("facts", _("Ce qui a été dit"), "people:facts"),
    Section("situations", _("Situation administrative"), "people:situations", (Volet.SITUATION,)),
    Section("wishes", _("Souhaits"), "people:wishes", (Volet.PROJECT,)),
    Section("papers", _("Papiers"), "documents:papers", (Volet.PATH, Volet.DOCUMENTS)),
    Section("sharing", _("Partage"), "sharing:overview"),
    Section("reads", _("Qui a lu"), "sharing:reads"),
    Section("barriers", _("Freins"), "support:barriers", (Volet.BARRIERS, Volet.SENSITIVE)),
    Section("appointments", _("Rendez-vous"), "support:appointments", (Volet.PATH,)),
    Section("acts", _("Accompagnement"), "support:acts", (Volet.PATH,)),
    Section("requests", _("Demandes"), "support:requests", (Volet.PATH,)),
    Section("plan", _("Plan et horaires"), "support:plan", (Volet.PATH, Volet.PROJECT)),
    Section("coach", _("Coach bénévole"), "support:coach", (Volet.PROJECT,)),
    Section("commitments", _("Engagements"), "support:commitments", (Volet.PATH, Volet.PROJECT)),
)


@dataclass(frozen=True, slots=True)
class NavLink:
    key: str
    label: str | Promise
    url: str
    shared: bool
    waiting: int = 0


@register.simple_tag
def record_header(access: RecordAccess) -> RecordHeader:
    """Name, state, details and the scope banner of a record already opened."""
    return header_of(current_actor(), access)


@register.simple_tag
def record_nav(access: RecordAccess) -> list[NavLink]:
    """Pages of the record; a volet not agreed says so, whatever it holds."""
    return [
        NavLink(
            section.key,
            section.label,
            reverse(section.route, kwargs={"person_id": access.person.id}),
            not section.volets or any(access.may_read(volet) for volet in section.volets),
            badge_of(section.key, current_actor(), access),
        )
        for section in SECTIONS
        if section.key != "notes" or _opens_notes(access)
    ]


def _opens_notes(access: RecordAccess) -> bool:
    """A note belongs to a volet other than identity: with none of them there is no page."""
    return any(volet is not Volet.IDENTITY for volet in (*access.readable, *access.writable))
