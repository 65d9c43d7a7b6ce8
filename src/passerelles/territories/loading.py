"""The shipped tables put into the database: fast, repeatable, never undoing a better source."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import connection, models, transaction

from passerelles.kernel import clock
from passerelles.kernel.text import fold
from passerelles.territories.models import (
    Commune,
    CommunePart,
    Departement,
    Epci,
    LoadedEdition,
    PostalCode,
    Precision,
    Region,
)
from passerelles.territories.rules import commune_key

DATA_DIR = Path(__file__).resolve().parent / "data"
FILES = ("regions.csv", "departements.csv", "epci.csv.gz", "communes.csv.gz", "parts.csv.gz")
# Well under SQLite's limit on variables per statement, whatever the number of columns.
BATCH = 2000

M = TypeVar("M", bound=models.Model)

_POSITION = ("latitude", "longitude", "precision")


@dataclass(frozen=True, slots=True)
class LoadedCounts:
    created: int = 0
    updated: int = 0
    already_loaded: bool = False


def digest(folder: Path = DATA_DIR) -> str:
    """What identifies an edition of the tables: their content."""
    sha = hashlib.sha256()
    for name in FILES:
        sha.update(name.encode())
        sha.update((folder / name).read_bytes())
    return sha.hexdigest()


def ensure_loaded() -> LoadedCounts:
    """The shipped edition is in the database when this returns; free when it already was."""
    return load()


@transaction.atomic
def load(folder: Path = DATA_DIR, *, force: bool = False) -> LoadedCounts:
    """Bring the database to the shipped edition; nothing is written when it is already there.

    Coordinates refined from La Poste's file are kept; a commune that left the list stays, marked
    as no longer current, since organisations and persons may refer to it.
    """
    edition = digest(folder)
    if not force and LoadedEdition.objects.filter(digest=edition).exists():
        return LoadedCounts(already_loaded=True)
    counts = [
        _synchronise(Region, _regions(folder)),
        _synchronise(Departement, _departements(folder)),
        _synchronise(Epci, _epci(folder)),
        _load_communes(folder),
        _synchronise(CommunePart, _parts(folder), keep=("latitude", "longitude")),
    ]
    _load_postal_codes(folder)
    _let_the_database_look_at_its_tables()
    LoadedEdition.objects.all().delete()
    LoadedEdition.objects.create(digest=edition, loaded_at=clock.now())
    return LoadedCounts(
        created=sum(count.created for count in counts),
        updated=sum(count.updated for count in counts),
    )


def _let_the_database_look_at_its_tables() -> None:
    """PostgreSQL plans on statistics: without them, an import that follows reads whole tables."""
    if connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for model in (Commune, PostalCode, CommunePart)]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    content = (folder / name).read_bytes()
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    yield from csv.DictReader(io.StringIO(content.decode("utf-8")))


def _regions(folder: Path) -> list[Region]:
    return [Region(code=row["code"], name=row["name"]) for row in _rows(folder, "regions.csv")]


def _departements(folder: Path) -> list[Departement]:
    return [
        Departement(
            code=row["code"],
            name=row["name"],
            folded_name=fold(row["name"]),
            region_id=row["region"],
        )
        for row in _rows(folder, "departements.csv")
    ]


def _epci(folder: Path) -> list[Epci]:
    return [Epci(**row) for row in _rows(folder, "epci.csv.gz")]


def _communes(folder: Path) -> list[Commune]:
    return [
        Commune(
            insee=row["insee"],
            name=row["name"],
            folded_name=commune_key(row["name"]),
            departement_id=row["departement"],
            epci_id=row["epci"] or None,
            population=int(row["population"]) if row["population"] else None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            precision=row["precision"],
        )
        for row in _rows(folder, "communes.csv.gz")
    ]


def _parts(folder: Path) -> list[CommunePart]:
    return [
        CommunePart(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            folded_name=commune_key(row["name"]),
            commune_id=row["commune"],
        )
        for row in _rows(folder, "parts.csv.gz")
    ]


def _load_communes(folder: Path) -> LoadedCounts:
    communes = _communes(folder)
    refined = {
        insee: position
        for insee, *position in Commune.objects.filter(precision=Precision.OFFICIAL).values_list(
            "insee", *_POSITION
        )
    }
    for commune in communes:
        if position := refined.get(commune.insee):
            commune.latitude, commune.longitude, commune.precision = position
    counts = _synchronise(Commune, communes)
    known = {commune.insee for commune in communes}
    stale = set(Commune.objects.filter(is_current=True).values_list("insee", flat=True)) - known
    if stale:
        Commune.objects.filter(insee__in=stale).update(is_current=False)
    return counts


def _load_postal_codes(folder: Path) -> None:
    known = set(PostalCode.objects.values_list("code", "commune_id"))
    missing = [
        PostalCode(code=code, commune_id=row["insee"])
        for row in _rows(folder, "communes.csv.gz")
        for code in row["postal_codes"].split()
        if (code, row["insee"]) not in known
    ]
    PostalCode.objects.bulk_create(missing, batch_size=BATCH)


def _synchronise(model: type[M], rows: Iterable[M], *, keep: tuple[str, ...] = ()) -> LoadedCounts:
    """Create what is new, update what differs, leave the rest alone; ``keep`` is not compared."""
    fields = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in keep
    ]
    existing = {row[0]: row[1:] for row in model._default_manager.values_list("pk", *fields)}
    created: list[M] = []
    updated: list[M] = []
    for row in rows:
        before = existing.get(row.pk)
        if before is None:
            created.append(row)
        elif before != tuple(getattr(row, name) for name in fields):
            updated.append(row)
    model._default_manager.bulk_create(created, batch_size=BATCH)
    if updated:
        model._default_manager.bulk_update(updated, fields, batch_size=200)
    return LoadedCounts(created=len(created), updated=len(updated))
