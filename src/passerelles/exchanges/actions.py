"""Importing a file: a dry run unless told otherwise."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction

from passerelles.exchanges import applying, events, policy, registry
from passerelles.exchanges.report import ImportReport
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden


def import_file(*, actor: Actor, connector: str, path: Path, apply: bool = False) -> ImportReport:
    """Read a file with a connector and say what it changes; ``apply`` writes it and journals it.

    Raises :class:`~passerelles.exchanges.unpacking.FileRefused` when the file is refused whole.
    """
    if not policy.may_import(actor):
        raise Hidden("import réservé à l’administration de la plateforme")
    instance = registry.get(connector)()
    rows = applying.read_rows(instance, path)
    with transaction.atomic():
        report = applying.run(instance, rows, actor=actor, apply=apply)
        if apply:
            record(
                events.FILE_IMPORTED,
                actor=actor,
                details={"connector": connector, "sha256": _sha256(path), **report.counts()},
            )
    return report


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
