"""The real national lists, imported into the demonstration when a folder of them is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from passerelles.config.environment import environment
from passerelles.exchanges.actions import import_file
from passerelles.exchanges.unpacking import FileRefused
from passerelles.kernel.actors import acting_as, system_actor

# connector → how the official file is named when downloaded
LISTS = (
    ("laposte", "laposte_hexasmal*"),
    ("esat_finess", "esat_finess*.csv"),
    ("siae_asp", "siae_asp*.csv"),
    ("geiq", "geiq*.csv"),
    ("data_inclusion", "data_inclusion_structures*.json"),
    ("data_inclusion", "data_inclusion_services*.json"),
)


def import_present(progress: Callable[[str], None]) -> None:
    """Import each list found in ``PASSERELLES_NATIONAL_LISTS``; say what was refused."""
    folder = environment().national_lists
    if folder is None:
        return
    actor = system_actor("démonstration : listes nationales")
    with acting_as(actor):
        for connector, pattern in LISTS:
            for path in sorted(Path(folder).glob(pattern)):
                progress(_import(connector, path))


def _import(connector: str, path: Path) -> str:
    actor = system_actor("démonstration : listes nationales")
    try:
        report = import_file(actor=actor, connector=connector, path=path, apply=True)
    except FileRefused as refusal:
        return f"{path.name} : refusé. {refusal}"
    counts = report.counts()
    return f"{path.name} : {counts['created']} créées, {counts['updated']} modifiées, {counts['refused']} refusées"
