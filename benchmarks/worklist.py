"""Time « À faire » for a worker who follows about sixty persons, and say what it asks the database.

    python -m benchmarks.generate
    python -m benchmarks.worklist [--rounds 60] [--print-only]

Run on the database of ``benchmarks.generate``: the first run gives everybody something to do
(contracts, appointments, barriers, papers, contacts), whole for the persons of the worker, lighter
elsewhere.  The report is printed and appended to docs/reference/performances.md.  Exit status 1
when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Any

from benchmarks.browsing import InProcess, session_of
from benchmarks.busy import Sower, sow, write
from benchmarks.generate import analyse
from benchmarks.pages import p95, sizes
from benchmarks.setting import database, machine, prepare, publish, start_django
from benchmarks.subjects import Subject, subjects

FOLLOWED = 60
P95_TARGET = 200.0  # milliseconds
QUERIES_TARGET = 25
PAGES = {
    "À moi": "/a-faire/",
    "À moi, date passée": "/a-faire/?quand=passe",
    "Mon équipe": "/a-faire/?qui=equipe",
}
BATCH = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--print-only", action="store_true", help="n’ajoute pas au document")
    wanted = parser.parse_args()
    start_django()
    prepare()
    (subject,) = subjects(1, near=FOLLOWED)
    fill()
    measures = visit(subject, wanted.rounds)
    (print if wanted.print_only else publish)(report(subject, measures))
    sys.exit(0 if reached(measures) else 1)


def fill() -> None:
    """Things to do for everybody; nothing when they are already there."""
    from passerelles.kernel import clock
    from passerelles.kernel.actors import acting_as, system_actor
    from passerelles.support.models import Appointment

    with acting_as(system_actor("mesure de performance")):
        if Appointment.unscoped.exists():
            return
        added, begun = 0, time.monotonic()
        for batch in _batches(_followed()):
            added += write(list(_sown(batch, clock.now())))
            sys.stderr.write(f"\r{time.monotonic() - begun:5.0f} s  {added} lignes   ")
        analyse()


def _followed() -> Iterator[tuple[Any, Any, Any]]:
    """Person, organisation and worker of every active path."""
    from passerelles.pathways.models import Referent

    rows = Referent.objects.filter(until=None, path__state="active").order_by("organisation_id")
    found: Iterator[tuple[Any, Any, Any]] = rows.values_list(
        "path__person_id", "organisation_id", "user_id"
    ).iterator(chunk_size=5000)
    return found


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _sown(batch: list[Any], now: datetime) -> Iterator[Sower]:
    teams: dict[tuple[Any, Any], list[Any]] = {}
    for person_id, organisation_id, user_id in batch:
        teams.setdefault((organisation_id, user_id), []).append(person_id)
    for (organisation_id, user_id), people in teams.items():
        sower = Sower(organisation_id, user_id, now)
        sow(sower, people)
        yield sower


@dataclass
class Measure:
    """One page: milliseconds on the clock, milliseconds of this process's processor, queries."""

    queries: int
    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def visit(subject: Subject, rounds: int) -> dict[str, Measure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = InProcess(session_of(subject.user))
    measures: dict[str, Measure] = {}
    for name, path in PAGES.items():
        visitor.get(path)
        with CaptureQueriesContext(connection) as captured:
            visitor.get(path)
        own = ("set_config(", "pg_advisory_xact_lock(")
        asked = [q for q in captured.captured_queries if not any(w in q["sql"] for w in own)]
        measures[name] = Measure(len(asked))
    for _n in range(rounds):
        for name, path in PAGES.items():
            begun, worked = time.perf_counter(), time.process_time()
            answer = visitor.get(path)
            measures[name].clock.append((time.perf_counter() - begun) * 1000)
            measures[name].processor.append((time.process_time() - worked) * 1000)
            if answer.status != 200:
                sys.exit(f"{name} : {answer.status}")
    return measures


def reached(measures: dict[str, Measure]) -> bool:
    return all(
        p95(one.clock) <= P95_TARGET and one.queries <= QUERIES_TARGET for one in measures.values()
    )


def report(subject: Subject, measures: dict[str, Measure]) -> str:
    lines = [
        f"### À faire, {database()}",
        "",
        f"{machine()}. {sizes()}. Visite : une personne qui accompagne, dans une organisation de "
        f"{subject.own_count} personnes, toutes suivies par elle ; elle en voit "
        f"{subject.visible_count} avec les accords. Charge de la machine avant : "
        f"{os.getloadavg()[1]:.1f}. Cible : p95 ≤ {P95_TARGET:.0f} ms, {QUERIES_TARGET} requêtes.",
        "",
        "| page | requêtes | médiane | p95 | max | processeur, médiane | processeur, p95 |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {one.queries} | {median(one.clock):.0f} ms | {p95(one.clock):.0f} ms "
        f"| {max(one.clock):.0f} ms | {median(one.processor):.0f} ms | {p95(one.processor):.0f} ms |"
        for name, one in measures.items()
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
