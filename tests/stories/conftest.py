"""The day the stories start, and their visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_tasks_db.models import DBTaskResult

from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.planning.api import pace as routes_pace
from passerelles.rulebook.api import pace as law_pace
from tests.cast import Cast
from tests.stories.visitor import Visitor

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Visit = Callable[..., Visitor]
Later = Callable[[date], None]


@pytest.fixture(autouse=True)
def travel() -> Iterator[Any]:
    """Stories start one Monday of November 2026; they may move on with ``travel.move_to``."""
    with time_machine.travel(MONDAY, tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _new_minute() -> None:
    """A story asks the law as often as it needs: each starts with its whole pace."""
    law_pace.forget()
    routes_pace.forget()


@pytest.fixture
def town(cast: Cast) -> Cast:
    """The cast, whose organisations published their profile: they can be proposed."""
    Organisation.objects.update(published_at=clock.now())
    return cast


@pytest.fixture
def at_work() -> list[tuple[Visitor, Any, Any]]:
    """Whoever opened a session in this story, for whom."""
    return []


@pytest.fixture
def visit(as_user: Callable[..., Client], at_work: list[tuple[Visitor, Any, Any]]) -> Visit:
    """``visit(user, organisation)``: somebody at work, in their own browser."""

    def comes_in(user: Any, organisation: Any) -> Visitor:
        visitor = Visitor(as_user(user, organisation), str(user.first_name))
        at_work.append((visitor, user, organisation))
        return visitor

    return comes_in


@pytest.fixture
def later(
    travel: Any, as_user: Callable[..., Client], at_work: list[tuple[Visitor, Any, Any]]
) -> Later:
    """``later(day)``: that morning; sessions have ended, each professional signs in again."""

    def morning(day: date) -> None:
        travel.move_to(datetime.combine(day, time(9), tzinfo=clock.PARIS))
        law_pace.forget()
        routes_pace.forget()
        for visitor, user, organisation in at_work:
            visitor.client = as_user(user, organisation)

    return morning


@pytest.fixture
def server_works() -> Callable[[], None]:
    """What the server does between two pages: look for records already open elsewhere."""

    def work() -> None:
        for waiting in list(DBTaskResult.objects.ready()):
            asked = waiting.args_kwargs
            waiting.task.call(*asked["args"], **asked["kwargs"])
            waiting.delete()

    return work
