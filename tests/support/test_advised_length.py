"""The first CDD Tremplin is proposed for six months: an advice one changes, never a rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.calendar import last_day
from passerelles.pathways.models import WorkSituation
from passerelles.sharing.rules.volets import Volet
from passerelles.web import french
from tests.cast import Cast
from tests.pathways.test_work_pages import boxes
from tests.pathways.work_scenes import day
from tests.support.test_met_duties import ENTERED, in_tremplin

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def filled(text: str, name: str) -> str:
    """What a box of the page holds."""
    _before, _name, after = text.partition(f'name="{name}"')
    return after[: after.index(">")].partition('value="')[2].partition('"')[0]


def test_from_the_entry_the_last_day_is_written_as_an_advice(cast: Cast, as_user: AsUser) -> None:
    _actor, row = in_tremplin(cast)
    client = as_user(row.author, row.organisation)
    form = reverse("pathways:new_work", args=[row.person_id, "cdd_tremplin"])
    text = client.get(form).content.decode()
    assert "C’est un conseil, pas une règle : 6 mois" in text
    end = last_day(day(ENTERED), 6)
    shown = [filled(text, f"end_{part}") for part in ("day", "month", "year")]
    assert shown == [str(end.day), str(end.month), str(end.year)]
    # Another start, and no last day: it is proposed before anything is kept.
    asked = client.post(form, {**boxes("start", day(3)), "weekly_hours": "26", "go": "save"})
    assert asked.status_code == 422
    end = last_day(day(3), 6)
    text = asked.content.decode()
    assert f"Le {french.short_date(end)} est proposé" in text
    assert filled(text, "end_month") == str(end.month)
    assert not WorkSituation.unscoped.exists()


def test_a_second_one_and_other_contracts_are_given_no_length(cast: Cast, as_user: AsUser) -> None:
    _actor, row = in_tremplin(cast)
    client = as_user(row.author, row.organisation)
    other = client.get(reverse("pathways:new_work", args=[row.person_id, "ea_cdd"]))
    assert "C’est un conseil" not in other.content.decode()
    WorkSituation.unscoped.create(
        person=row.person, organisation=row.organisation, volet=Volet.PATH, kind="cdd_tremplin",
        start=day(-90), end=day(80), author=row.author,
    )  # fmt: skip
    again = client.get(reverse("pathways:new_work", args=[row.person_id, "cdd_tremplin"]))
    assert "C’est un conseil" not in again.content.decode()
