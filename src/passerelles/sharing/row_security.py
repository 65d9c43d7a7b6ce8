"""The second wall, on PostgreSQL: row-level security under the queries themselves.

The first wall (managers and :func:`sharing.policy.open_record`) decides finely, volet by
volet.  This one is coarse and independent of Python: whatever SQL is sent, a row about a
person comes out only if the actor in scope has a link with that person at that moment.

Each query on a protected table is preceded by ``set_config`` carrying the actor in scope,
local to the transaction when there is one: a pooled connection keeps nothing of its last user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.migrations.operations import RunPython

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind, NoActorInScope, current_actor

_protected: set[str] = set()
_setting_scope: ContextVar[bool] = ContextVar("passerelles_setting_scope", default=False)

_SET = (
    "SELECT set_config('passerelles.kind', %s, %s), set_config('passerelles.organisation', %s, %s),"
    " set_config('passerelles.person', %s, %s), set_config('passerelles.user', %s, %s),"
    " set_config('passerelles.link', %s, %s), set_config('passerelles.at', %s, %s)"
)

# Persons the actor of the session has a link with.  In a function, so that PostgreSQL plans it
# once per connection instead of inside every query on every protected table.
_REACHED = """
CREATE OR REPLACE FUNCTION passerelles_reached() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 100 AS $$
DECLARE
  kind text := current_setting('passerelles.kind', true);
  moment timestamptz := nullif(current_setting('passerelles.at', true), '')::timestamptz;
  ours uuid := nullif(current_setting('passerelles.organisation', true), '')::uuid;
BEGIN
  IF kind = 'person' THEN
    RETURN NEXT nullif(current_setting('passerelles.person', true), '')::uuid;
  ELSIF kind = 'professional' THEN
    RETURN QUERY
    SELECT p.person_id FROM sharing_party p
     WHERE p.organisation_id = ours AND p.basis = 'mission'
       AND p.since <= moment AND (p.until IS NULL OR p.until > moment)
    UNION ALL
    SELECT a.person_id FROM sharing_agreement a
     WHERE a.receiver_id = ours AND a.valid_from <= moment AND a.valid_until > moment
       AND (a.withdrawn_at IS NULL OR a.withdrawn_at > moment)
    UNION ALL
    SELECT e.person_id FROM sharing_emergencyaccess e
     WHERE e.user_id = nullif(current_setting('passerelles.user', true), '')::uuid
       AND e.organisation_id = ours AND e.started_at <= moment AND e.ends_at > moment;
  ELSIF kind = 'guest' THEN
    RETURN QUERY
    SELECT a.person_id FROM sharing_guestlink l JOIN sharing_agreement a ON a.id = l.agreement_id
     WHERE l.id = nullif(current_setting('passerelles.link', true), '')::uuid
       AND l.valid_from <= moment AND l.valid_until > moment
       AND (l.revoked_at IS NULL OR l.revoked_at > moment)
       AND a.valid_from <= moment AND a.valid_until > moment
       AND (a.withdrawn_at IS NULL OR a.withdrawn_at > moment);
  END IF;
END $$
"""


def reach_condition(column: str) -> str:
    """SQL condition: the actor of the session has a link with the person of ``column``."""
    kind = "(SELECT current_setting('passerelles.kind', true))"
    return f"{kind} = 'system' OR {column} IN (SELECT passerelles_reached())"


class Wall(RunPython):
    """A table put behind the second wall: the operation keeps its name, for the proof of all."""

    table = ""


def protect(table: str, *, column: str = "person_id") -> Wall:
    """Migration operation: put a table behind the second wall (nothing on SQLite).

    Reading, changing and deleting need a link with the person; adding a row does not, since a
    record is opened before any link exists.
    """

    def up(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        editor.execute(_REACHED)
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        condition = reach_condition(column)
        editor.execute(f"CREATE POLICY reach ON {table} USING ({condition}) WITH CHECK (true)")

    def down(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        editor.execute(f"DROP POLICY reach ON {table}")
        editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    wall = Wall(up, down)
    wall.table = table
    return wall


def declare(tables: Iterable[str]) -> None:
    """Name the protected tables, so that other queries are left alone."""
    _protected.update(tables)


def install() -> None:
    """Follow every connection; called once when the application starts."""
    connection_created.connect(_follow, dispatch_uid="passerelles.row_security")


def _follow(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "postgresql" and _carry_scope not in connection.execute_wrappers:
        connection.execute_wrappers.append(_carry_scope)


def _carry_scope(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if _setting_scope.get() or not any(table in sql for table in _protected):
        return execute(sql, params, many, context)
    connection: BaseDatabaseWrapper = context["connection"]
    token = _setting_scope.set(True)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SET, _values(_scope(), local=connection.in_atomic_block))
    finally:
        _setting_scope.reset(token)
    return execute(sql, params, many, context)


def _scope() -> Actor | None:
    try:
        return current_actor()
    except NoActorInScope:
        return None


def _values(actor: Actor | None, *, local: bool) -> list[Any]:
    if actor is None:
        # Tests build their cast before anybody acts; an installation never sets this.
        unattended = getattr(settings, "ROW_SECURITY_OPEN_WITHOUT_ACTOR", False)
        texts = [ActorKind.SYSTEM.value if unattended else "", "", "", "", ""]
    else:
        texts = [
            actor.kind.value,
            str(actor.organisation_id or ""),
            str(actor.person_id or ""),
            str(actor.user_id or ""),
            str(actor.guest_link_id or ""),
        ]
    texts.append(clock.now().isoformat())
    return [value for text in texts for value in (text, local)]
