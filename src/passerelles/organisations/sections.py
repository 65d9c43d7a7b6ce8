"""The sections of a profile that are lists: their name in URLs, their model, their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import (
    Activity,
    Capacity,
    Commitment,
    Contact,
    ExternalListing,
    FacilitatorAcquaintance,
    NetworkMembership,
    Part,
    Site,
    ZoneServed,
)


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    model: type[Part]
    title: str | Promise
    add: str | Promise
    empty: str | Promise


_SECTIONS = (
    Section("sites", Site, _("Sites"), _("Ajouter un site"), _("Aucun site.")),
    Section(
        "activites", Activity, _("Activités"), _("Ajouter une activité"), _("Aucune activité.")
    ),
    Section("places", Capacity, _("Places"), _("Ajouter des places"), _("Aucune place indiquée.")),
    Section(
        "zones", ZoneServed, _("Zones d’intervention"), _("Ajouter une zone"), _("Aucune zone.")
    ),
    Section("contacts", Contact, _("Contacts"), _("Ajouter un contact"), _("Aucun contact.")),
    Section(
        "engagements",
        Commitment,
        _("Engagements, labels et conventions"),
        _("Ajouter un engagement"),
        _("Aucun engagement."),
    ),
    Section("reseaux", NetworkMembership, _("Réseaux"), _("Ajouter un réseau"), _("Aucun réseau.")),
    Section(
        "references",
        ExternalListing,
        _("Référencements ailleurs"),
        _("Ajouter un référencement"),
        _("Aucun référencement."),
    ),
    Section(
        "facilitateurs",
        FacilitatorAcquaintance,
        _("Facilitateurs qui nous connaissent"),
        _("Ajouter un facilitateur"),
        _("Aucun facilitateur."),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType({item.slug: item for item in _SECTIONS})


def section(slug: str) -> Section:
    if slug not in SECTIONS:
        raise Hidden(f"section inconnue : {slug}")
    return SECTIONS[slug]
