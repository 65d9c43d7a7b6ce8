"""A sheet sent twice counts once: by its hour, and in the database itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.skills.actions.practice import DaySheet, note_day
from passerelles.skills.actions.workshops import ContentWords, WorkshopWords, open_workshop
from passerelles.skills.models import Participation, SkillAttempt, WorkshopDay
from passerelles.skills.rules.workshops import WorkshopKind
from tests.cast import Cast, build_cast, professional
from tests.documents.test_races import Race, at_once
from tests.skills.test_pages import ALL, _day, _followed, _open, _sheet, _text

__all__ = ["at_once"]

YESTERDAY = timedelta(days=1)


def _at(sheet: dict[str, Any], hour: str) -> dict[str, Any]:
    return {**sheet, "starts": hour, **_day("on", clock.today() - YESTERDAY)}


def test_the_same_sheet_sent_twice_counts_once_and_keeps_what_was_typed(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    address = f"{ALL}{workshop.pk}/seance/"
    sheet = _sheet([sami], [lou], "Doser le produit")
    assert mona.post(address, sheet).status_code == 302
    again = mona.post(address, sheet)
    assert again.status_code == 422
    page = _text(again)
    assert "elle n’est pas comptée deux fois" in page
    assert "Écrivez à quelle heure elle a commencé." in page
    assert 'value="2,5"' in page
    assert page.count("checked") == 3
    assert WorkshopDay.objects.count() == 1
    assert Participation.unscoped.count() == 2
    assert SkillAttempt.unscoped.count() == 1


def test_two_sessions_of_one_day_are_told_apart_by_their_hour(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami = _followed(cast, "Sami")
    address = f"{ALL}{workshop.pk}/seance/"
    sheet = _sheet([sami], [])
    assert mona.post(address, _at(sheet, "09:30")).status_code == 302
    assert mona.post(address, _at(sheet, "14:00")).status_code == 302
    again = mona.post(address, _at(sheet, "14:00"))
    assert again.status_code == 422
    assert "Vérifiez l’heure." in _text(again)
    assert 'value="14:00"' in _text(again)
    assert mona.post(address, _at(sheet, "")).status_code == 422
    wrong = mona.post(address, _at(sheet, "midi"))
    assert "Écrivez l’heure ainsi : 14:00." in _text(wrong)
    assert 'value="midi"' in _text(wrong)
    assert WorkshopDay.objects.count() == 2
    page = _text(mona.get(f"{ALL}{workshop.pk}/"))
    assert "9 h 30" in page.replace("\xa0", " ")
    assert "2 séances" in _text(mona.get(ALL))


def test_a_session_that_has_not_begun_is_not_noted(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    sami = _followed(cast, "Sami")
    later = (clock.now() + timedelta(minutes=5)).astimezone(clock.PARIS)
    if later.date() != clock.today():
        pytest.skip("Dans cinq minutes, on est demain : la date l’aurait déjà refusé.")
    sheet = {**_sheet([sami], []), "starts": f"{later:%H:%M}"}
    refused = mona.post(f"{ALL}{workshop.pk}/seance/", sheet)
    assert "Cette heure n’est pas encore passée." in _text(refused)


def test_the_database_itself_refuses_a_second_sheet(
    cast: Cast, as_user: Callable[..., Client]
) -> None:
    mona = as_user(cast.mona, cast.esat)
    workshop = _open(mona)
    content = workshop.contents.get()
    same: dict[str, Any] = {"workshop": workshop, "content": content, "on": clock.today(), "hours": 2}  # fmt: skip
    for starts in (None, time(9)):
        WorkshopDay.objects.create(**same, starts=starts)
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkshopDay.objects.create(**same, starts=starts)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("starts", [None, time(9, 30)])
def test_of_two_sheets_sent_at_once_one_is_noted(at_once: Race, starts: time | None) -> None:
    cast = build_cast()
    actor = professional(cast.mona, cast.esat)
    workshop = open_workshop(
        actor=actor,
        words=WorkshopWords(WorkshopKind.PRE_PROFESSIONAL, "Propreté", "propreté"),
        content=ContentWords("On nettoie.", ["doser"]),
    )
    sami = _followed(cast, "Sami")
    sheet = DaySheet(clock.today() - YESTERDAY, Decimal(2), [sami.id], [sami.id], ["doser"], starts)

    def send() -> WorkshopDay:
        return note_day(actor=actor, workshop_id=workshop.pk, sheet=sheet)

    def look() -> tuple[int, int, int]:
        return (
            WorkshopDay.objects.count(),
            Participation.unscoped.count(),
            SkillAttempt.unscoped.count(),
        )

    results, found = at_once(actor, [send] * 6, look)
    refused = [one for one in results if isinstance(one, Refusal)]
    assert len([one for one in results if isinstance(one, WorkshopDay)]) == 1, results
    assert len(refused) == 5, results
    assert {one.field for one in refused} == {"starts"}
    assert found == (1, 1, 1)
