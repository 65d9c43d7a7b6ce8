"""A springboard contract in a real browser: titles told, the team's opinion; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.work_scenes import holds, sami
from tests.support.test_journey_browser import NewScreen, screen

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_titles_and_the_opinion_of_the_team(
    screen: NewScreen, as_user: Callable[..., Client], size: dict[str, int]
) -> None:
    cast = build_cast()
    person = sami(cast)
    holds(person, "rqth", state="refused")
    place = "bureau" if size is DESK else "tel"
    desk = screen(f"tremplin-{place}", size, as_user(cast.mona, cast.esat))
    desk.open(reverse("people:situations", args=[person.id])).sees("Sans réponse, le droit")
    desk.open(reverse("people:fact", args=[person.id, "other_titles"])).sees("Aucun autre titre")
    desk.open(reverse("pathways:new_work", args=[person.id, "cdd_tremplin"]))
    desk.sees("De l’avis de l’équipe", "Ce qui fait dire cet avis")
    desk.press("Vérifier").sees("Premier jour")
