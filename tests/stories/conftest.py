"""The day the stories start, and their visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
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
def visit(as_user: Callable[..., Client]) -> Visit:
    """``visit(user, organisation)``: somebody at work, in their own browser."""

    def at_work(user: Any, organisation: Any) -> Visitor:
        return Visitor(as_user(user, organisation), str(user.first_name))

    return at_work


@pytest.fixture
def server_works() -> Callable[[], None]:
    """What the server does between two pages: look for records already open elsewhere."""

    def work() -> None:
        for waiting in list(DBTaskResult.objects.ready()):
            asked = waiting.args_kwargs
            waiting.task.call(*asked["args"], **asked["kwargs"])
            waiting.delete()

    return work
