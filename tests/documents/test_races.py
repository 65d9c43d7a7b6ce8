"""Fifty hands at once on one line: one signature, one sealed copy."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from passerelles.documents.actions import (
    give_signing_link,
    record_paper_signature,
    refuse_on_screen,
    sign_by_link,
    sign_on_screen,
)
from passerelles.documents.models import Paper, Signature, SignedCopy
from passerelles.documents.rules.kinds import SignatoryRole as Role
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, Actor, acting_as
from passerelles.kernel.errors import Refusal
from tests.cast import build_cast, person_actor
from tests.documents.scenes import ines_of, pmsmp
from tests.sharing.scenes import adult

HANDS = 50
Work = Callable[[], Any]
Race = Callable[[Actor, list[Work], Work], tuple[list[Any], Any]]


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Race:
    """Run works at the same time, each on its own connection; ``look`` reads after them.

    SQLite's tests live in memory, where threads cannot wait for each other as they do in a
    file: they work on a copy in a file.
    """

    def run(actor: Actor, works: list[Work], look: Work) -> tuple[list[Any], Any]:
        settings = dict(connection.settings_dict)
        if connection.vendor == "sqlite":
            copy = tmp_path / "course.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(copy)])
            settings["NAME"] = str(copy)
        results: list[Any] = [None] * (len(works) + 1)
        start = threading.Barrier(len(works))

        def one(position: int, work: Work) -> None:
            connections["default"].settings_dict = settings
            if position < len(works):
                start.wait()
            try:
                with acting_as(actor):
                    results[position] = work()
            except Exception as error:  # the test looks at each of them
                results[position] = error
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=one, args=item) for item in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        last = threading.Thread(target=one, args=(len(works), look))
        last.start()
        last.join(60)
        return results[:-1], results[-1]

    return run


def outcome(paper: Paper) -> tuple[str, int, int]:
    return (
        Paper.unscoped.get(pk=paper.pk).state,
        SignedCopy.objects.count(),
        JournalEntry.objects.filter(event="documents:paper:completed").count(),
    )


def one_winner(results: list[Any]) -> None:
    lost = [r for r in results if isinstance(r, Refusal)]
    strange = [r for r in results if isinstance(r, Exception) and not isinstance(r, Refusal)]
    assert strange == []
    assert len(results) - len(lost) == 1


def test_fifty_signatures_of_the_last_line_give_one_winner(at_once: Race) -> None:
    cast = build_cast()
    david = adult(cast)
    paper = pmsmp(cast, david)
    ines = ines_of(cast)
    for role in (Role.HOST, Role.PRESCRIBER):
        record_paper_signature(
            actor=ines, paper_id=paper.id, role=role, signed_on=clock.today(), reference="4"
        )
    me = person_actor(david)

    def sign() -> Any:
        return sign_on_screen(actor=me, paper_id=paper.id, role=Role.PERSON, version=1)

    results, seen = at_once(me, [sign] * HANDS, lambda: outcome(paper))
    one_winner(results)
    assert seen == ("signed", 1, 1)


def test_fifty_signatures_by_one_link_give_one_winner(at_once: Race) -> None:
    cast = build_cast()
    paper = pmsmp(cast, adult(cast))
    given = give_signing_link(actor=ines_of(cast), paper_id=paper.id, role=Role.HOST)

    def sign() -> bool:
        sign_by_link(actor=ANONYMOUS, link_id=given.link.id)
        return True

    def signed_events() -> int:
        return JournalEntry.objects.filter(event="documents:paper:signed").count()

    results, events = at_once(ANONYMOUS, [sign] * HANDS, signed_events)
    one_winner(results)
    assert events == 1


def test_yes_and_no_at_once_leave_one_answer(at_once: Race) -> None:
    cast = build_cast()
    david = adult(cast)
    paper = pmsmp(cast, david)
    me = person_actor(david)
    turn: dict[str, Any] = {
        "actor": me, "paper_id": paper.id, "role": Role.PERSON, "version": 1,
    }  # fmt: skip

    def answers() -> tuple[str, str]:
        line = Signature.objects.get(version__paper_id=paper.pk, role="person")
        return line.state, Paper.unscoped.get(pk=paper.pk).state

    works: list[Work] = [lambda: sign_on_screen(**turn), lambda: refuse_on_screen(**turn)]
    results, seen = at_once(me, works * 10, answers)
    one_winner(results)
    assert seen in {("signed", "out"), ("refused", "refused")}
