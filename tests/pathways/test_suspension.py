"""A suspension noted ahead begins on its day: until then nothing says the work is suspended."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.kernel.actors import acting_as
from passerelles.pathways.actions.work_life import resume_work, suspend_work
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.work import WorkState, shown_state, state_on
from tests.cast import Cast
from tests.pathways.test_work_pages import AsUser, page
from tests.pathways.work_scenes import day, mona, sami, works_at_the_esat

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("state", "since", "expected"),
    [
        (WorkState.SUSPENDED, date(2026, 11, 26), WorkState.ONGOING),
        (WorkState.SUSPENDED, TODAY, WorkState.SUSPENDED),
        (WorkState.ONGOING, None, WorkState.ONGOING),
        (WorkState.ENDED, None, WorkState.ENDED),
    ],
)
def test_where_it_is_that_day(state: WorkState, since: date | None, expected: WorkState) -> None:
    assert state_on(state, since, TODAY) is expected


def test_before_the_contract_begins_it_is_still_ahead() -> None:
    start, since = date(2026, 12, 7), date(2026, 12, 14)
    state = state_on(WorkState.SUSPENDED, since, TODAY)
    assert shown_state(state, start, None, TODAY) == "à venir"


def _suspended(cast: Cast, days: int) -> WorkSituation:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    return suspend_work(
        actor=mona(cast), person_id=person.id, situation_id=situation.id, version=1,
        on=day(days), reason="Stage",
    )  # fmt: skip


def test_the_pages_say_from_which_day(cast: Cast, as_user: AsUser) -> None:
    situation = _suspended(cast, 10)
    client = as_user(cast.mona, cast.esat)
    listed = client.get(page(situation.person, "work")).content.decode()
    assert "En cours" in listed
    assert "Suspendu" not in listed
    shown = client.get(page(situation.person, "work_one", situation.id)).content.decode()
    assert "Suspension à partir du" in shown
    WorkSituation.unscoped.update(suspended_on=day(0))
    listed = client.get(page(situation.person, "work")).content.decode()
    assert "Suspendu" in listed


def test_a_suspension_noted_ahead_may_be_given_up(cast: Cast) -> None:
    situation = _suspended(cast, 10)
    with acting_as(mona(cast)):
        back = resume_work(
            actor=mona(cast), person_id=situation.person_id, situation_id=situation.id,
            version=2, on=day(0), reason="Le stage n’aura pas lieu",
        )  # fmt: skip
    assert (back.state, back.suspended_on) == (WorkState.ONGOING, None)
