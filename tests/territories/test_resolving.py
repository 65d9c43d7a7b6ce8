"""What real files write, and the commune of today it must lead to."""

from __future__ import annotations

from typing import Any

import pytest

from passerelles.territories.queries import Gazetteer, resolve_commune
from passerelles.territories.resolving import Certainty

pytestmark = pytest.mark.usefixtures("places")


@pytest.mark.parametrize(
    ("said", "insee", "certainty"),
    [
        ({"insee": "02408"}, "02408", Certainty.CODE),
        ({"insee": "75101"}, "75056", Certainty.FORMER_CODE),
        ({"insee": "01340"}, "01015", Certainty.FORMER_CODE),
        ({"insee": "01341", "name": "SAINT BOIS"}, "01015", Certainty.FORMER_CODE),
        ({"postal_code": "02000", "name": "LAON"}, "02408", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "02000", "name": "Aulnois ss Laon"}, "02037", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "02100", "name": "ST QUENTIN"}, "02691", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "02800", "name": "FERE"}, "02304", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "75012", "name": "PARIS"}, "75056", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "69003", "name": "LYON 03"}, "69123", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "97460", "name": "ST-PAUL"}, "97415", Certainty.POSTAL_AND_NAME),
        ({"postal_code": "02007", "name": "LAON CEDEX"}, "02408", Certainty.NAME_IN_DEPARTEMENT),
        ({"postal_code": "59020", "name": "Lille Cedex 9"}, "59350", Certainty.NAME_IN_DEPARTEMENT),
        ({"postal_code": "02100"}, "02691", Certainty.POSTAL_ONLY),
        ({"postal_code": "02100", "name": "SAINT QUENTN"}, "02691", Certainty.ALIKE),
        ({"postal_code": "02000", "name": "AULNOIS"}, "02037", Certainty.ALIKE),
        ({"postal_code": "02841", "name": "ATHIES CEDEX"}, "02047", Certainty.ALIKE),
    ],
)
def test_resolved(said: dict[str, Any], insee: str, certainty: Certainty) -> None:
    found = resolve_commune(**said)
    assert found.commune is not None
    assert (found.commune.insee, found.certainty) == (insee, certainty)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"insee": "02999"},
        {"insee": "99138"},
        {"postal_code": "02000"},
        {"postal_code": "02000", "name": "Marseille"},
        {"postal_code": "abc", "name": "Laon"},
        {"name": "Laon"},
    ],
)
def test_no_silent_guess(said: dict[str, Any]) -> None:
    found = resolve_commune(**said)
    assert found.commune is None
    assert found.certainty is Certainty.UNKNOWN
    assert "Aucune commune" in found.doubt


def test_a_code_wins_over_a_name_that_contradicts_it_and_says_so() -> None:
    found = resolve_commune(insee="59350", name="PARIS")
    assert str(found.commune) == "Lille (59)"
    assert "Lille" in found.doubt
    assert "PARIS" in found.doubt
    assert resolve_commune(insee="02408", name="LAON CEDEX").doubt == ""
    assert resolve_commune(insee="75112", name="PARIS 12").doubt == ""
    assert resolve_commune(insee="01340", name="ARBIGNIEU").doubt == "", "its name is not held"


def test_a_typing_error_is_read_and_reported() -> None:
    assert "SAINT QUENTN" in resolve_commune(postal_code="02100", name="SAINT QUENTN").doubt


def test_an_arrondissement_has_its_own_place_once_known() -> None:
    found = resolve_commune(insee="75112")
    assert found.part is not None
    assert found.point == (48.8534, 2.3488), "Paris, as long as the arrondissement's is unknown"
    found.part.latitude, found.part.longitude = 48.84, 2.39
    assert found.point == (48.84, 2.39)
    assert resolve_commune(insee="97414").point is None


def test_many_rows_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    gazetteer = Gazetteer()
    with django_assert_max_num_queries(5):
        for _ in range(200):
            gazetteer.resolve(insee="02408")
            gazetteer.resolve(insee="01340")
            gazetteer.resolve(postal_code="02000", name="LAON")
