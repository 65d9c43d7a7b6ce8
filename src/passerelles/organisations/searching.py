"""Searching the directory: one list of what was found, for the page, the map and the names.

What an actor may not know cannot be found by it: a sensitive organisation outside one's circle
answers only to its neutral label and to the département, never to its name, its kind, its
activity or a distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from passerelles.kernel.actors import Actor
from passerelles.kernel.text import fold
from passerelles.organisations.models import Activity, Organisation, Site, ZoneServed
from passerelles.organisations.policy import known_by_name, visible_to
from passerelles.organisations.rules import looking
from passerelles.organisations.rules.kinds import NEUTRAL_LABEL, kind
from passerelles.territories.models import Commune
from passerelles.territories.rules import bounding_box, haversine_km, road_km

DEFAULT_KM = 30
MAP_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Criteria:
    text: str = ""
    kinds: tuple[str, ...] = ()
    activity: str = ""
    commune: Commune | None = None
    km: int = DEFAULT_KM
    network: UUID | None = None
    ess_first: bool = False
    by_name: bool = False

    @property
    def names_something_hidden(self) -> bool:
        """Asked by what a sensitive organisation does not tell: it must stay out."""
        return bool(self.kinds or self.activity or self.network)


@dataclass(slots=True)
class Found:
    """One answer, light enough to make thousands of."""

    id: UUID
    folded_name: str
    in_ess: bool
    known: bool = True
    rank: float = 0.0
    km: float | None = None
    serves: bool = False  # outside the radius, but works in this commune


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the results: the organisation under the name this reader may see."""

    organisation: Organisation
    name: str
    known: bool
    km: float | None
    serves: bool
    site: Site | None
    activities: tuple[str, ...] = ()
    available: int | None = None

    @property
    def road_km(self) -> int | None:
        return None if self.km is None else max(1, round(road_km(self.km)))

    @property
    def straight_km(self) -> int | None:
        return None if self.km is None else round(self.km)


@dataclass(frozen=True, slots=True)
class MapPoint:
    id: UUID
    name: str
    kind: str
    latitude: float
    longitude: float


def search(actor: Actor, criteria: Criteria) -> list[Found]:
    """Everything the actor may see that answers the criteria, in reading order."""
    found = _near(list(_named(_open(actor, criteria), criteria)), criteria)
    if not criteria.names_something_hidden:
        found += _closed(actor, criteria)
    return sorted(found, key=lambda item: _order(item, criteria))


def hits(actor: Actor, page: Iterable[Found]) -> list[Hit]:
    """The rows of one page of results, in a bounded number of queries."""
    page = list(page)
    organisations = Organisation.objects.prefetch_related(
        "site_lines__commune", "activity_lines", "capacity_lines"
    ).in_bulk([item.id for item in page])
    return [_hit(item, organisations[item.id]) for item in page if item.id in organisations]


def map_points(found: Iterable[Found]) -> tuple[list[MapPoint], bool]:
    """Sites to draw and whether some were left out; nothing of what the reader may not know."""
    known = {item.id for item in found if item.known}
    rows = Site.objects.filter(latitude__isnull=False, longitude__isnull=False).values_list(
        "organisation_id", "organisation__name", "organisation__kind", "latitude", "longitude"
    )
    if len(known) <= MAP_LIMIT:
        rows = rows.filter(organisation__in=known)
    points = [
        MapPoint(id_, name, kind_key, lat, lon)
        for id_, name, kind_key, lat, lon in rows
        if id_ in known and lat is not None and lon is not None
    ]
    return points[:MAP_LIMIT], len(points) > MAP_LIMIT


def suggest_names(actor: Actor, text: str, limit: int = 10) -> list[tuple[UUID, str]]:
    """Names for an autocomplete, under the same rules as the search."""
    if not fold(text):
        return []
    page = search(actor, Criteria(text=text))[:limit]
    return [(hit.organisation.pk, hit.name) for hit in hits(actor, page)]


def _open(actor: Actor, criteria: Criteria) -> QuerySet[Organisation]:
    """Organisations known by name that answer what the database can decide."""
    rows = visible_to(actor).filter(known_by_name(actor))
    if criteria.kinds:
        rows = rows.filter(kind__in=criteria.kinds)
    if criteria.network:
        rows = rows.filter(networkmembership_lines__network=criteria.network)
    if words := fold(criteria.activity).split():
        doing = Activity.objects.all()
        for word in words:
            doing = doing.filter(folded_label__contains=word)
        rows = rows.filter(pk__in=doing.values("organisation"))
    return rows


