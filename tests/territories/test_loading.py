from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from passerelles.territories import loading
from passerelles.territories.models import Commune, CommunePart, PostalCode, Precision
from passerelles.territories.queries import resolve_commune
from tests.territories.places import COMMUNES, load_places

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    first = load_places(tmp_path)
    assert first.created > 0
    assert Commune.objects.count() == 12
    assert PostalCode.objects.filter(commune="59350").count() == 5
    assert loading.load(tmp_path).already_loaded
    again = loading.load(tmp_path, force=True)
    assert (again.created, again.updated) == (0, 0)


def test_a_new_edition_updates_and_keeps_what_is_referred_to(tmp_path: Path) -> None:
    load_places(tmp_path)
    lines = [line for line in COMMUNES.splitlines() if not line.startswith("02001")]
    edition = "\n".join(lines).replace("Laon,02,200043495,02000,24000", "Laon,02,,02000,24500")
    counts = load_places(tmp_path, edition)
    assert (counts.created, counts.updated) == (0, 1)
    laon = Commune.objects.get(insee="02408")
    assert laon.population == 24500
    assert laon.epci is None
    assert not Commune.objects.get(insee="02001").is_current
    assert resolve_commune(insee="02001").commune is None


def test_better_coordinates_are_not_undone(tmp_path: Path) -> None:
    load_places(tmp_path)
    Commune.objects.filter(insee="02408").update(
        latitude=49.5679, longitude=3.6216, precision=Precision.OFFICIAL
    )
    CommunePart.objects.filter(code="75112").update(latitude=48.84, longitude=2.39)
    loading.load(tmp_path, force=True)
    laon = Commune.objects.get(insee="02408")
    assert laon.point == (49.5679, 3.6216)
    assert laon.precision == Precision.OFFICIAL
    assert CommunePart.objects.get(code="75112").latitude == 48.84


def test_coordinates_go_together(tmp_path: Path) -> None:
    load_places(tmp_path)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.filter(insee="02408").update(latitude=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.filter(insee="02408").update(latitude=100)


def test_the_shipped_table_holds_every_commune() -> None:
    loading.load()
    current = Commune.objects.filter(is_current=True)
    assert current.count() > 34_800
    assert current.filter(latitude=None).count() < 20
    assert set(Commune.objects.values_list("precision", flat=True)) <= set(Precision.values)
    for code, today in {
        "75101": "Paris",
        "13216": "Marseille",
        "69389": "Lyon",
        "14762": "Vire Normandie",
        "2A004": "Ajaccio",
        "97411": "Saint-Denis",
    }.items():
        commune = resolve_commune(insee=code).commune
        assert commune is not None
        assert commune.name == today


def test_both_licences_are_credited() -> None:
    credits = (loading.DATA_DIR / "SOURCES.md").read_text(encoding="utf-8")
    assert "Licence Ouverte 2.0" in credits
    assert "CC BY 4.0" in credits
