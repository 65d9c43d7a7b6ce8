"""Which content a day of workshop is worked on: the one adopted last, or in force that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.test import Client

from passerelles.kernel import clock
from passerelles.skills.models import WorkshopContent, WorkshopDay
from passerelles.skills.queries.workshops import adopted_content
from tests.cast import Cast
from tests.skills.test_pages import ALL, _day, _followed, _open, _sheet, _text


def test_what_is_in_force_was_adopted_last_and_a_past_day_keeps_its_own(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami = _followed(cast, "Sami")
    for skill in ("balayer", "plier"):
        words = {"text": skill, "skills": skill, "why": "pour voir"}
        mona.post(f"{ALL}{workshop.pk}/version/", words)
    for number in (3, 2):
        mona.post(f"{ALL}{workshop.pk}/version/{number}/", {"decision": "adopt", "reason": ""})
    today = clock.today()
    for number, days in ((1, 20), (3, 10), (2, 2)):
        decided = clock.now() - timedelta(days=days)
        WorkshopContent.objects.filter(number=number).update(decided_at=decided)
    found = {days: adopted_content(workshop, today - timedelta(days=days)) for days in (30, 15, 5)}
    assert {days: one and one.number for days, one in found.items()} == {30: 1, 15: 1, 5: 3}
    now = adopted_content(workshop)
    assert now is not None
    assert now.number == 2
    address = f"{ALL}{workshop.pk}/seance/"
    past = {**_sheet([sami], [], "balayer"), **_day("on", today - timedelta(days=5))}
    refused = mona.post(address, past)
    assert refused.status_code == 422
    assert "la version 3 était en vigueur" in _text(refused)
    assert mona.post(address, {**past, "skills": ["plier"]}).status_code == 302
    assert WorkshopDay.objects.get().content.number == 3


def test_of_two_versions_adopted_the_same_day_the_later_is_in_force(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    for skill in ("balayer", "plier"):
        words = {"text": skill, "skills": skill, "why": "pour voir"}
        mona.post(f"{ALL}{workshop.pk}/version/", words)
    for number in (3, 2):
        mona.post(f"{ALL}{workshop.pk}/version/{number}/", {"decision": "adopt", "reason": ""})
    assert len({row.decided_at for row in WorkshopContent.objects.all()}) == 3
    for on in (None, clock.today()):
        found = adopted_content(workshop, on)
        assert found is not None
        assert found.number == 2


def test_a_version_adopted_before_midnight_in_paris_is_of_that_day(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    mona.post(f"{ALL}{workshop.pk}/version/", {"text": "b", "skills": "plier", "why": "essai"})
    mona.post(f"{ALL}{workshop.pk}/version/2/", {"decision": "adopt", "reason": ""})
    on = clock.today() - timedelta(days=3)
    late = datetime.combine(on, time(23, 59, 59), tzinfo=clock.PARIS)
    rows = WorkshopContent.objects.filter(workshop=workshop)
    rows.filter(number=1).update(decided_at=late - timedelta(days=9))
    for moment, number in ((late, 2), (late + timedelta(seconds=1), 1)):
        rows.filter(number=2).update(decided_at=moment)
        found = adopted_content(workshop, on)
        assert found is not None
        assert found.number == number
