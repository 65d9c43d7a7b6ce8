"""Fill the database in use with a seeded crowd at the size of a region.

    PASSERELLES_DATA_DIR=/tmp/mesure python -m benchmarks.generate
    scripts/with_postgresql.sh BIN python -m benchmarks.generate --people 5000

Refuses a database where somebody is already accompanied: a real one is never filled.
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.setting import database, machine, prepare, start_django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--organisations", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=22)
    wanted = parser.parse_args()
    start_django()
    fill(wanted.people, wanted.organisations, wanted.entries, wanted.seed)


def fill(people: int, structures: int, entries: int, seed: int) -> None:
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.ops.demo.crowd import Size, grow, organisations
    from passerelles.people.models import Person

    prepare()
    with acting_as(system_actor("mesure de performance")):
        if Person.unscoped.exists():
            sys.exit("Cette base suit déjà des personnes : choisissez-en une vide.")
        _make_room()
        begun = time.monotonic()
        pairs = organisations(structures, seed)
        # A little more than asked: the smallest lives are rounded up, a few down.
        size = Size(people, seed, entries_per_person=entries / people, journal_lines=0)
        grown = grow(size, organisations=pairs, progress=_say(begun))
        analyse()
    print(
        f"\n{grown.people} personnes, {structures} organisations, {grown.entries} entrées, "
        f"{grown.agreements} accords en {time.monotonic() - begun:.0f} s "
        f"({database()}, {machine()})"
    )


def _say(begun: float):  # noqa: ANN202 — a closure for the progress line
    def say(words: str) -> None:
        sys.stderr.write(f"\r{time.monotonic() - begun:5.0f} s  {words}   ")
        sys.stderr.flush()

    return say


def _make_room() -> None:
    """Random keys touch every page of SQLite's indexes: they must stay in memory meanwhile."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-1000000")
            cursor.execute("PRAGMA synchronous=OFF")


def analyse() -> None:
    """What a database does by itself after a while: statistics for its planner."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
