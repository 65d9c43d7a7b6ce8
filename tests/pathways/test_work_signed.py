"""Nothing begins before all have signed, or it is said in red on the page and in the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import acting_as
from passerelles.pathways.actions.work import open_work
from passerelles.pathways.actions.work_life import cancel_work
from passerelles.pathways.queries.work_signed import papers_of_work, unsigned_in_list
from tests.cast import Cast
from tests.pathways.work_scenes import day, mona, pmsmp, sami, works_at_the_esat

pytestmark = pytest.mark.django_db
AsUser = Callable[..., Client]


@pytest.mark.parametrize(
    ("start", "said"), [(-2, "Commencé sans papier signé"), (5, "Ne commencez pas")]
)
def test_a_placement_without_a_paper_is_said_in_red(
    cast: Cast, as_user: AsUser, start: int, said: str
) -> None:
    person = sami(cast)
    draft = pmsmp(cast, day(start), day(start + 8))
    situation = open_work(actor=mona(cast), person_id=person.id, draft=draft)
    with acting_as(mona(cast)):
        standing = papers_of_work(situation)
    assert (standing.blocks, standing.colour) == (True, "coral")
    client = as_user(cast.mona, cast.esat)
    for page in (
        reverse("pathways:work", args=[person.id]),
        reverse("pathways:work_one", args=[person.id, situation.id]),
    ):
        assert said in client.get(page).content.decode()


def test_what_asks_no_paper_or_was_cancelled_says_nothing(cast: Cast) -> None:
    person = sami(cast)
    contract = works_at_the_esat(cast, person)
    placement = open_work(actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(3), day(9)))
    with acting_as(mona(cast)):
        assert set(unsigned_in_list([contract, placement])) == {placement.id}
        cancel_work(
            actor=mona(cast), person_id=person.id, situation_id=placement.id, version=1, reason="x"
        )
        placement.refresh_from_db()
        assert unsigned_in_list([contract, placement]) == {}
        assert not papers_of_work(placement).blocks
