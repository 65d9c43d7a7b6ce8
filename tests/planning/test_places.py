"""The nearest published places: the right kind, the right activity, and nothing hidden."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passerelles.organisations.models import Organisation, Site
from passerelles.planning.engine.nearby import PlaceIndex, Spot
from passerelles.planning.places import UnknownCommune, the_places, whereabouts
from passerelles.planning.rules.routes import PlacesNear
from passerelles.territories.models import Commune, CommunePart
from passerelles.territories.rules import haversine_km, road_km
from tests.organisations.directory import listed, place
from tests.planning.scenes import make_territory, rename_activity

DUNKERQUE = (51.0347, 2.3772)


def _near(*kinds: str, reach: int = 25, wishes: tuple[str, ...] = ()) -> PlacesNear:
    lat, lon = DUNKERQUE
    return the_places().near(kinds, lat=lat, lon=lon, reach_km=reach, wishes=wishes)


def _spots(number: int) -> list[Spot]:
    chance = random.Random(5)
    return [
        Spot(
            organisation=f"o{n % (number // 2)}",
            name=f"Lieu {n}",
            kind=chance.choice(("aci", "ei")),
            commune="",
            latitude=chance.uniform(48.0, 52.0),
            longitude=chance.uniform(-1.0, 4.0),
            activities=(),
            doing=" ",
        )
        for n in range(number)
    ]


@pytest.mark.parametrize("reach", [0, 5, 30, 120, 500, 3000])
def test_the_squares_find_what_looking_at_every_place_finds(reach: int) -> None:
    spots = _spots(300)
    index = PlaceIndex(spots)
    for lat, lon in (DUNKERQUE, (48.0, -1.0), (50.25, 2.5)):
        nearest: dict[str, float] = {}
        for spot in spots:
            if spot.kind == "aci":
                km = haversine_km(lat, lon, spot.latitude, spot.longitude)
                nearest[spot.organisation] = min(km, nearest.get(spot.organisation, km))
        within = sorted(km for km in nearest.values() if road_km(km) <= reach)
        found = index.near(("aci",), lat=lat, lon=lon, reach_km=reach)
        assert found.within == len(within)
        assert [p.km for p in found.places] == [max(1, round(road_km(km))) for km in within[:3]]
        if not within:
            assert found.beyond is not None
            assert found.beyond.km == max(1, round(road_km(min(nearest.values()))))


def test_an_organisation_with_several_sites_counts_once_by_its_nearest() -> None:
    index = PlaceIndex(_spots(300))
    lat, lon = DUNKERQUE
    found = index.near(("aci", "ei"), lat=lat, lon=lon, reach_km=3000)
    assert found.within == 150
    assert len({p.organisation for p in found.places}) == 3


@pytest.mark.django_db
class TestDirectory:
    def test_a_wish_comes_before_a_nearer_place(self) -> None:
        make_territory()
        plain = _near("aci")
        assert [p.name for p in plain.places] == ["Les Jardins de la Digue", "Chantier du Beffroi"]
        wished = _near("aci", wishes=("nettoyage",))
        assert wished.places[0].name == "Chantier du Beffroi"
        assert [p.matches for p in wished.places] == [True, False]
        assert wished.text.startswith("ACI : 2 lieux à 25 km ou moins")

    @pytest.mark.parametrize(
        ("said", "matches"),
        [
            ("J’aime quand le nettoyage est bien fait, que ça brille.", True),
            ("Je voudrais travailler dans le nettoyage des bureaux", True),
            ("Nettoyer, parce que j’aime bien ça", True),
            ("Je voudrais trouver un emploi en entreprise", False),
            ("!", False),
        ],
    )
    def test_a_wish_in_a_sentence_is_understood_by_the_words_of_a_trade(
        self, said: str, matches: bool
    ) -> None:
        make_territory()
        assert _near("ei", wishes=(said,)).places[0].matches is matches

    def test_a_rome_code_is_matched_as_a_code(self) -> None:
        places = make_territory()
        assert _near("ea", wishes=("K2204",)).places[0].matches
        rename_activity(places["Flandre Services Adaptés"], "Ménage", rome="K2304")
        assert not _near("ea", wishes=("K2204",)).places[0].matches
        assert _near("ea", wishes=("k2304",)).places[0].matches
        assert _near("ea", wishes=("MENAGE",)).places[0].matches

    def test_none_within_reach_says_the_nearest(self) -> None:
        make_territory()
        found = _near("geiq", reach=10)
        assert (found.within, found.places) == (0, ())
        assert found.beyond is not None
        assert found.beyond.name == "GEIQ des Flandres"
        assert "aucun lieu publié à 10 km ou moins ; le plus proche" in found.text

    def test_a_kind_nobody_published_says_so(self) -> None:
        make_territory()
        found = _near("eiti")
        assert (found.within, found.beyond) == (0, None)
        assert "aucun lieu publié dans l’annuaire" in found.text

    def test_unpublished_and_sensitive_places_are_never_told(self) -> None:
        make_territory()
        listed("Pas encore là", "aci", "59183", published_at=None)
        listed("Atelier du CSAPA", "aci", "59183", sensitive=True, neutral_label="un service")
        names = {p.name for p in _near("aci", reach=200).places}
        assert names == {"Les Jardins de la Digue", "Chantier du Beffroi"}

    def test_the_index_follows_the_directory(self) -> None:
        make_territory()
        assert _near("aci").within == 2
        added = listed("Chantier du Phare", "aci", "59183")
        assert _near("aci").within == 3
        place_of = Site.objects.get(organisation=added)
        place_of.latitude, place_of.longitude = 43.3, 5.4
        place_of.save()
        assert _near("aci").within == 2
        added.published_at = None
        added.save()
        assert _near("aci", reach=1000).within == 2
        Organisation.objects.filter(name="Chantier du Beffroi").delete()
        assert _near("aci").within == 1

    def test_warm_it_reads_three_counts_only(self) -> None:
        make_territory()
        held = the_places()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert the_places() is held
        assert len(queries) == 3

    def test_a_site_without_coordinates_stands_at_its_commune(self) -> None:
        make_territory()
        organisation = listed("Chantier sans carte", "eatt", "59183")
        Site.objects.filter(organisation=organisation).delete()
        site = place(organisation, "59183")
        site.latitude = site.longitude = None
        site.save()
        assert [(p.name, p.km) for p in _near("eatt").places] == [("Chantier sans carte", 1)]

    def test_communes_of_today_and_of_old(self) -> None:
        make_territory()
        assert whereabouts("59183").point == pytest.approx(DUNKERQUE)
        CommunePart.objects.create(
            code="59540",
            kind="associated",
            name="Saint-Pol",
            folded_name="saint pol",
            commune_id="59183",
            latitude=51.03,
            longitude=2.34,
        )
        assert whereabouts("59540").name == "Saint-Pol"
        CommunePart.objects.create(code="59248", kind="former", commune_id="59183")
        assert whereabouts("59248").point == pytest.approx(DUNKERQUE)
        Commune.objects.filter(pk="59183").update(latitude=None, longitude=None)
        assert whereabouts("59183").point is None
        with pytest.raises(UnknownCommune):
            whereabouts("99999")
