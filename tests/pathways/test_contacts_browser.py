"""Contacts after hiring and a contract to send, in a real browser; axe on each page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.pathways.models import ReturnRight, WorkSituation
from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.pathways.test_contacts import followed
from tests.pathways.work_scenes import day, sami
from tests.support.test_journey_browser import NewScreen, screen

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


def test_news_of_a_job_and_a_contract_to_send(
    screen: NewScreen, as_user: Callable[..., Client]
) -> None:
    cast = build_cast()
    person = sami(cast)
    done, planned, *_others = followed(cast, person)
    lent = WorkSituation.unscoped.create(
        person=person, organisation=cast.esat, author=cast.mona, volet="path",
        kind="mad_esat_individual", start=day(-30), end=day(300), employer=cast.esat,
        host_name="Netclair", details={"act.signed_on": day(-20).isoformat()},
    )  # fmt: skip
    desk = screen("suivi", DESK, as_user(cast.mona, cast.esat))
    desk.open(reverse("pathways:set_contact_aside", args=[person.id, planned.id]))
    desk.fill("Pourquoi ?", "Elle a changé d’emploi").press("Enregistrer")
    desk.open(reverse("pathways:correct_contact", args=[person.id, done.id]))
    desk.fill("En quelques mots", "Il cherche ailleurs")
    desk.fill("Raison de la correction", "Confondu").press("Enregistrer")
    desk.open(reverse("pathways:work", args=[person.id])).sees("Contacts sans objet ou corrigés")
    right = ReturnRight.unscoped.get()
    desk.open(reverse("pathways:come_back", args=[person.id, right.id])).sees(
        "contacts sont prévus"
    )
    desk.open(reverse("pathways:work_one", args=[person.id, lent.id])).sees("Noter l’envoi")
    small = screen("suivi-tel", PHONE, as_user(cast.mona, cast.esat))
    small.open(reverse("pathways:work", args=[person.id])).sees("Ce contact n’a plus lieu d’être")
    small.open(reverse("pathways:sent_to_mdph", args=[person.id, lent.id])).sees("Envoyé à la MDPH")
    small.open(reverse("worklist:home")).sees("contrat à envoyer à la MDPH")
