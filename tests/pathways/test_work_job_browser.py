"""A trial from its objective to what was tried, in a real browser, wide and narrow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from passerelles.kernel.actors import acting_as
from passerelles.myspace.actions.carnet import freeze_carnet
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft, open_work
from passerelles.pathways.rules.voices import ReviewSide
from passerelles.pathways.tried import Tried
from tests.cast import Cast, person_actor
from tests.myspace.own_space import enter
from tests.myspace.test_carnet_story import recognition, workshop_day
from tests.pathways.enrolment_scenes import came, enrolled, entry, in_tapaj
from tests.pathways.test_reviews import says
from tests.pathways.work_scenes import day, mona, pmsmp, sami, works_at_the_esat
from tests.sharing.test_pages_browser import CHROMIUM, shown

SHOTS = os.environ.get("PASSERELLES_SCREENSHOTS", "")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    person = sami(cast)
    recognition(cast, person)
    works_at_the_esat(cast, person, job="agent d’entretien")
    workshop_day(cast, person, -60)
    enrolled(mona(cast), person, "expertises_partagees", entry(-60))
    came(cast, in_tapaj(cast, sami(cast, birth_date=day(-8000))), -20)
    aim = "Savoir si le métier me plaît, et si je tiens les horaires."
    trial = open_work(
        actor=mona(cast),
        person_id=person.id,
        draft=WorkDraft(
            kind="trial_bench",
            start=day(-20),
            end=day(-10),
            job="laveur de vitres",
            objective=aim,
            host=PlaceDraft(cast.company.id),
        ),
    )
    open_work(
        actor=mona(cast), person_id=person.id, draft=pmsmp(cast, day(6), day(9), objective=aim)
    )
    tried = (Tried("doser le produit", "validated"), Tried("laver les vitres", "with_help"))
    says(mona(cast), trial, ReviewSide.HOST, gathered_from="la cheffe d’équipe", tried=tried)
    client, own = as_user(cast.mona, cast.esat), enter(cast, person)
    david = person_actor(person)
    with acting_as(david):
        version = freeze_carnet(actor=david)
    if SHOTS:
        Path(SHOTS, "carnet.pdf").write_bytes(bytes(version.pdf))
    record = {"person_id": person.id}
    answers = {
        "form": client.get(reverse("pathways:new_work", kwargs={**record, "kind": "trial_bench"})),
        "one": client.get(reverse("pathways:work_one", args=[person.id, trial.id])),
        "review": client.get(reverse("pathways:review_work", args=[person.id, trial.id, "host"])),
        "own_review": own.get(reverse("pathways:my_review", args=[trial.id])),
        "own_refused": own.post(
            reverse("pathways:my_review", args=[trial.id]), {"went_1": "tried", "tried_2": "balai"}
        ),
        "own_work": own.get(reverse("myspace:work")),
        "own_carnet": own.get(reverse("myspace:own_carnet")),
    }
    assert {answer.status_code for answer in answers.values()} == {200, 422}
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_overflows(cast: Cast, as_user: Any, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    problems = []
    for name, html in pages(cast, as_user).items():
        for width in (1240, 390):
            page = shown(chromium, html, width)
            found = [item["id"] for item in Axe().run(page).response["violations"]]
            problems += [f"{name} ({width}) : {code}" for code in found]
            if page.evaluate(WIDER) > 0:
                problems.append(f"{name} ({width}) : plus large que l’écran")
            if SHOTS:
                page.screenshot(path=str(Path(SHOTS, f"{name}-{width}.png")), full_page=True)
            page.close()
    assert problems == []
