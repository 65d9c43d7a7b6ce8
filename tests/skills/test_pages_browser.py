"""The pages of workshops and skills in a real browser, wide and narrow: axe finds nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from passerelles.kernel import clock
from passerelles.organisations.models import Organisation
from passerelles.sharing.rules.volets import Volet
from passerelles.skills.models import (
    Participation,
    SkillAttempt,
    Workshop,
    WorkshopDay,
    WorkshopReviewer,
)
from tests.cast import Cast
from tests.myspace.own_space import enter
from tests.sharing.test_pages_browser import CHROMIUM, shown
from tests.skills.test_pages import ALL, OPENED, SKILLS, _day, _followed, _sheet

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]


def _earlier(sheet: dict[str, Any], hour: str) -> dict[str, Any]:
    return {**sheet, "starts": hour, **_day("on", clock.today() - timedelta(days=3))}


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    """Pages as the server wrote them, by name."""
    Organisation.objects.update(published_at=clock.now())
    mona = as_user(cast.mona, cast.esat)
    empty = mona.get(ALL)
    mona.post(f"{ALL}nouveau/", OPENED)
    workshop = Workshop.objects.get()
    sami, lou = _followed(cast, "Sami"), _followed(cast, "Lou")
    one = f"{ALL}{workshop.pk}/"
    mona.post(f"{one}seance/", _sheet([sami], [lou], "Doser le produit"))
    mona.post(f"{one}version/", {"text": "Autrement.", "skills": "plier", "why": "plus simple"})
    record = f"/dossier/{sami.id}/competences/"
    validated = SkillAttempt.unscoped.create(
        person=sami,
        organisation=cast.esat,
        volet=Volet.SKILLS,
        skill="Vider le chariot",
        result="validated",
        observed_by="monitrice",
        thinking="C’est facile.",
    )
    space = enter(cast, sami)
    own = reverse("myspace:answer", args=["attempt", validated.pk, "repondre"])
    space.post(own, {"text": "Je le fais seul maintenant."})
    for hour in ("", "14:00"):
        mona.post(f"{one}seance/", _earlier(_sheet([sami], [], "Doser le produit"), hour))
    mistaken = WorkshopDay.objects.get(starts__isnull=False)
    mona.post(f"{one}seance/{mistaken.pk}/ecarter/", {"why": "Notée deux fois"})
    kept = WorkshopDay.objects.filter(set_aside_on=None).latest("on")
    for _twice in range(2):
        mona.post(f"{one}relecture/", {"organisation": cast.geiq.name})
        reviewer = WorkshopReviewer.objects.get(removed_on=None)
        if not _twice:
            mona.post(f"{one}relecture/{reviewer.pk}/retirer/", {"why": "Convention finie"})
    answers = {
        "empty": empty,
        "list": mona.get(ALL),
        "new": mona.post(f"{ALL}nouveau/", {}),
        "workshop": mona.get(one),
        "day": mona.post(f"{one}seance/", {}),
        "decide": mona.get(f"{one}version/2/"),
        "invite": mona.get(f"{one}relecture/"),
        "practice": mona.get(record),
        "sheet-twice": mona.post(f"{one}seance/", _sheet([sami], [lou])),
        "day-aside": mona.post(f"{one}seance/{kept.pk}/ecarter/", {}),
        "try-aside": mona.get(f"{record}essai/{validated.pk}/ecarter/"),
        "line-aside": mona.get(
            f"{record}seance/{Participation.unscoped.get(day=kept, person=sami).pk}/ecarter/"
        ),
        "remove": mona.post(f"{one}relecture/{reviewer.pk}/retirer/", {}),
        "own-answer": space.get(own),
        "attempt": mona.post(f"{record}essai/", {}),
        "fit": mona.get(f"{ALL}adequation/", {"metier": "propreté", "besoins": SKILLS}),
        "mine": space.get("/mon-espace/essais/"),
        "hosts": mona.get("/organisation/accueils/"),
    }
    assert {answer.status_code for answer in answers.values()} == {200, 422}
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_overflows(cast: Cast, as_user: Any, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    problems = []
    for name, html in pages(cast, as_user).items():
        for width in (1240, 390):
            page = shown(chromium, html, width)
            found = Axe().run(page).response["violations"]
            problems += [(name, width, v["id"], v["nodes"][0]["html"]) for v in found]
            if page.evaluate(wide):
                problems.append((name, width, "overflow", ""))
            page.close()
    assert problems == []
