"""Measure how far the shipped coordinates are from La Poste's, and publish the figures.

    python scripts/measure_communes.py laposte_hexasmal.csv.gz [--write]

Needs no database: it reads the shipped table and La Poste's file.  ``--write`` puts the result
in ``docs/reference/communes.md``.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from passerelles.exchanges.reading import read_table
from passerelles.territories.rules import haversine_km

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/passerelles/territories/data/communes.csv.gz"
PAGE = ROOT / "docs/reference/communes.md"

PRECISIONS = {
    "place": "`place` : centre du bourg (GeoNames)",
    "part": "`part` : centre d’une partie de la commune (GeoNames)",
    "postal_code": "`postal_code` : moyenne du code postal",
    "epci": "`epci` : moyenne de l’intercommunalité",
    "arrondissement": "`arrondissement` : moyenne de l’arrondissement",
    "departement": "`departement` : moyenne du département",
    "none": "`none` : inconnue",
}
OVERSEAS = ("97", "98")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("laposte", type=Path, help="base officielle des codes postaux, CSV ou gz")
    parser.add_argument("--write", action="store_true", help="write docs/reference/communes.md")
    options = parser.parse_args()
    page = render(list(shipped()), dict(reference(options.laposte)))
    if options.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")
    print(page)


def shipped() -> Iterator[dict[str, str]]:
    text = gzip.decompress(TABLE.read_bytes()).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def reference(path: Path) -> Iterator[tuple[str, tuple[float, float]]]:
    table = read_table(path)
    code = table.headers.index("Code_commune_INSEE")
    where = table.headers.index("coordonnees_gps")
    for _number, cells in table.rows:
        if cells[where]:
            latitude, longitude = map(float, cells[where].split(","))
            yield cells[code], (latitude, longitude)


def render(communes: list[dict[str, str]], official: dict[str, tuple[float, float]]) -> str:
    errors: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    inhabitants: dict[str, int] = defaultdict(int)
    mainland: list[float] = []
    weighted: list[tuple[float, int]] = []
    for row in communes:
        counts[row["precision"]] += 1
        inhabitants[row["precision"]] += int(row["population"] or 0)
        if row["latitude"] and row["insee"] in official:
            error = haversine_km(
                float(row["latitude"]), float(row["longitude"]), *official[row["insee"]]
            )
            errors[row["precision"]].append(error)
            weighted.append((error, int(row["population"] or 0)))
            if not row["insee"].startswith(OVERSEAS):
                mainland.append(error)
    everything = [error for group in errors.values() for error in group]
    total, people = len(communes), sum(inhabitants.values())
    lines = [
        _line(PRECISIONS[key], counts[key], total, inhabitants[key], people, errors[key])
        for key in PRECISIONS
        if counts[key]
    ]
    lines.append(_line("**Toutes**", total, total, people, people, everything))
    lines.append("| dont métropole et Corse | | | | " + " | ".join(_figures(mainland)) + " |")
    return _PAGE.format(
        table="\n".join(lines),
        measured=_number(len(everything)),
        unmeasured=_number(total - len(everything)),
        person=f"{_weighted_median(weighted):.1f}".replace(".", ","),
        within5=_share(sum(error <= 5 for error in everything), len(everything)),
        within10=_share(sum(error <= 10 for error in everything), len(everything)),
    )


def _line(
    label: str, count: int, total: int, inhabitants: int, people: int, errors: list[float]
) -> str:
    cells = [label, _number(count), _share(count, total), _share(inhabitants, people)]
    return "| " + " | ".join([*cells, *_figures(errors)]) + " |"


def _figures(errors: list[float]) -> list[str]:
    if not errors:
        return ["—"] * 5
    values = sorted(errors)
    picks = [median(values), *(_quantile(values, q) for q in (0.9, 0.99)), values[-1]]
    return [_number(len(values)), *(f"{value:.1f}".replace(".", ",") for value in picks)]


def _quantile(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def _weighted_median(pairs: list[tuple[float, int]]) -> float:
    half = sum(weight for _, weight in pairs) / 2
    for error, weight in sorted(pairs):
        half -= weight
        if half <= 0:
            return error
    raise ValueError("no inhabitants")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",")


_PAGE = """\
# Où sont les communes : erreur mesurée

Page produite par `scripts/measure_communes.py` ; ne pas la modifier à la main.

**À quelles questions cette page répond-elle ?** Les distances affichées par Passerelles sont-elles
justes ? De combien se trompent-elles, et où ?

Passerelles est livré avec une table de communes dont les coordonnées viennent de GeoNames (voir
`src/passerelles/territories/data/SOURCES.md`). La précision de chacune est enregistrée. L’erreur
est la distance à vol d’oiseau entre ces coordonnées et celles de la base officielle des codes
postaux de La Poste (centre de la surface de la commune, édition 2019), pour {measured} communes ;
{unmeasured} communes n’ont pas de coordonnées dans l’un des deux fichiers et ne sont pas mesurées.
Erreurs en kilomètres.

| Précision | Communes | Part | Habitants | Mesurées | Médiane | 90 % sous | 99 % sous | Max. |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
{table}

- {within5} des communes mesurées sont à moins de 5 km de leur place, {within10} à moins de
  10 km.
- La moitié des habitants vivent dans une commune dont l’erreur ne dépasse pas {person} km.
- Une partie de l’écart n’est pas une erreur : le bourg n’est pas au centre de la commune. En
  Guyane, les communes sont si grandes que les deux points peuvent être à des dizaines
  de kilomètres.
- Les communes nouvelles créées depuis 2019 sont comparées au centre de la commune dont elles ont
  gardé le code.

Pour des coordonnées exactes, importez le fichier de La Poste : `passerelles import laposte FICHIER
--apply`. Elles remplacent celles de la table et sont conservées aux mises à jour suivantes.
La distance par la route est estimée à 1,3 fois la ligne droite.
"""


if __name__ == "__main__":
    main()
