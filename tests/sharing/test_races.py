"""Races: fifty simultaneous answers, a withdrawal during a write."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS, acting_as
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.sharing.actions import (
    GiverNamed,
    accept_consent,
    ask_consent,
    create_guest_link,
    withdraw_agreement,
)
from passerelles.sharing.models import Agreement, GuestLink
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import build_cast, make_agreement, person_actor, professional
from tests.sharing.scenes import adult, terms_for

Work = Callable[[], Any]
Race = Callable[[list[Work], Work], tuple[list[Any], Any]]


@pytest.fixture
def in_threads(transactional_db: None, tmp_path: Path) -> Race:
    """Run functions at the same time, each with its own connection to the same database.

    SQLite's tests live in memory, where threads cannot wait for each other as they do in a
    file: they work on a copy in a file.  ``look`` reads the outcome there, after them.
    """

    def run(works: list[Work], look: Work) -> tuple[list[Any], Any]:
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
                with acting_as(ANONYMOUS):
                    results[position] = work()
            except Exception as error:  # the test looks at each of them
                results[position] = error
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=one, args=item) for item in enumerate(works)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        last = threading.Thread(target=one, args=(len(works), look))
        last.start()
        last.join(60)
        return results[:-1], results[-1]

    return run


def test_of_fifty_simultaneous_answers_one_writes_the_agreement(
    in_threads: Race,
) -> None:
    cast = build_cast()
    asked = ask_consent(
        actor=professional(cast.ines, cast.ime),
        person_id=adult(cast).id,
        terms=terms_for(cast),
        giver=GiverNamed(),
    )
    results, written = in_threads(
        [lambda: accept_consent(actor=ANONYMOUS, request_id=asked.request.id)] * 50,
        Agreement.objects.count,
    )
    assert [r for r in results if not isinstance(r, Agreement | Refusal)] == []
    assert sum(isinstance(r, Agreement) for r in results) == 1
    assert written == 1


def test_a_write_resting_on_an_agreement_comes_before_its_withdrawal_or_is_refused(
    in_threads: Race,
) -> None:
    cast = build_cast()
    agreement = make_agreement(cast.lea, cast.company, Volet.IDENTITY, purpose=Purpose.PLACEMENT)
    ines = professional(cast.ines, cast.ime)
    until = clock.today() + timedelta(days=5)

    def give_link() -> Any:
        return create_guest_link(
            actor=ines, agreement_id=agreement.id, holder_name="Sonia Tutrice", until=until
        ).link

    def withdraw() -> Any:
        with transaction.atomic():
            return withdraw_agreement(actor=person_actor(cast.lea), agreement_id=agreement.id)

    results, (open_links, links) = in_threads(
        [*[give_link] * 6, withdraw, *[give_link] * 6],
        lambda: (
            GuestLink.objects.filter(revoked_at=None).count(),
            GuestLink.objects.count(),
        ),
    )
    assert [r for r in results if not isinstance(r, Agreement | GuestLink | Refusal | Hidden)] == []
    assert open_links == 0
    assert links == sum(isinstance(r, GuestLink) for r in results)
