"""The journal: insert-only, chained, provable."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from passerelles.journal.actions import record
from passerelles.journal.models import JournalEntry
from passerelles.journal.queries import verify
from passerelles.kernel.actors import system_actor
from passerelles.sharing.events import AGREED, OPENED
from tests.cast import Cast

ACTOR = system_actor("essai")


def _three_lines(cast: Cast) -> None:
    for _ in range(3):
        record(OPENED, actor=ACTOR, person_id=cast.lea.id, volets=("identity",), ground="mission")


def test_each_line_follows_the_previous_one(cast: Cast) -> None:
    _three_lines(cast)
    first, second, third = JournalEntry.objects.order_by("id")
    assert second.previous_hash == first.hash
    assert third.previous_hash == second.hash
    proof = verify()
    assert proof.whole
    assert proof.entries == 3


@pytest.mark.parametrize("statement", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_or_delete_a_line(cast: Cast, statement: str) -> None:
    _three_lines(cast)
    sql = {
        "UPDATE": "UPDATE journal_journalentry SET event = 'rien'",
        "DELETE": "DELETE FROM journal_journalentry",
    }[statement]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert JournalEntry.objects.count() == 3


def test_a_line_changed_behind_the_triggers_breaks_the_chain(cast: Cast) -> None:
    _three_lines(cast)
    second = JournalEntry.objects.order_by("id")[1]
    on = " ON journal_journalentry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_journalentry_no_update{on}")
        cursor.execute(
            "UPDATE journal_journalentry SET ground = 'autre' WHERE id = %s", [second.id]
        )
    assert verify().broken_at == second.id


def test_a_line_keeps_only_what_its_event_declared(cast: Cast) -> None:
    with pytest.raises(ValueError, match="ne garde pas"):
        record(AGREED, actor=ACTOR, person_id=cast.lea.id, details={"name": "Léa"})
