"""Every table a migration freezes is still frozen once all migrations have run."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from passerelles.journal.immutable import FreezeRows


def frozen_tables() -> set[str]:
    loader = MigrationLoader(connection)
    return {
        operation.table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, FreezeRows)
    }


@pytest.mark.django_db
def test_no_later_migration_lets_a_frozen_table_be_written_again() -> None:
    asked = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = {name for (name,) in cursor.fetchall()}
    tables = frozen_tables()
    assert len(tables) > 20
    missing = {
        f"{table}_no_{verb}"
        for table in tables
        for verb in ("update", "delete")
        if f"{table}_no_{verb}" not in found
    }
    assert missing == set()
