"""Ceilings of the law in what is to do, and lists too long for one page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.kernel.calendar import add_months
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.rules.work import WorkState
from passerelles.sharing.rules.volets import Volet
from passerelles.worklist.queries.reach import MOST
from tests.cast import Cast
from tests.worklist.scenes import follow

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


def situation(cast: Cast, kind: str, start: date, end: date, **more: Any) -> WorkSituation:
    over = end < clock.today()
    state = {"state": WorkState.ENDED, "ended_on": end, "end_reason": "term"} if over else {}
    made: WorkSituation = WorkSituation.unscoped.create(
        person=cast.lea, organisation=cast.ime, author=cast.ines, volet=Volet.PATH,
        kind=kind, start=start, end=end, **state, **more,
    )  # fmt: skip
    return made


def seen(cast: Cast, as_user: AsUser, **asked: str) -> str:
    client = as_user(cast.ines, cast.ime)
    return str(client.get(reverse("worklist:home"), asked).content.decode())


def test_insertion_contracts_near_twenty_four_months_together_are_told(
    cast: Cast, as_user: AsUser
) -> None:
    today = clock.today()
    begun = add_months(today, -20)
    situation(cast, "cddi", begun, add_months(begun, 12) - timedelta(days=1))
    last = situation(cast, "cddi", add_months(begun, 12), add_months(today, 3))
    text = seen(cast, as_user)
    assert "CDDI : fin proche, 20 mois et" in text
    assert "sur 24 mois au plus" in text
    assert reverse("pathways:work_one", args=[cast.lea.id, last.id]) in text
    # Let go past it by a prolongation, it is no longer the ceiling.
    WorkSituation.unscoped.filter(pk=last.pk).update(end=add_months(today, 9))
    assert "fin proche" not in seen(cast, as_user)


def test_the_convergence_contract_has_its_own_limit(cast: Cast, as_user: AsUser) -> None:
    today = clock.today()
    situation(cast, "cddi_cvg", add_months(today, -22), add_months(today, 1))
    assert "fin proche" not in seen(cast, as_user)


def test_hours_in_enterprises_near_the_ceiling_of_the_ai_are_told(
    cast: Cast, as_user: AsUser
) -> None:
    """Only enterprises count, over twenty-four months; untold hours make it « au moins »."""
    today = clock.today()
    worked: dict[str, Any] = {"host_name": "Netclair", "host_kind": "company"}
    old, month = add_months(today, -30), timedelta(days=30)
    hours = {"act.worked_hours": "230"}
    situation(cast, "ai_provision", old, old + month, details=hours, **worked)
    situation(cast, "ai_provision", today - month * 4, today - month * 3, details=hours, **worked)
    private = {"host_name": "Mme Paul", "host_kind": "household"}
    situation(cast, "ai_provision", today - month * 2, today - month, details=hours, **private)
    assert "fin proche" not in seen(cast, as_user)
    last = situation(cast, "ai_provision", today - month, today + month, details=hours, **worked)
    assert "fin proche, 460 h en entreprise sur 480 h en 24 mois" in seen(cast, as_user)
    situation(cast, "ai_provision", today, today + month, **worked)
    assert "fin proche, au moins 460 h" in seen(cast, as_user)
    WorkSituation.unscoped.filter(pk=last.pk).update(details={"act.worked_hours": "200"})
    assert "à la fin" not in seen(cast, as_user)
    assert "fin proche, au moins 430 h" in seen(cast, as_user)


def test_a_list_too_long_says_so_and_gives_the_rest_kind_by_kind(
    cast: Cast, as_user: AsUser
) -> None:
    follow(MOST + 30, cast.ime, cast.ines)
    text = seen(cast, as_user)
    assert f"Il y a plus de {MOST} choses de certaines sortes" in text
    assert f"{MOST} et plus" in text
    client = as_user(cast.ines, cast.ime)
    pages = [
        client.get(
            reverse("worklist:home"), {"sorte": "silence", "quand": "sans-date", "page": page}
        ).content.decode()
        for page in ("1", "2")
    ]
    names = [f"Camille{number} " for number in range(MOST + 30)]
    on_pages = [{name for name in names if name in page} for page in pages]
    assert len(on_pages[0]) == 100
    assert len(on_pages[1]) == 80
    assert not on_pages[0] & on_pages[1]
    for page in pages:
        assert "Seules les premières" not in page
        assert "seules les premières" not in page


def test_a_page_that_does_not_exist_is_the_nearest_one(cast: Cast, as_user: AsUser) -> None:
    follow(3, cast.ime, cast.ines)
    for page in ("0", "999999999", "x", "1" * 5000):
        assert "Camille1 " in seen(cast, as_user, quand="sans-date", page=page)
