"""Time the import of the three national lists into an empty directory.

    PASSERELLES_DATA_DIR=/tmp/vide python -m benchmarks.imports FOLDER

FOLDER holds the official files under the names they are downloaded with.  Exit status 1 above
twenty seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.setting import database, machine, prepare, publish, start_django

TARGET = 20.0  # seconds for the three together
LISTS = (
    ("esat_finess", "esat_finess*.csv"),
    ("siae_asp", "siae_asp*.csv"),
    ("geiq", "geiq*.csv"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--print-only", action="store_true", help="n’ajoute pas au document")
    wanted = parser.parse_args()
    start_django()
    prepare()
    rows, total = [], 0.0
    for connector, pattern in LISTS:
        files = sorted(wanted.folder.glob(pattern))
        if not files:
            sys.exit(f"Aucun fichier {pattern} dans {wanted.folder}.")
        row, seconds = _import(connector, files[-1])
        rows.append(row)
        total += seconds
    lines = [
        f"### Import des trois listes nationales, {database()}",
        "",
        f"{machine()}. Total : {total:.1f} s.",
        "",
        "| connecteur | lignes lues | créées | modifiées | inchangées | refusées | durée |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *rows,
    ]
    (print if wanted.print_only else publish)("\n".join(lines))
    sys.exit(0 if total <= TARGET else 1)


def _import(connector: str, path: Path) -> tuple[str, float]:
    from passerelles.exchanges.actions import import_file
    from passerelles.kernel.actors import acting_as, system_actor

    actor = system_actor("mesure de performance")
    begun = time.perf_counter()
    with acting_as(actor):
        report = import_file(actor=actor, connector=connector, path=path, apply=True)
    seconds = time.perf_counter() - begun
    counts = report.counts()
    numbers = [counts[key] for key in ("read", "created", "updated", "unchanged", "refused")]
    return f"| {connector} | {' | '.join(map(str, numbers))} | {seconds:.1f} s |", seconds


if __name__ == "__main__":
    main()