def _named(rows: QuerySet[Organisation], criteria: Criteria) -> Iterator[Found]:
    typed = fold(criteria.text)
    if number := _number(typed):
        yield from (item for item, _text in _light(rows.filter(number)))
        return
    words = typed.split()
    exact = rows
    for word in words:
        exact = exact.filter(search_text__contains=word)
    light = _light(exact)
    if not words:
        yield from (item for item, _text in light)
    elif light:
        for item, text in light:
            item.rank = float(looking.closeness(typed, words, text))
            yield item
    else:
        candidates = {item.id: (item, text) for item, text in _light(rows)}
        alike = looking.forgiving(typed, ((id_, text) for id_, (_i, text) in candidates.items()))
        for id_, score in alike.items():
            item = candidates[id_][0]
            item.rank = score
            yield item


def _number(typed: str) -> Q:
    """A search by SIREN, SIRET or FINESS rather than by name; empty otherwise."""
    digits = typed.replace(" ", "")
    if not (digits.isascii() and digits[:-1].isdigit() and len(digits) in (9, 14)):
        return Q()
    sites = Site.objects.filter(Q(siret=digits) | Q(finess=digits.upper()))
    return Q(siren=digits) | Q(pk__in=sites.values("organisation"))


def _light(rows: QuerySet[Organisation]) -> list[tuple[Found, str]]:
    values = rows.values_list("id", "folded_name", "search_text", "kind", "ess")
    return [
        (Found(id_, name, kind(kind_key).ess if ess is None else ess), text)
        for id_, name, text, kind_key, ess in values
    ]


def _near(found: list[Found], criteria: Criteria) -> list[Found]:
    commune = criteria.commune
    if commune is None:
        return found
    distances = _distances(commune, criteria.km)
    serving = _serving(commune)
    kept = [item for item in found if item.id in distances or item.id in serving]
    for item in kept:
        item.km = distances.get(item.id)
        item.serves = item.km is None
    return kept


def _distances(commune: Commune, km: float) -> dict[UUID, float]:
    """Nearest site of each organisation within reach: cut by a box first, then exactly."""
    if commune.point is None:
        sites = Site.objects.filter(commune=commune).values_list("organisation_id", flat=True)
        return dict.fromkeys(sites, 0.0)
    lat, lon = commune.point
    box = bounding_box(lat, lon, km)
    rows = Site.objects.filter(
        latitude__gte=box.south,
        latitude__lte=box.north,
        longitude__gte=box.west,
        longitude__lte=box.east,
    ).values_list("organisation_id", "latitude", "longitude")
    nearest: dict[UUID, float] = {}
    for id_, site_lat, site_lon in rows:
        if site_lat is None or site_lon is None:
            continue
        distance = haversine_km(lat, lon, site_lat, site_lon)
        if distance <= km and distance < nearest.get(id_, km + 1):
            nearest[id_] = distance
    return nearest


def _serving(commune: Commune) -> set[UUID]:
    """Organisations that say they work there, however far their sites are.

    A wide zone counts only when its members declared it: the département a national list puts
    on a line is where the agreement was signed, not a promise to come.
    """
    level = ZoneServed.Level
    wide = (
        Q(level=level.DEPARTEMENT, code=commune.departement_id)
        | Q(level=level.REGION, code=commune.departement.region_id)
        | Q(level=level.FRANCE)
    )
    zones = Q(level=level.COMMUNE, code=commune.insee) | (wide & Q(source=""))
    if commune.epci_id:
        zones |= Q(level=level.EPCI, code=commune.epci_id)
    return set(ZoneServed.objects.filter(zones).values_list("organisation_id", flat=True))


def _closed(actor: Actor, criteria: Criteria) -> list[Found]:
    """Sensitive organisations outside the circle: by neutral label and département only."""
    rows = visible_to(actor).exclude(known_by_name(actor))
    if criteria.commune:
        same = Site.objects.filter(commune__departement=criteria.commune.departement_id)
        rows = rows.filter(pk__in=same.values("organisation"))
    words = fold(criteria.text).split()
    kept = []
    for id_, label in rows.values_list("id", "neutral_label"):
        shown = fold(label or _(NEUTRAL_LABEL))
        if looking.contains_all(words, shown):
            kept.append(Found(id_, shown, in_ess=False, known=False))
    return kept


def _order(item: Found, criteria: Criteria) -> tuple[bool, float, bool, float, str, UUID]:
    """Reading order; closed ones last, since where they are is not told."""
    return (
        criteria.ess_first and not item.in_ess,
        0.0 if criteria.by_name else -item.rank,
        item.km is None,
        0.0 if criteria.by_name or item.km is None else item.km,
        item.folded_name,
        item.id,
    )


def _hit(item: Found, organisation: Organisation) -> Hit:
    if not item.known:
        return Hit(organisation, organisation.outside_name, False, None, False, None)
    sites = list(organisation.site_lines.all())
    site = next((s for s in sites if s.main), sites[0] if sites else None)
    activities = tuple(a.label for a in organisation.activity_lines.all())[:3]
    available = [c.available for c in organisation.capacity_lines.all() if c.available is not None]
    return Hit(
        organisation,
        organisation.name,
        True,
        item.km,
        item.serves,
        site,
        activities,
        sum(available) if available else None,
    )
