"""Integration, each voice on a trial, and a plan by dimension, in real browsers; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.enrolment_scenes import enrolled
from tests.pathways.scenes import as_tutor, tutor
from tests.pathways.test_enrolment_pages import as_person
from tests.pathways.test_enrolments import eiti_place, self_employed
from tests.pathways.test_integration import check, planned
from tests.support.test_journey_browser import NewScreen, screen
from tests.support.test_sides import write

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]
SIZES = [pytest.param(DESK, id="bureau"), pytest.param(PHONE, id="téléphone")]


@pytest.mark.parametrize("size", SIZES)
def test_the_plan_of_a_programme_side_by_side(
    screen: NewScreen, as_user: Callable[..., Client], size: Any
) -> None:
    cast = build_cast()
    nadia, person = eiti_place(cast)
    row = enrolled(nadia, person, "eiti", self_employed(-45))
    for code, words in (("inclusion", "Ouvrir ses droits"), ("sales", "Trouver trois clientes")):
        write(nadia, row, code, words)
    team = screen("plan", size, as_user(row.author, row.organisation))
    team.open(reverse("pathways:enrolment", args=[person.id, row.id])).follow("Plan par dimension")
    team.sees("rien encore", "il manque un objectif").follow("Noter un objectif (Entrepreneuriat)")
    team.fill("Objectif professionnel", "Tenir ses comptes").tick("dit par la personne")
    team.press("Enregistrer").sees("Tenir ses comptes")
    team.open(reverse("support:plan", args=[person.id])).sees("Plan par dimension")
    own = screen("plan-personne", size, as_person(person))
    own.open(reverse("support:my_plan")).sees("Ma vie", "Trouver trois clientes")


@pytest.mark.parametrize("size", SIZES)
def test_integration_and_each_voice_on_a_trial(
    screen: NewScreen, as_user: Callable[..., Client], size: Any
) -> None:
    cast = build_cast()
    situation = planned(cast)
    one = [cast.lea.id, situation.id]
    team = screen("integration", size, as_user(cast.ines, cast.ime))
    team.open(reverse("pathways:work_one", args=one)).sees("Intégration dans l’entreprise")
    team.open(reverse("pathways:plan_integration", args=one)).sees("Ce qui est déjà prévu reste")
    about = check("person")
    team.open(reverse("pathways:answer_check", args=[cast.lea.id, about.id])).sees("Pas bien")
    team.open(reverse("pathways:review_work", args=[*one, "sender"])).sees("a eu lieu")
    own = screen("voix-personne", size, as_person(cast.lea))
    own.open(reverse("myspace:work")).sees("On me demande")
    own.open(reverse("pathways:my_review", args=[situation.id])).sees("Comment ça s’est passé")
    own.open(reverse("pathways:my_check", args=[about.id])).sees("Ça ne va pas")
    guest = screen("voix-entreprise", size, as_tutor(tutor(cast)))
    guest.open(reverse("pathways:guest_review", args=[situation.id])).sees("Comment")
    guest.open(reverse("pathways:guest_check", args=[check("company").id])).sees(
        "Comment ça va, pour l’entreprise"
    )
