"""Several engagements and the registration reminder in a real browser: desk, phone, axe."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.models import WorkSituation
from tests.browser.screen import DESK, PHONE
from tests.cast import build_cast
from tests.myspace.own_space import enter
from tests.pathways.test_work import opened
from tests.pathways.test_work_convergence import Site
from tests.pathways.work_scenes import day, holds, sami, works_at_the_esat
from tests.support.test_journey_browser import NewScreen, screen

__all__ = ["screen"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not Path("/usr/bin/chromium").exists(), reason="Chromium absent : apt install chromium"
    ),
]


def test_several_engagements_and_the_reminder_at_a_desk_and_on_a_phone(
    screen: NewScreen, as_user: Callable[..., Client]
) -> None:
    cast = build_cast()
    person = sami(cast)
    holds(person, "france_travail", "refused")
    holds(person, "cap_emploi", "refused")
    works_at_the_esat(cast, person)
    job = opened(
        cast,
        person,
        WorkDraft(
            kind="esat_shared_time",
            start=day(-3),
            weekly_hours=Decimal("15"),
            employer=PlaceDraft(cast.company.id),
        ),
    )
    WorkSituation.unscoped.filter(pk=job.pk).update(weekly_hours=Decimal(20))
    work = reverse("pathways:work", args=[person.id])
    form = reverse("pathways:new_work", args=[person.id, "pmsmp"])
    for who, size in (("cumul", DESK), ("cumul-tel", PHONE)):
        seen = screen(who, size, as_user(cast.mona, cast.esat))
        seen.open(work).sees("au-delà du plafond", "R243-3-1")
        seen.open(form).sees("pas inscrite", "rien n’est bloqué")
        seen.open(reverse("planning:record", args=[person.id])).sees("Ce que l’inscription ouvre")
    WorkSituation.unscoped.filter(pk=job.pk).update(weekly_hours=None)
    desk = screen("cumul-inconnu", DESK, as_user(cast.mona, cast.esat))
    desk.open(work).sees("on ne peut pas dire si le plafond est respecté")
    mine = screen("cumul-personne", PHONE, enter(cast, person))
    mine.open(reverse("planning:mine")).sees("Vous n’êtes pas sur la liste de France Travail")


def test_what_is_missing_for_sixty_months_is_asked_on_the_form(
    screen: NewScreen, as_user: Callable[..., Client]
) -> None:
    cast = build_cast()
    site = Site(cast)
    site.enrols()
    desk = screen("convergence", DESK, as_user(site.rosa, site.place))
    page = desk.open(reverse("pathways:new_work", args=[site.person.id, "cddi_cvg"])).page
    for part, value in zip(("day", "month", "year"), (1, 12, 2026), strict=True):
        page.fill(f"[name=start_{part}]", str(value))
    for part, value in zip(("day", "month", "year"), (30, 11, 2031), strict=True):
        page.fill(f"[name=end_{part}]", str(value))
    page.fill("[name=weekly_hours]", "24")
    page.select_option("[name=employer]", str(site.place.id))
    desk.press("Enregistrer").sees("personne ne l’a notée", "Pourquoi continuer quand même")
