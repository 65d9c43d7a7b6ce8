"""Programmes in real browsers: at a desk for the team, on a phone for the person; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.enrolment_scenes import came, decides, in_tapaj, moves, young
from tests.pathways.test_enrolment_pages import as_person, of, url
from tests.pathways.test_enrolments import first_hours, plans
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


def test_a_programme_at_a_desk_and_the_person_s_page_on_a_phone(
    screen: NewScreen,
    as_user: Callable[..., Client],
) -> None:
    cast = build_cast()
    row = in_tapaj(cast)
    for days in (-38, -31, -24):
        came(cast, row, days, paid=days != -24)
    decides(cast, row, "assiduity", -5)
    moves(cast, row, "p2", -4)
    person: Any = young(cast)
    desk = screen("équipe", DESK, as_user(cast.mona, cast.esat))
    desk.open(url(person, "programmes")).follow("Inscrire dans un programme")
    desk.follow("TAPAJ").sees("gardé à part")
    desk.press("Enregistrer").sees("Pourquoi continuer quand même")
    desk.open(of(row, "enrolment")).sees("Plusieurs chantiers", "à payer", "Jour par jour")
    desk.follow("Noter une décision").sees("Pour information")
    desk.open(of(row, "note_session")).sees("Payé le jour même")
    desk.open(of(row, "leave_programme")).sees("ni un échec")
    desk.open(of(row, "enrolment_print")).sees("à remettre à la personne")
    desk.open(reverse("pathways:sheets")).follow("TAPAJ").sees("Qui est venu")
    small = screen("équipe-tel", PHONE, as_user(cast.mona, cast.esat))
    small.open(of(row, "enrolment")).sees("Les étapes")
    small.open(reverse("pathways:sheet", args=["tapaj"])).sees("Qui est venu")
    hours = first_hours(cast)
    plans(hours, -30, "8")
    growing = screen("chantier", DESK, as_user(hours.author, hours.organisation))
    growing.open(of(hours, "enrolment")).sees("8 h par semaine aujourd’hui")
    growing.open(of(hours, "plan_hours")).fill("Heures par semaine", "21")
    growing.date("À partir du", day(2)).press("Enregistrer").is_refused("au plus 20 h")
    phone = screen("personne", PHONE, as_person(row.person))
    phone.open(reverse("pathways:my_programmes")).sees("Où j’en suis", "On me doit encore")
