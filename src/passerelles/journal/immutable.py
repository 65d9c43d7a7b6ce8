"""Database triggers that refuse to change rows, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations.operations import RunPython

Step = Callable[[Any, Any], None]


def _install(
    table: str, frozen: Sequence[str], message: str, when: str
) -> Callable[[Any, Any], None]:
    def install(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _install_postgresql(editor, table, frozen, message, when)
        else:
            _install_sqlite(editor, table, frozen, message, when)

    return install


def _install_sqlite(
    editor: Any, table: str, frozen: Sequence[str], message: str, when: str
) -> None:
    of_columns = f"OF {', '.join(frozen)}" if frozen else ""
    only = f"WHEN {when} " if when else ""
    editor.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {of_columns} ON {table} "
        f"{only}BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _install_postgresql(
    editor: Any, table: str, frozen: Sequence[str], message: str, when: str
) -> None:
    of_columns = f"OF {', '.join(frozen)}" if frozen else ""
    only = f"WHEN ({when}) " if when else ""
    editor.execute(
        f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE {of_columns} ON {table} "
        f"FOR EACH ROW {only}EXECUTE FUNCTION {table}_frozen()"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
    )


def _remove(table: str) -> Callable[[Any, Any], None]:
    def remove(apps: Any, editor: Any) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_no_update{on}")
        editor.execute(f"DROP TRIGGER {table}_no_delete{on}")
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_frozen()")

    return remove


class FreezeRows(RunPython):
    """The operation, and the table it freezes: a test looks for its triggers in the database."""

    def __init__(self, table: str, install: Step, remove: Step) -> None:
        super().__init__(install, remove)
        self.table = table


def freeze_rows(
    table: str, message: str, *, columns: Sequence[str] = (), when: str = ""
) -> FreezeRows:
    """Migration operation: forbid deletes, and updates of ``columns`` (all when empty).

    ``when`` is a condition on ``OLD`` under which updates are forbidden; always by default.
    SQLite drops the triggers of a table that a later migration makes again: put them back there.
    """
    return FreezeRows(table, _install(table, columns, message, when), _remove(table))
