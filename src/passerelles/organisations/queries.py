"""Reading one profile: what this reader may see of it, how complete it is, who is near."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, Right
from passerelles.kernel.errors import Hidden
from passerelles.organisations.models import (
    Activity,
    Adherent,
    Capacity,
    Commitment,
    Contact,
    ExternalListing,
    FacilitatorAcquaintance,
    NetworkMembership,
    Organisation,
    Prospect,
    ProspectStep,
    Site,
    ZoneServed,
)
from passerelles.organisations.policy import (
    get_visible,
    knows_name,
    may_read_contacts,
    name_for,
    visible_to,
)
from passerelles.organisations.rules.completeness import (
    Completeness,
    ProfileFacts,
    completeness,
)
from passerelles.organisations.rules.kinds import GATHERING, gathers
from passerelles.organisations.rules.recruiting import (
    STAGE_LABELS,
    Conversion,
    Stage,
    conversions,
    furthest,
)
from passerelles.organisations.searching import Criteria, Hit, hits, search

NEIGHBOURS_KM = 30
NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as one reader sees it; ``known`` is False under a neutral label, then empty."""

    organisation: Organisation
    name: str
    known: bool
    is_own: bool
    may_edit: bool = False
    sites: tuple[Site, ...] = ()
    activities: tuple[Activity, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    zones: tuple[ZoneServed, ...] = ()
    contacts: tuple[Contact, ...] = ()
    contacts_hidden: bool = False
    commitments: tuple[Commitment, ...] = ()
    networks: tuple[tuple[NetworkMembership, str], ...] = ()
    adherents: tuple[tuple[UUID, str], ...] = ()
    listings: tuple[ExternalListing, ...] = ()
    facilitators: tuple[FacilitatorAcquaintance, ...] = ()
    completeness: Completeness | None = None

    @property
    def main_site(self) -> Site | None:
        return next((site for site in self.sites if site.main), None) or next(
            iter(self.sites), None
        )


def profile(actor: Actor, organisation_id: UUID) -> Profile:
    """What the actor may see of a profile; raises Hidden when they may not find it at all."""
    organisation = get_visible(actor, organisation_id)
    if not knows_name(actor, organisation):
        return Profile(organisation, organisation.outside_name, known=False, is_own=False)
    own = organisation.pk == actor.organisation_id
    contacts = tuple(organisation.contact_lines.all())
    readable = may_read_contacts(actor, organisation)
    commitments = tuple(c for c in organisation.commitment_lines.all() if own or c.public)
    return Profile(
        organisation,
        organisation.name,
        known=True,
        is_own=own,
        may_edit=own and actor.may(Right.EDIT_DIRECTORY),
        sites=tuple(organisation.site_lines.select_related("commune")),
        activities=tuple(organisation.activity_lines.all()),
        capacities=tuple(organisation.capacity_lines.all()),
        zones=tuple(organisation.zoneserved_lines.all()),
        contacts=contacts if readable else (),
        contacts_hidden=bool(contacts) and not readable,
        commitments=commitments,
        networks=_networks(actor, organisation),
        adherents=_adherents(actor, organisation),
        listings=tuple(organisation.externallisting_lines.all()),
        facilitators=tuple(organisation.facilitatoracquaintance_lines.all()),
        completeness=profile_completeness(organisation),
    )


def profile_completeness(organisation: Organisation) -> Completeness:
    site = organisation.site_lines.order_by("-main").first()
    places = organisation.capacity_lines.order_by("-as_of").first()
    facts = ProfileFacts(
        description=bool(organisation.description.strip()),
        place=site is not None and site.commune_id is not None,
        siret=site is not None and bool(site.siret),
        website=bool(organisation.website),
        activities=organisation.activity_lines.count(),
        contacts=organisation.contact_lines.count(),
        zones=organisation.zoneserved_lines.count(),
        commitments=organisation.commitment_lines.count(),
        networks=organisation.networkmembership_lines.count(),
        listings=organisation.externallisting_lines.count(),
        facilitators=organisation.facilitatoracquaintance_lines.count(),
        places_as_of=places.as_of if places else None,
        has_places=places is not None and places.available is not None,
    )
    return completeness(facts, organisation.kind_row, today=clock.today())


def neighbours(actor: Actor, organisation: Organisation) -> list[Hit]:
    """Organisations around that have no link with it yet: neither network nor contact noted."""
    site = organisation.site_lines.select_related("commune__departement").filter(
        commune__isnull=False
    )
    place = site.order_by("-main").first()
    if place is None or place.commune is None or not knows_name(actor, organisation):
        return []
    linked = _linked(organisation) | {organisation.pk}
    around = search(actor, Criteria(commune=place.commune, km=NEIGHBOURS_KM))
    near = [item for item in around if item.known and item.km is not None]
    return hits(actor, [item for item in near if item.id not in linked][:NEIGHBOURS])


def networks(actor: Actor) -> list[tuple[UUID, str]]:
    """Networks and groups of the directory, for a filter."""
    rows = visible_to(actor).filter(kind__in=GATHERING, sensitive=False)
    return list(rows.order_by("folded_name").values_list("id", "name"))


def own_kind(actor: Actor) -> str:
    """Kind of the actor's organisation; empty without one."""
    if actor.organisation_id is None:
        return ""
    ours = Organisation.objects.filter(pk=actor.organisation_id)
    return ours.values_list("kind", flat=True).first() or ""


def register(actor: Actor, group_id: UUID) -> list[tuple[Adherent, str]]:
    """Adherents the group says it has or had, each under the name this reader may see."""
    rows = Adherent.objects.filter(group=group_id).select_related("company")
    return [(row, name_for(actor, row.company) if row.company else row.name) for row in rows]


def adherent_of(actor: Actor, group: Organisation, adherent_id: UUID) -> tuple[Adherent, str]:
    """One of them, or the same "not found" whether absent or another group's."""
    for row, name in register(actor, group.pk):
        if row.pk == adherent_id:
            return row, name
    raise Hidden("adhérent d’un autre groupement")


def prospects(actor: Actor) -> QuerySet[Prospect]:
    """Establishments the actor's organisation follows, with their steps."""
    steps = ProspectStep.objects.select_related("by")
    return (
        Prospect.objects.filter(leader=actor.organisation_id)
        .select_related("establishment")
        .prefetch_related(Prefetch("steps", queryset=steps))
    )


@dataclass(frozen=True, slots=True)
class Followed:
    prospect: Prospect
    name: str
    stage: Stage
    steps: tuple[ProspectStep, ...]

    @property
    def label(self) -> str:
        return STAGE_LABELS[self.stage]


def followed(actor: Actor) -> tuple[list[Followed], tuple[Conversion, ...]]:
    """Establishments with where each stands, and how many pass from a stage to the next."""
    lines = []
    for prospect in prospects(actor):
        steps = tuple(prospect.steps.all())
        stage = furthest(Stage(step.stage) for step in steps)
        name = name_for(actor, prospect.establishment)
        lines.append(Followed(prospect, name, stage, steps))
    return lines, conversions(line.stage for line in lines)


def _networks(
    actor: Actor, organisation: Organisation
) -> tuple[tuple[NetworkMembership, str], ...]:
    rows = organisation.networkmembership_lines.select_related("network")
    seen = set(visible_to(actor).values_list("pk", flat=True).filter(pk__in=rows.values("network")))
    return tuple((row, name_for(actor, row.network)) for row in rows if row.network_id in seen)


def _adherents(actor: Actor, organisation: Organisation) -> tuple[tuple[UUID, str], ...]:
    """Members of a network, each under the name this reader may see."""
    if not gathers(organisation.kind):
        return ()
    rows = visible_to(actor).filter(networkmembership_lines__network=organisation)
    return tuple((row.pk, name_for(actor, row)) for row in rows.order_by("folded_name")[:200])


def _linked(organisation: Organisation) -> set[UUID]:
    networks = set(organisation.networkmembership_lines.values_list("network_id", flat=True))
    same = NetworkMembership.objects.filter(
        Q(network__in=networks) | Q(network=organisation)
    ).values_list("organisation_id", flat=True)
    contacted = Prospect.objects.filter(
        Q(leader=organisation) | Q(establishment=organisation)
    ).values_list("establishment_id", "leader_id")
    return networks | set(same) | {id_ for pair in contacted for id_ in pair}
