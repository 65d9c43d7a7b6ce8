"""The Val-de-Lune: a département that does not exist, with its communes."""

from __future__ import annotations

from passerelles.kernel.text import fold
from passerelles.territories.models import Commune, Departement, PostalCode, Region

DEPARTEMENT = "99L"

# name, INSEE code (no real code looks like this), postal code, inhabitants, latitude, longitude
COMMUNES = (
    ("Val-sur-Lune", "99L01", "99100", 18200, 49.420, 0.780),
    ("Pont-Clair", "99L02", "99110", 7400, 49.462, 0.852),
    ("Les Tilleuls-en-Val", "99L03", "99120", 2100, 49.389, 0.701),
    ("Saint-Aubépin", "99L04", "99130", 1350, 49.350, 0.845),
    ("Marais-le-Vieux", "99L05", "99140", 3900, 49.511, 0.735),
    ("Hautefontaine-sous-Lune", "99L06", "99150", 860, 49.302, 0.690),
    ("La Verrière-aux-Oies", "99L07", "99160", 540, 49.445, 0.951),
    ("Port-Lune", "99L08", "99170", 22800, 49.550, 0.910),
    ("Bois-Mirabelle", "99L09", "99180", 4700, 49.365, 0.972),
)


def invent() -> None:
    """Write the places, once."""
    region, _ = Region.objects.get_or_create(code="99L", defaults={"name": "Contrée inventée"})
    departement, _ = Departement.objects.get_or_create(
        code=DEPARTEMENT,
        defaults={
            "name": "Val-de-Lune (inventé)",
            "folded_name": fold("Val-de-Lune (inventé)"),
            "region": region,
        },
    )
    for name, insee, postal_code, inhabitants, latitude, longitude in COMMUNES:
        commune, _ = Commune.objects.get_or_create(
            insee=insee,
            defaults={
                "name": name,
                "folded_name": fold(name),
                "departement": departement,
                "population": inhabitants,
                "latitude": latitude,
                "longitude": longitude,
            },
        )
        PostalCode.objects.get_or_create(code=postal_code, commune=commune)
