"""What nobody would type, or would type by mistake: refused with words, never a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from passerelles.pathways.models import Exit, WorkSituation
from tests.cast import Cast
from tests.pathways.test_work_pages import boxes, page, typed_pmsmp
from tests.pathways.work_scenes import day, holds, path_of, sami, works_at_the_esat

AsUser = Callable[..., Client]
pytestmark = pytest.mark.django_db

REFUSED: tuple[dict[str, Any], ...] = (
    {"act.hours_per_day": "abc"},
    {"act.purposes": ["zzz"]},
    {"act.days": "9" * 20},
    {"weekly_hours": "9999"},
    {"weekly_hours": "-3"},
    {"weekly_hours": "1e999999"},
    {"weekly_hours": "NaN"},
    {"stands": "path:xx"},
    {"host": "not-an-identifier"},
    {"host_name": "x" * 5000},
    {"prescriber_kind": "nobody"},
    {"start_year": "9999"},
    {"start_year": "1"},
)
IGNORED: tuple[dict[str, Any], ...] = (
    {"act.type": "cdi"},
    {"act.start": "2020-01-01"},
    {"act.": "1"},
    {"act.foo.bar": "1"},
    {"act.mentions": ["workers"]},
    {"accepted": ["nope"]},
)


def test_odd_values_are_refused_and_unknown_ones_left_out(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    path_of(cast, person)
    client = as_user(cast.mona, cast.esat)
    url = page(person, "new_work", "pmsmp")
    told = typed_pmsmp(cast, day(1), day(5), host="", go="save")
    for odd in REFUSED:
        assert client.post(url, {**told, **odd}).status_code == 422, odd
        assert client.post(url, {**told, **odd, "go": "check"}).status_code == 200, odd
    assert WorkSituation.unscoped.count() == 0
    for odd in IGNORED:
        assert client.post(url, {**told, **odd}).status_code == 302, odd
    for situation in WorkSituation.unscoped.all():
        assert (situation.kind, situation.start) == ("pmsmp", day(1))
        assert situation.details == {"act.purposes": ["discover"]}


def test_odd_numbers_and_days_of_an_exit_are_refused(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    situation = works_at_the_esat(cast, person)
    client = as_user(cast.mona, cast.esat)
    end = {**boxes("on", day(-1)), "version": "1", "why": "term", "leaves": "leaves"}
    job = {**end, "destination": "fixed_term", "contract_type": "cdd"}
    agreement = {**boxes("agreement_start", day(-1)), **boxes("agreement_end", day(-9))}
    for odd in (
        {**job, "contract_months": "999999999"},
        {**job, "hours": "-5"},
        {**job, **agreement},
        {**job, "why": "nothing"},
        {**job, "destination": "moon"},
        {**job, "follow_up": ["7"]},
        {**job, "version": "abc"},
    ):
        answer = client.post(page(person, "end_work", situation.id), odd)
        assert answer.status_code == 422, odd
    assert Exit.unscoped.count() == 0
    situation.refresh_from_db()
    assert situation.state == "ongoing"  # all or nothing: the end waits for its exit
    none_drawn = client.post(page(person, "paper_of_work", situation.id))
    assert none_drawn.status_code == 422
    assert "Aucun papier" in none_drawn.content.decode()


def test_a_notice_nobody_ticked_is_not_acknowledged(cast: Cast, as_user: AsUser) -> None:
    """An empty box is an answer there: the law warns, and saving asks why."""
    person = sami(cast)
    holds(person, "rqth")
    client = as_user(cast.mona, cast.esat)
    told = {**boxes("start", day(1)), **boxes("end", day(200)), "weekly_hours": "26",
            "employer_name": "Malt", "employer_kind": "ea", "go": "save"}  # fmt: skip
    refused = client.post(page(person, "new_work", "cdd_tremplin"), told)
    assert refused.status_code == 422
    assert "pas d’embauche à l’issue" in refused.content.decode()
    assert WorkSituation.unscoped.count() == 0
