"""A group lent together in a real browser: at a desk, on a phone; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.group_scenes import lent, pair, worker
from tests.support.test_journey_browser import NewScreen, screen

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


def test_a_group_at_a_desk_and_on_a_phone(
    screen: NewScreen, as_user: Callable[..., Client]
) -> None:
    cast = build_cast()
    one, two = pair(cast)
    worker(cast, "Ilyes", "Moreau")
    group = lent(cast, one, two)
    desk = screen("groupe", DESK, as_user(cast.mona, cast.esat))
    desk.open(reverse("pathways:work_groups")).sees("Mises à disposition collectives")
    desk.open(reverse("pathways:new_work_group")).sees("Qui en fait partie")
    desk.press("Enregistrer pour chacun").sees("Qui en fait partie")
    desk.open(reverse("pathways:work_group", args=[group])).sees("Noé", "Sami")
    desk.open(reverse("pathways:join_work_group", args=[group])).sees("Ilyes")
    desk.open(reverse("pathways:end_work_group", args=[group])).sees("Décochez qui continue")
    small = screen("groupe-tel", PHONE, as_user(cast.mona, cast.esat))
    small.open(reverse("pathways:new_work_group")).sees("Qui en fait partie")
    small.open(reverse("pathways:work_group", args=[group])).sees("Ajouter quelqu’un")
