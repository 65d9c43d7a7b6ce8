"""Published places of the directory, held in memory and read again when it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Max

from passerelles.organisations.models import Activity, Organisation, Site
from passerelles.planning.engine.nearby import PlaceIndex, Spot
from passerelles.territories.models import Commune, CommunePart

Stamp = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A commune as a point of departure; ``point`` is ``None`` when nobody knows where it is."""

    name: str
    point: tuple[float, float] | None


class UnknownCommune(ValueError):
    """No commune, of today or of old, has this code."""


_lock = Lock()
_held: tuple[Stamp, PlaceIndex] | None = None


def the_places() -> PlaceIndex:
    """The index of today's directory: three small counts tell whether it changed."""
    global _held
    stamp = _stamp()
    held = _held
    if held is not None and held[0] == stamp:
        return held[1]
    with _lock:
        if _held is None or _held[0] != stamp:
            _held = (stamp, PlaceIndex(_spots()))
        return _held[1]


def _stamp() -> Stamp:
    return tuple(
        value
        for model in (Organisation, Site, Activity)
        for value in model._default_manager.aggregate(
            number=Count("pk"), latest=Max("updated_at")
        ).values()
    )


def _spots() -> Iterator[Spot]:
    """Sites of published organisations whose name reveals nothing: what anybody may read."""
    activities: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    lines = Activity.objects.order_by("label", "id")
    for organisation_id, label, folded in lines.values_list(
        "organisation_id", "label", "folded_label"
    ):
        activities[organisation_id].append((label, folded))
    rows = Site.objects.filter(
        organisation__published_at__isnull=False, organisation__sensitive=False
    ).values_list(
        "organisation_id",
        "organisation__name",
        "organisation__kind",
        "commune__name",
        "latitude",
        "longitude",
        "commune__latitude",
        "commune__longitude",
    )
    for id_, name, kind, commune, lat, lon, commune_lat, commune_lon in rows.order_by("pk"):
        precise = lat is not None and lon is not None
        latitude, longitude = (lat, lon) if precise else (commune_lat, commune_lon)
        if latitude is None or longitude is None:
            continue
        done = activities.get(id_, ())
        yield Spot(
            organisation=str(id_),
            name=name,
            kind=kind,
            commune=commune or "",
            latitude=latitude,
            longitude=longitude,
            activities=tuple(label for label, _folded in done),
            doing=f" {' '.join(folded for _label, folded in done)} ",
        )


def whereabouts(insee: str) -> Whereabouts:
    """Where a commune is, by its code of today or of old; raises :class:`UnknownCommune`."""
    commune = Commune.objects.filter(pk=insee).first()
    if commune is not None:
        return Whereabouts(commune.name, commune.point)
    part = CommunePart.objects.select_related("commune").filter(pk=insee).first()
    if part is None:
        raise UnknownCommune(insee)
    if part.latitude is not None and part.longitude is not None:
        return Whereabouts(str(part), (part.latitude, part.longitude))
    return Whereabouts(part.commune.name, part.commune.point)
