from __future__ import annotations

from math import asin, atan2, cos, degrees, pi, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from passerelles.territories.rules import (
    EARTH_RADIUS_KM,
    bounding_box,
    commune_key,
    district_code,
    district_code_of_postal_code,
    haversine_km,
    is_cedex,
    road_km,
    within_radius,
    without_article,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_known_distances() -> None:
    paris, lyon = (48.8566, 2.3522), (45.7640, 4.8357)
    assert haversine_km(*paris, *lyon) == pytest.approx(391.5, abs=1)
    assert haversine_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert road_km(10) == pytest.approx(13)


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways_and_never_negative(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    there = haversine_km(lat_a, lon_a, lat_b, lon_b)
    assert 0 <= there <= 20016
    assert there == pytest.approx(haversine_km(lat_b, lon_b, lat_a, lon_a), abs=1e-6)
    assert haversine_km(lat_a, lon_a, lat_a, lon_a) == 0


@given(latitudes, longitudes, st.floats(0.1, 3000), st.floats(0, 1), st.floats(0, 2 * pi))
def test_the_box_never_loses_a_place_within_reach(
    lat: float, lon: float, km: float, share: float, bearing: float
) -> None:
    other_lat, other_lon = destination(lat, lon, km * share, bearing)
    assume(haversine_km(lat, lon, other_lat, other_lon) <= km)
    box = bounding_box(lat, lon, km)
    assert box.south - 1e-9 <= other_lat <= box.north + 1e-9
    assert box.west - 1e-9 <= other_lon <= box.east + 1e-9


def destination(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Where one arrives after ``km`` straight ahead."""
    angle, start = km / EARTH_RADIUS_KM, radians(lat)
    end = asin(
        max(-1.0, min(1.0, sin(start) * cos(angle) + cos(start) * sin(angle) * cos(bearing)))
    )
    turn = atan2(sin(bearing) * sin(angle) * cos(start), cos(angle) - sin(start) * sin(end))
    return degrees(end), (lon + degrees(turn) + 180) % 360 - 180


def test_within_radius_sorts_and_leaves_out_the_unknown() -> None:
    places: list[tuple[str, float | None, float | None]] = [
        ("far", 49.0, 3.0),
        ("near", 49.5, 3.6),
        ("here", 49.56, 3.62),
        ("unknown", None, None),
    ]
    found = within_radius(places, lambda p: (p[1], p[2]), lat=49.56, lon=3.62, km=20)
    assert [place[0] for _km, place in found] == ["here", "near"]


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ST QUENTIN", "Saint-Quentin"),
        ("STE MARIE AUX MINES", "Sainte-Marie-aux-Mines"),
        ("LAON CEDEX", "Laon"),
        ("LILLE CEDEX 9", "Lille"),
        ("PARIS CEDEX 12", "Paris"),
        ("paris 12", "Paris"),
        ("BRUAY S/ L'ESCAUT", "Bruay-sur-l'Escaut"),
        ("L HAY LES ROSES", "L’Haÿ-les-Roses"),
        ("SAINT ANDRE LEZ LILLE", "Saint-André-lès-Lille"),
    ],
)
def test_two_spellings_one_commune(written: str, official: str) -> None:
    assert commune_key(written) == commune_key(official)


@given(st.text())
def test_a_key_is_stable(name: str) -> None:
    assert commune_key(name) == commune_key(name.upper()) or "ı" in name.lower()


def test_articles_and_cedex() -> None:
    assert without_article(commune_key("LE HAVRE")) == "havre"
    assert without_article("lens") == "lens"
    assert is_cedex("LAON CEDEX")
    assert not is_cedex("LAON")


def test_districts() -> None:
    assert district_code("Paris 12") == "75112"
    assert district_code("PARIS 01") == "75101"
    assert district_code("Lyon 3e arrondissement") == "69383"
    assert district_code("Marseille 16ème") == "13216"
    assert district_code("Paris 21") == ""
    assert district_code("Parisot") == ""
    assert district_code_of_postal_code("75116") == "75116"
    assert district_code_of_postal_code("69009") == "69389"
    assert district_code_of_postal_code("13016") == "13216"
    assert district_code_of_postal_code("13100") == ""
    assert district_code_of_postal_code("75900") == ""
    assert district_code_of_postal_code("59000") == ""
