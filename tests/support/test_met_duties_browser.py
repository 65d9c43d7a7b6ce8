"""Duties done by meetings, a length proposed, a job to look at together; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.rules.barriers import Weight
from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.work_scenes import mona, sami, works_at_the_esat
from tests.support.test_journey_browser import NewScreen, screen
from tests.support.test_met_duties import in_tremplin, meets, month

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_kept_once_is_read_where_it_counts(
    screen: NewScreen, as_user: Callable[..., Client], size: dict[str, int]
) -> None:
    cast = build_cast()
    place = "bureau" if size is DESK else "tel"
    actor, row = in_tremplin(cast)
    for number in (0, 1, 2):
        meets(actor, row, month(row, number))
    desk = screen(f"devoirs-{place}", size, as_user(row.author, row.organisation))
    desk.open(reverse("pathways:enrolment", args=[row.person_id, row.pk]))
    desk.sees("rendez-vous du", "Noter le rendez-vous")
    desk.open(reverse("pathways:new_work", args=[row.person_id, "cdd_tremplin"]))
    desk.sees("C’est un conseil, pas une règle", "Niveau d’exigence de l’activité")
    person = sami(cast)
    for kind in ("mobility", "housing"):
        draft = BarrierDraft(weight=Weight.HEAVY)
        open_barrier(actor=mona(cast), person_id=person.id, kind=kind, draft=draft)
    job = works_at_the_esat(cast, person, demand=3, clause_work=True)
    yard = screen(f"exigence-{place}", size, as_user(cast.mona, cast.esat))
    yard.open(reverse("pathways:work_one", args=[person.id, job.id])).sees("À regarder ensemble")
