"""Adherents of a GEIQ and the paper of a work, in a real browser; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast, make_person, professional
from tests.pathways.work_scenes import day
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
def test_the_list_of_adherents_then_the_paper_of_a_loan(
    screen: NewScreen, as_user: Callable[..., Client], size: dict[str, int]
) -> None:
    cast = build_cast()
    Organisation.objects.update(published_at=clock.now())
    person = make_person("Sami", "Haddad", cast.geiq, by=cast.claire)
    place = "bureau" if size is DESK else "tel"
    desk = screen(f"adherents-{place}", size, as_user(cast.claire, cast.geiq))
    desk.open("/organisation/accueils/").follow("Ajouter des adhérents", within="main").examine()
    desk.fill("Entreprises adhérentes", "Netclair\nBoulangerie du Pré").press("Ajouter")
    desk.sees("2 adhérents ajoutés", "n’a encore accueilli personne").examine()
    desk.follow("Noter la fin de l’adhésion", within="main").examine()
    for later in (0, 90):
        open_work(
            actor=professional(cast.claire, cast.geiq),
            person_id=person.id,
            draft=WorkDraft(
                kind="mad_geiq",
                start=day(later - 3),
                end=day(later + 40),
                activity="Servir",
                employer=PlaceDraft(cast.geiq.id),
                host=PlaceDraft(name="Boulangerie du Pré", kind="company"),
            ),
        )
    desk.open(reverse("documents:prepare", args=[person.id, "loan"]))
    desk.sees("Pour quel travail ?", "Remplir avec ce qui est déjà noté").examine()
    desk.follow("Mise à disposition par un GEIQ", within="main").examine()
    desk.press("Préparer le papier").sees("Le papier est préparé")
