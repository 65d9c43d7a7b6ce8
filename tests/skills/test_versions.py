"""Which content a day of workshop is worked on: the one adopted last, or in force that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

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
        decided = today - timedelta(days=days)
        WorkshopContent.objects.filter(number=number).update(decided_on=decided)
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


def test_the_same_sheet_sent_twice_counts_once(cast: Cast, as_user: Callable[..., Client]) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    address = f"{ALL}{workshop.pk}/seance/"
    assert mona.post(address, _sheet([sami], [lou])).status_code == 302
    again = mona.post(address, _sheet([sami], [lou]))
    assert again.status_code == 422
    assert "elle n’est pas comptée deux fois" in _text(again)
    assert mona.post(address, _sheet([lou], [sami])).status_code == 302
    assert WorkshopDay.objects.count() == 2
    WorkshopDay.objects.update(recorded_at=clock.now() - timedelta(minutes=11))
    assert mona.post(address, _sheet([sami], [lou])).status_code == 302
