"""Questions about places: autocomplete, what is near."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet

from passerelles.kernel.text import fold
from passerelles.territories.models import Commune, CommunePart, LoadedEdition, PostalCode
from passerelles.territories.resolving import Gazetteer, Resolution, resolve_commune
from passerelles.territories.rules import (
    bounding_box,
    commune_key,
    district_code,
    within_radius,
)

__all__ = [
    "Gazetteer",
    "Near",
    "Resolution",
    "in_box",
    "nearest",
    "resolve_commune",
    "suggest",
    "within",
]

# From how many letters a typing error may be forgiven, and how alike (0 to 100) words must be.
TYPO_LETTERS = 4
TYPO_LIKENESS = 78
# Distances tried in turn when looking for the nearest communes.
_SEARCH_RADII_KM = (15.0, 60.0, 250.0, 25_000.0)


@dataclass(frozen=True, slots=True)
class Near:
    commune: Commune
    km: float


def suggest(text: str, limit: int = 10) -> list[Commune]:
    """Communes for an autocomplete: by beginning of name or of postal code, the largest first.

    Accents, case, "St" and typing errors are forgiven; an old commune's name gives today's.
    """
    typed = fold(text)
    if not typed or limit <= 0:
        return []
    digits = typed.replace(" ", "")
    if digits.isdigit():
        # A range reads a few rows of the index; "starts with" would read every postal code.
        between = (digits.ljust(5, "0"), digits.ljust(5, "9"))
        codes_of = PostalCode.objects.filter(code__range=between).values("commune")
        found = _current().filter(Q(pk__in=codes_of) | Q(insee=digits))
        return list(found.order_by("-population", "insee")[:limit])
    communes = _by_beginning(text, limit)
    if communes or len(typed) < TYPO_LETTERS:
        return communes
    codes = _alike(commune_key(text), limit)
    by_code = _current().in_bulk(codes)
    return [by_code[code] for code in codes if code in by_code]


def within(lat: float, lon: float, km: float) -> list[Near]:
    """Communes no farther than ``km`` in a straight line, nearest first."""
    found = within_radius(
        in_box(_current(), lat=lat, lon=lon, km=km),
        lambda commune: (commune.latitude, commune.longitude),
        lat=lat,
        lon=lon,
        km=km,
    )
    return [Near(commune, distance) for distance, commune in found]


def nearest(lat: float, lon: float, limit: int = 10) -> list[Near]:
    for km in _SEARCH_RADII_KM:
        found = within(lat, lon, km)
        if len(found) >= limit:
            return found[:limit]
    return found


def in_box(communes: QuerySet[Commune], *, lat: float, lon: float, km: float) -> QuerySet[Commune]:
    """Cut by the index before the exact distance is computed: never loses a commune in reach."""
    box = bounding_box(lat, lon, km)
    return communes.filter(
        latitude__gte=box.south,
        latitude__lte=box.north,
        longitude__gte=box.west,
        longitude__lte=box.east,
    )


def _current() -> QuerySet[Commune]:
    return Commune.objects.filter(is_current=True).select_related("departement")


def _by_beginning(text: str, limit: int) -> list[Commune]:
    if code := district_code(text):
        part = CommunePart.objects.filter(code=code).select_related("commune__departement").first()
        if part is not None:
            return [part.commune]
    starts = Q()
    for key in {fold(text), commune_key(text)}:
        starts |= Q(folded_name__startswith=key)
        for article in ("l", "la", "le", "les"):
            starts |= Q(folded_name__startswith=f"{article} {key}")
    named = list(_current().filter(starts).order_by("-population", "insee")[: limit * 3])
    exact = {fold(text), commune_key(text)}
    named.sort(key=lambda commune: commune.folded_name not in exact)
    if len(named) < limit:
        known = {commune.insee for commune in named}
        merged = _current().filter(parts__folded_name__startswith=commune_key(text))
        extra = merged.exclude(insee__in=known).distinct().order_by("-population", "insee")
        named += extra[: limit - len(named)]
    return named[:limit]


def _alike(key: str, limit: int) -> list[str]:
    from rapidfuzz import fuzz, process

    edition = LoadedEdition.objects.values_list("digest", flat=True).first()
    names = _names(edition) if edition else _read_names()
    # Only what was typed is compared: "chateauroo" is like the first letters of "chateauroux".
    heads = {code: name[: len(key) + 1] for code, name in names}
    found = process.extract(
        key, heads, scorer=fuzz.ratio, score_cutoff=TYPO_LIKENESS, limit=limit * 3
    )
    order = {code: rank for rank, (code, _name) in enumerate(names)}  # the largest first
    found.sort(key=lambda match: (-round(match[1]), order[match[2]]))
    return [code for _head, _score, code in found[:limit]]


@lru_cache(maxsize=1)
def _names(edition: str) -> list[tuple[str, str]]:
    return _read_names()


def _read_names() -> list[tuple[str, str]]:
    rows = Commune.objects.filter(is_current=True).order_by("-population", "insee")
    return list(rows.values_list("insee", "folded_name"))
