"""Distances and names of places, pure: what is near, and when two spellings are one commune."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt
from typing import TypeVar

from passerelles.kernel.text import fold

EARTH_RADIUS_KM = 6371.0088
# Straight line to road, on average in France; says "about", never "exactly".
ROAD_FACTOR = 1.3

Place = TypeVar("Place")

_CEDEX = re.compile(r"\s+cedex(\s+\d+)?\b.*$")
_DISTRICT = re.compile(r"^(paris|lyon|marseille)\s+0*(\d{1,2})(\s*(er|e|eme|ieme|nd|nde))?\b")
_TRAILING_NUMBER = re.compile(r"\s+\d+$")
_LEADING_ARTICLE = re.compile(r"^(l|la|le|les)\s+")
_ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
    "stes": "saintes",
    "s": "sur",
    "ss": "sous",
    "lez": "les",
    "mt": "mont",
    "gd": "grand",
    "gde": "grande",
    "nd": "notre dame",
}
# First arrondissement's code minus one, and how many there are.
_DISTRICTS = {"paris": (75100, 20), "lyon": (69380, 9), "marseille": (13200, 16)}


@dataclass(frozen=True, slots=True)
class Box:
    """Latitudes and longitudes that surely hold every point of a circle."""

    south: float
    north: float
    west: float
    east: float


def haversine_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance, in kilometres."""
    half_lat = sin(radians(lat_b - lat_a) / 2)
    half_lon = sin(radians(lon_b - lon_a) / 2)
    chord = half_lat**2 + cos(radians(lat_a)) * cos(radians(lat_b)) * half_lon**2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, chord)))


def road_km(straight_km: float) -> float:
    """About how far by road, from the straight line."""
    return straight_km * ROAD_FACTOR


def bounding_box(lat: float, lon: float, km: float) -> Box:
    """The box round a circle; near a pole or across the date line it takes every longitude."""
    angle = km / EARTH_RADIUS_KM
    dlat = degrees(angle)
    south, north = lat - dlat, lat + dlat
    # The widest longitude is not on the circle's own parallel but where the meridian is tangent.
    ratio = sin(min(angle, radians(90))) / max(cos(radians(lat)), 1e-12)
    if south <= -90 or north >= 90 or ratio >= 1:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    dlon = degrees(asin(ratio))
    west, east = lon - dlon, lon + dlon
    if west < -180 or east > 180:
        return Box(south, north, -180.0, 180.0)
    # A hair wider, so that rounding never loses a point exactly on the circle.
    margin = 1e-9
    return Box(south - margin, north + margin, west - margin, east + margin)


def within_radius(
    places: Iterable[Place],
    where: Callable[[Place], tuple[float | None, float | None]],
    *,
    lat: float,
    lon: float,
    km: float,
) -> list[tuple[float, Place]]:
    """Places no farther than ``km``, nearest first; those without coordinates are left out."""
    found = []
    for place in places:
        place_lat, place_lon = where(place)
        if place_lat is None or place_lon is None:
            continue
        distance = haversine_km(lat, lon, place_lat, place_lon)
        if distance <= km:
            found.append((distance, place))
    found.sort(key=lambda pair: pair[0])
    return found


def commune_key(name: str) -> str:
    """One spelling per commune: folded, CEDEX and trailing numbers cut, ST written in full."""
    text = _TRAILING_NUMBER.sub("", _CEDEX.sub("", fold(name)))
    words = [_ABBREVIATIONS.get(word, word) for word in text.split()]
    return " ".join(words)


def without_article(key: str) -> str:
    return _LEADING_ARTICLE.sub("", key)


def district_code(name: str) -> str:
    """INSEE code of an arrondissement of Paris, Lyon or Marseille named with its number, or ''."""
    match = _DISTRICT.match(fold(name))
    if match is None:
        return ""
    return _district(match.group(1), int(match.group(2)))


def district_code_of_postal_code(postal_code: str) -> str:
    """75012 is the 12th arrondissement (75116 the 16th, too), 69003, 13008; others give ''."""
    if postal_code == "75116":
        return "75116"
    for city, prefix in (("paris", "750"), ("lyon", "690"), ("marseille", "130")):
        if postal_code.startswith(prefix) and postal_code.isdigit() and len(postal_code) == 5:
            return _district(city, int(postal_code[3:]))
    return ""


def is_cedex(name: str) -> bool:
    return _CEDEX.search(" " + fold(name)) is not None


def _district(city: str, number: int) -> str:
    base, count = _DISTRICTS[city]
    return str(base + number) if 1 <= number <= count else ""
