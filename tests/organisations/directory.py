"""A small invented directory around Laon and Saint-Quentin."""

from __future__ import annotations

from typing import Any

from passerelles.kernel import clock
from passerelles.organisations.models import Activity, Organisation, Site
from passerelles.territories.models import Commune, Departement, Region


def make_places() -> None:
    region = Region.objects.get_or_create(code="32", defaults={"name": "Hauts-de-France"})[0]
    for code, name in (("02", "Aisne"), ("59", "Nord")):
        Departement.objects.get_or_create(
            code=code, defaults={"name": name, "folded_name": name.lower(), "region": region}
        )
    for insee, name, lat, lon in (
        ("02408", "Laon", 49.567972, 3.620896),
        ("02037", "Aulnois-sous-Laon", 49.614102, 3.602754),
        ("02691", "Saint-Quentin", 49.847234, 3.277695),
        ("59350", "Lille", 50.631718, 3.047833),
    ):
        Commune.objects.get_or_create(
            insee=insee,
            defaults={
                "name": name,
                "folded_name": name.lower().replace("-", " "),
                "departement_id": insee[:2],
                "latitude": lat,
                "longitude": lon,
                "population": 1000,
            },
        )


def listed(
    name: str, kind: str, insee: str = "02408", *, activity: str = "", **fields: Any
) -> Organisation:
    """A published organisation with its main site."""
    fields.setdefault("published_at", clock.now())
    organisation = Organisation.objects.create(name=name, kind=kind, **fields)
    place(organisation, insee)
    if activity:
        Activity.objects.create(organisation=organisation, label=activity)
    return organisation


def place(organisation: Organisation, insee: str = "02408") -> Site:
    commune = Commune.objects.get(insee=insee)
    return Site.objects.create(
        organisation=organisation,
        address="3 rue des Essais",
        postal_code="02000",
        commune=commune,
        latitude=commune.latitude,
        longitude=commune.longitude,
        main=True,
    )
