"""Preparing an installation: database, cache table, static files, territories.

Each step says what it does and is skipped when already done, so that a second start is quick.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in words, when ``needed`` says so."""

    words: str
    needed: Callable[[], bool]
    run: Callable[[], None]


def steps() -> Iterator[Step]:
    """What an installation needs before it serves, in order."""
    yield Step("Base de données", pending_migrations, _migrate)
    yield Step("Table de cache", _no_cache_table, _create_cache_table)
    yield Step("Communes de France", _no_communes, _load_communes)
    yield Step("Cadre d’observation", _no_framework, _default_framework)
    yield Step("Feuilles de style et images", _static_is_old, _collect_static)


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _create_cache_table() -> None:
    call_command("createcachetable")


def _no_cache_table() -> bool:
    return "django_cache" not in connection.introspection.table_names()


def _no_communes() -> bool:
    from passerelles.territories.loading import digest
    from passerelles.territories.models import LoadedEdition

    return not LoadedEdition.objects.filter(digest=digest()).exists()


def _load_communes() -> None:
    from passerelles.territories.loading import ensure_loaded

    ensure_loaded()


def _no_framework() -> bool:
    from passerelles.pathways.queries.axes import default_framework

    return default_framework() is None


def _default_framework() -> None:
    from passerelles.pathways.loading import ensure_default_framework

    ensure_default_framework()


def _stamp_path() -> Path:
    return Path(settings.STATIC_ROOT) / ".version"


def _static_stamp() -> str:
    """Changes with the package version and with any static file of the package."""
    digest = hashlib.sha256(version("passerelles").encode())
    for path in sorted(settings.PACKAGE_DIR.glob("*/static/**/*")):
        if path.is_file():
            stat = path.stat()
            digest.update(f"{path.name}:{stat.st_size}:{stat.st_mtime_ns}".encode())
    return digest.hexdigest()


def _static_is_old() -> bool:
    stamp = _stamp_path()
    return not stamp.exists() or stamp.read_text() != _static_stamp()


def _collect_static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    _stamp_path().write_text(_static_stamp())
