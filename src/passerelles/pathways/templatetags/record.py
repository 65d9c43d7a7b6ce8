"""Data of the record layout: ``{% record_header access as header %}``, ``{% record_nav … %}``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


GROUPS: tuple[tuple[str | Promise, tuple[Section, ...]], ...] = (
    (
        _("Le parcours"),
        (
            Section("synthesis", _("Synthèse"), "pathways:synthesis"),
            Section("path", _("Parcours"), "pathways:path", (Volet.PATH,)),
            Section("work", _("Travail"), "pathways:work", (Volet.PATH,)),
            Section("programmes", _("Programmes"), "pathways:programmes", (Volet.PATH,)),
            Section("bridges", _("Passerelles possibles"), "planning:record"),
            Section("papers", _("Papiers"), "documents:papers", (Volet.PATH, Volet.DOCUMENTS)),
        ),
    ),
    (
        _("L’accompagnement"),
        (
            Section("appointments", _("Rendez-vous"), "support:appointments", (Volet.PATH,)),
            Section("acts", _("Accompagnement"), "support:acts", (Volet.PATH,)),
            Section("barriers", _("Freins"), "support:barriers", (Volet.BARRIERS, Volet.SENSITIVE)),
            Section(
                "commitments", _("Engagements"), "support:commitments", (Volet.PATH, Volet.PROJECT)
            ),
            Section("plan", _("Plan et horaires"), "support:plan", (Volet.PATH, Volet.PROJECT)),
            Section("requests", _("Demandes"), "support:requests", (Volet.PATH,)),
            Section("coach", _("Coach bénévole"), "support:coach", (Volet.PROJECT,)),
        ),
    ),
    (
        _("La personne"),
        (
            Section("identity", _("Identité"), "people:identity"),
            Section("facts", _("Ce qui a été dit"), "people:facts"),
            Section("wishes", _("Souhaits"), "people:wishes", (Volet.PROJECT,)),
            Section(
                "situations", _("Situation administrative"), "people:situations", (Volet.SITUATION,)
            ),
            Section("skills", _("Compétences"), "skills:practice", (Volet.SKILLS,)),
            Section("carnet", _("Carnet"), "myspace:carnet", (Volet.SKILLS,)),
            Section("progress", _("Progrès"), "pathways:progress", (Volet.PROGRESS,)),
            Section("notes", _("Notes"), "pathways:notes"),
        ),
    ),
    (
        _("Le partage"),
        (
            Section("sharing", _("Partage"), "sharing:overview"),
            Section("reads", _("Qui a lu"), "sharing:reads"),
        ),
    ),
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


@dataclass(frozen=True, slots=True)
class NavGroup:
    title: str | Promise
    links: tuple[NavLink, ...]


@register.simple_tag
def record_nav(access: RecordAccess) -> list[NavGroup]:
    """Pages of the record; a volet not agreed says so, whatever it holds."""
    return [NavGroup(title, tuple(_links(access, sections))) for title, sections in GROUPS]


def _links(access: RecordAccess, sections: Iterable[Section]) -> Iterator[NavLink]:
    for section in sections:
        if section.key == "notes" and not _opens_notes(access):
            continue
        yield NavLink(
            section.key,
            section.label,
            reverse(section.route, kwargs={"person_id": access.person.id}),
            not section.volets or any(access.may_read(volet) for volet in section.volets),
            badge_of(section.key, current_actor(), access),
        )


def _opens_notes(access: RecordAccess) -> bool:
    """A note belongs to a volet other than identity: with none of them there is no page."""
    return any(volet is not Volet.IDENTITY for volet in (*access.readable, *access.writable))
