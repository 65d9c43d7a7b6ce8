from __future__ import annotations

import pytest

from passerelles.territories.models import Commune
from passerelles.territories.queries import nearest, suggest, within
from passerelles.territories.rules import haversine_km

pytestmark = pytest.mark.usefixtures("places")

LAON = (49.5639, 3.6244)


def names(communes: list[Commune]) -> list[str]:
    return [commune.name for commune in communes]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("laon", "Laon"),
        ("LAO", "Laon"),
        ("St Quentin", "Saint-Quentin"),
        ("saint-quen", "Saint-Quentin"),
        ("fere", "La Fère"),
        ("la fère", "La Fère"),
        ("Sant Quentin", "Saint-Quentin"),
        ("arboi en", "Arboys en Bugey"),
        ("saint bois", "Arboys en Bugey"),
        ("paris 12", "Paris"),
        ("0210", "Saint-Quentin"),
        ("59 800", "Lille"),
        ("59350", "Lille"),
    ],
)
def test_suggest(typed: str, first: str) -> None:
    assert names(suggest(typed))[0] == first


def test_the_largest_come_first_and_the_limit_holds() -> None:
    assert names(suggest("saint", 2)) == ["Saint-Paul", "Saint-Quentin"]
    assert names(suggest("02000")) == ["Laon", "Aulnois-sous-Laon"]


@pytest.mark.parametrize("typed", ["", "  ", "-", "xqzw", "99999"])
def test_nothing_to_suggest(typed: str) -> None:
    assert suggest(typed) == []
    assert suggest("laon", 0) == []


def test_a_commune_of_the_past_is_not_suggested() -> None:
    Commune.objects.filter(insee="02408").update(is_current=False)
    assert "Laon" not in names(suggest("laon"))


def test_within_is_the_same_as_measuring_every_commune() -> None:
    for km in (0.5, 6, 9, 40, 200, 10_000):
        slow = {
            commune.insee
            for commune in Commune.objects.all()
            if commune.latitude is not None
            and commune.longitude is not None
            and haversine_km(*LAON, commune.latitude, commune.longitude) <= km
        }
        found = within(*LAON, km)
        assert {near.commune.insee for near in found} == slow
        assert [near.km for near in found] == sorted(near.km for near in found)


def test_nearest_goes_as_far_as_needed() -> None:
    assert [near.commune.name for near in nearest(*LAON, 2)] == ["Laon", "Athies-sous-Laon"]
    everywhere = nearest(*LAON, 50)
    assert len(everywhere) == Commune.objects.exclude(latitude=None).count()
    assert everywhere[-1].commune.name == "Saint-Paul"
