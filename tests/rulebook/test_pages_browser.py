"""The pages of the law in a real browser, wide and narrow: axe finds nothing, nothing overflows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import brotli
import pytest
from django.test import Client

from passerelles.rulebook import actions
from passerelles.rulebook.actions import OwnValue
from tests.cast import Cast, professional
from tests.sharing.test_pages_browser import CHROMIUM, shown

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]
SETTINGS = "/organisation/reglages/droit/"
KEY = "clause_eligibility_months"
LIGHT = 100 * 1024


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    """Pages as the server wrote them, by name."""
    actor = professional(cast.karim, cast.ime)
    own = OwnValue(Decimal(36), date(2026, 7, 1), None, "Convention de 2026", "Article 4")
    override = actions.set_override(actor=actor, key=KEY, own=own)
    past = replace(own, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    wrong = actions.set_override(actor=actor, key=KEY, own=past)
    actions.withdraw_override(actor=actor, override_id=wrong.pk, version=1)
    visitor, karim = Client(), as_user(cast.karim, cast.ime)
    answers = {
        "rules": visitor.get("/droit/"),
        "family": visitor.get("/droit/?famille=IAE&au=2025-03-01"),
        "nothing": visitor.get("/droit/?q=licorne"),
        "refused day": visitor.get("/droit/?au=31/02/2025"),
        "rule": visitor.get("/droit/IAE-09/"),
        "rule with values": visitor.get("/droit/ESAT-07/?au=2025-03-01"),
        "kinds": visitor.get("/droit/contrats/"),
        "kind": visitor.get("/droit/contrats/cddi/"),
        "print": visitor.get("/droit/imprimer/?famille=GEIQ"),
        "api": visitor.get("/api/"),
        "api object": visitor.get("/api/objets/Contract/"),
        "settings": karim.get(SETTINGS),
        "setting": karim.get(f"{SETTINGS}{KEY}/"),
        "refused setting": karim.post(f"{SETTINGS}{KEY}/", {"value": "2,5"}),
        "end": karim.get(f"{SETTINGS}fin/{override.pk}/"),
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


@pytest.mark.parametrize("path", ["/droit/", "/droit/contrats/", "/droit/IAE-09/"])
def test_a_page_of_the_law_stays_light(db: None, path: str) -> None:
    html = Client().get(path).content
    assert len(html) < LIGHT
    assert len(brotli.compress(html)) < LIGHT / 5
