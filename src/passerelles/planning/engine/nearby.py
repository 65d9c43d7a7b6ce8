"""The nearest places of some kinds, and whether they do what the person wishes.  Pure, in memory.

Places are kept by kind in squares of a quarter of a degree, so that a search only looks at the
squares its circle touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import TypeAlias

from passerelles.kernel.text import fold
from passerelles.organisations.rules.kinds import kind
from passerelles.planning.rules.routes import Place, PlacesNear
from passerelles.territories.rules import ROAD_FACTOR, bounding_box, haversine_km, road_km

_SQUARE = 0.25  # degrees
# Radii tried in turn, in kilometres, to find the nearest place when none is within reach.
_RINGS = (40.0, 120.0, 400.0, 1200.0, 20_100.0)
SHOWN = 3
_ROME = re.compile(r"^[a-z]\d{4}$")
_FEW_WORDS, _LONG_ENOUGH, _STEM = 3, 5, 6
# Said in many wishes, whatever the trade.
_OF_NO_TRADE_LIST = (
    "aider aimer aimerai apprendre apre aussi autre avant avoir beaucoup bouger chose comme contrat "
    "depui emploi entreprise envie equipe essayer etait faire formation grand heure matin metier "
    "mieux monde parce peut pouvoir quand quelque resultat semaine stage temp toujour travail "
    "travailler trouver voudrai vouloir vraiment"
)
_OF_NO_TRADE = frozenset(_OF_NO_TRADE_LIST.split())

# Words that must all be there.
Sought: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A site of a published organisation.  ``doing``: its activities, folded, codes included."""

    organisation: str
    name: str
    kind: str
    commune: str
    latitude: float
    longitude: float
    activities: tuple[str, ...]
    doing: str


class PlaceIndex:
    """Every published place that has coordinates, by kind and square."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._squares: dict[str, dict[tuple[int, int], list[Spot]]] = {}
        self.count = 0
        for spot in spots:
            squares = self._squares.setdefault(spot.kind, {})
            squares.setdefault(_square(spot.latitude, spot.longitude), []).append(spot)
            self.count += 1

    def near(
        self,
        kinds: tuple[str, ...],
        *,
        lat: float,
        lon: float,
        reach_km: int,
        wishes: tuple[str, ...] = (),
    ) -> PlacesNear:
        """Places within reach by road, those that meet a wish first, then the nearest; the
        nearest one beyond when there is none."""
        straight = reach_km / ROAD_FACTOR
        found = self._within(kinds, lat, lon, straight)
        sought = _sought(wishes)
        ranked = sorted(
            (not _does(spot, sought), km, spot.organisation, spot) for km, spot in found.values()
        )
        places = tuple(_place(spot, km, not no) for no, km, _id, spot in ranked[:SHOWN])
        beyond = None if places else self._beyond(kinds, lat, lon, straight, sought)
        return PlacesNear(
            kinds=kinds,
            within=len(found),
            places=places,
            beyond=beyond,
            text=_said(kinds, len(found), places, beyond, reach_km),
        )

    def _within(
        self, kinds: tuple[str, ...], lat: float, lon: float, km: float
    ) -> dict[str, tuple[float, Spot]]:
        """Nearest site of each organisation within a straight distance."""
        nearest: dict[str, tuple[float, Spot]] = {}
        box = bounding_box(lat, lon, km)
        south, west = _square(box.south, box.west)
        north, east = _square(box.north, box.east)
        for name in kinds:
            squares = self._squares.get(name, {})
            touched: Iterable[tuple[int, int]] = (
                [(a, b) for a in range(south, north + 1) for b in range(west, east + 1)]
                if (north - south + 1) * (east - west + 1) < len(squares)
                else [s for s in squares if south <= s[0] <= north and west <= s[1] <= east]
            )
            for square in touched:
                for spot in squares.get(square, ()):
                    distance = haversine_km(lat, lon, spot.latitude, spot.longitude)
                    known = nearest.get(spot.organisation)
                    if distance <= km and (known is None or distance < known[0]):
                        nearest[spot.organisation] = (distance, spot)
        return nearest

    def _beyond(
        self, kinds: tuple[str, ...], lat: float, lon: float, km: float, sought: list[Sought]
    ) -> Place | None:
        for ring in _RINGS:
            if ring > km and (found := self._within(kinds, lat, lon, ring)):
                distance, spot = min(found.values(), key=lambda pair: (pair[0], pair[1].name))
                return _place(spot, distance, _does(spot, sought))
        return None


def _square(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / _SQUARE), floor(lon / _SQUARE)


def _sought(wishes: tuple[str, ...]) -> list[Sought]:
    """What to look for: a ROME code as such, a few words together, and in a whole sentence of
    the person any word that may name a trade, by its beginning."""
    found: list[Sought] = []
    for wish in wishes:
        words = fold(wish).split()
        if len(words) == 1 and _ROME.match(words[0]):
            found.append((f" {words[0]} ",))
        elif len(words) <= _FEW_WORDS:
            found += [tuple(words)] if words else []
        else:
            found += [
                (w[:_STEM],)
                for word in words
                if len(w := word.rstrip("s")) >= _LONG_ENOUGH and w not in _OF_NO_TRADE
            ]
    return found


def _does(spot: Spot, sought: list[Sought]) -> bool:
    return any(all(word in spot.doing for word in words) for words in sought)


def _place(spot: Spot, straight: float, matches: bool) -> Place:
    return Place(
        organisation=spot.organisation,
        name=spot.name,
        kind=spot.kind,
        kind_label=kind(spot.kind).label,
        commune=spot.commune,
        km=max(1, round(road_km(straight))),
        activities=spot.activities[:SHOWN],
        matches=matches,
    )


def _said(
    kinds: tuple[str, ...],
    within: int,
    places: tuple[Place, ...],
    beyond: Place | None,
    reach_km: int,
) -> str:
    names = ", ".join(kind(code).label for code in kinds)
    if within:
        nearest = min(place.km or 0 for place in places)
        place = "1 lieu" if within == 1 else f"{within} lieux"
        return f"{names} : {place} à {reach_km} km ou moins, à partir de {nearest} km environ."
    if kinds == ("company",):
        return f"À chercher parmi les entreprises, à {reach_km} km ou moins."
    if beyond is not None:
        return (
            f"{names} : aucun lieu publié à {reach_km} km ou moins ; "
            f"le plus proche, à {beyond.km} km environ : {beyond.name} ({beyond.commune})."
        )
    return f"{names} : aucun lieu publié dans l’annuaire pour le moment."
