"""A demanding job of a market’s clause and heavy barriers: people look at it, nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.work import correct_work
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_demand import heed_of
from passerelles.pathways.rules.demand import Demand, Marks, heed
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.rules.barriers import Weight
from tests.cast import Cast, make_agreement, professional
from tests.pathways.test_work_pages import boxes, page
from tests.pathways.work_scenes import day, esat_contract, mona, sami, works_at_the_esat

AsUser = Callable[..., Client]
MARKS = Marks(barriers=2, demand=3)
LOOK = "À regarder ensemble"


def heavy(cast: Cast, person: Any, *kinds: str) -> None:
    for kind in kinds:
        draft = BarrierDraft(weight=Weight.HEAVY)
        open_barrier(actor=mona(cast), person_id=person.id, kind=kind, draft=draft)


def test_it_is_said_only_of_a_clause_that_is_demanding_and_of_barriers_known() -> None:
    assert heed(True, Demand.HIGH, 2, MARKS) is not None
    assert heed(False, Demand.HIGH, 5, MARKS) is None
    assert heed(None, Demand.HIGH, 5, MARKS) is None
    assert heed(True, Demand.STEADY, 5, MARKS) is None
    assert heed(True, Demand.HIGH, 1, MARKS) is None
    assert heed(True, Demand.HIGH, None, MARKS) is None  # not told is not « none »


def test_a_level_nobody_said_is_not_taken_as_low() -> None:
    said = heed(True, None, 3, MARKS)
    assert said is not None
    assert "n’est pas encore dit" in said.sentence
    assert "ni un refus ni une condition" in said.remedy
    assert "votre structure peut" in said.measure


@pytest.mark.django_db
def test_the_page_invites_to_look_and_keeps_the_job(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    heavy(cast, person, "mobility", "housing")
    client = as_user(cast.mona, cast.esat)
    told = {**boxes("start", day(-30)), "employer": str(cast.esat.id), "demand": "3",
            "clause_work": "yes", "go": "save"}  # fmt: skip
    asked = client.post(page(person, "new_work", "cat"), {**told, "go": "check"})
    assert LOOK in unescape(asked.content.decode())
    row = works_at_the_esat(cast, person, demand=3, clause_work=True)
    text = unescape(client.get(page(person, "work_one", row.id)).content.decode())
    assert LOOK in text
    assert "2 freins pèsent lourd" in text
    assert "3 : exigeante" in text
    assert row.state == "ongoing"


@pytest.mark.django_db
def test_who_does_not_read_barriers_is_told_nothing_of_them(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    heavy(cast, person, "mobility", "housing")
    row = works_at_the_esat(cast, person, demand=3, clause_work=True)
    make_agreement(person, cast.geiq, Volet.IDENTITY, Volet.PATH)
    claire = as_user(cast.claire, cast.geiq)
    text = unescape(claire.get(page(person, "work_one", row.id)).content.decode())
    assert "3 : exigeante" in text
    assert LOOK not in text
    actor = professional(cast.claire, cast.geiq)
    assert heed_of(actor, open_record(actor, person.id), True, 3) is None
    with pytest.raises(Hidden):
        open_record(professional(cast.zoe, cast.stranger), person.id)


@pytest.mark.django_db
def test_a_correction_of_the_level_stays_in_the_history(cast: Cast, as_user: AsUser) -> None:
    person = sami(cast)
    row = works_at_the_esat(cast, person, demand=3, clause_work=True)
    correct_work(
        actor=mona(cast), person_id=person.id, situation_id=row.id, version=row.version,
        draft=esat_contract(cast, demand=1, clause_work=False), reason="Mauvaise ligne",
    )  # fmt: skip
    client = as_user(cast.mona, cast.esat)
    text = unescape(client.get(page(person, "work_one", row.id)).content.decode())
    assert "Niveau d’exigence : 3 → <b>1</b>" in text
    assert "Sur une clause sociale : Oui → <b>Non</b>" in text
    form = client.get(page(person, "correct_work", row.id)).content.decode()
    assert '<option value="1" selected>' in form


@pytest.mark.django_db
def test_the_database_knows_three_levels(cast: Cast) -> None:
    row = works_at_the_esat(cast, sami(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkSituation.unscoped.filter(pk=row.pk).update(demand=4)
