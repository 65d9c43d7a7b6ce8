"""The pages of programmes in a real browser, wide and narrow: axe finds nothing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from passerelles.programmes import actions
from tests.cast import Cast, professional
from tests.programmes.test_pages import typed_programme
from tests.sharing.test_pages_browser import CHROMIUM, shown

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    """Pages as the server wrote them, by name."""
    actor = professional(cast.karim, cast.ime)
    day = date(2026, 1, 5)
    own = actions.copy_programme(
        actor=actor, code="phc", label="Nos premières heures", starts_on=day
    )
    data = {**own.data, "summary": "Avec des horaires du matin."}
    actions.publish_version(
        actor=actor, programme_id=own.programme_id, seen=1, data=data, starts_on=day
    )
    actions.declare_membership(
        actor=actor, code="convergence", source="Convention de 2026", starts_on=day
    )
    admin, anybody = as_user(cast.karim, cast.ime), Client()
    address = f"/programmes/{own.programme_id}/"
    answers = {
        "list": admin.get("/programmes/"),
        "public list": anybody.get("/programmes/"),
        "tapaj": anybody.get("/programmes/modeles/tapaj/"),
        "eiti": admin.get("/programmes/modeles/eiti/"),
        "print": anybody.get("/programmes/modeles/enouma/imprimer/"),
        "own": admin.get(address),
        "old version": admin.get(f"{address}?version=1"),
        "copy": admin.get("/programmes/modeles/tapaj/copier/"),
        "new": admin.get("/programmes/nouveau/"),
        "edit": admin.get(f"{address}changer/"),
        "refused": admin.post(
            "/programmes/nouveau/", typed_programme(**{"gates-0-target": "1", "label": ""})
        ),
        "membership": admin.get("/programmes/adhesions/noter/"),
    }
    assert {answer.status_code for answer in answers.values()} == {200, 422}
    return {name: answer.content.decode() for name, answer in answers.items()}


def test_axe_finds_nothing_and_nothing_overflows(cast: Cast, as_user: Any, chromium: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    pictures = os.environ.get("PASSERELLES_PICTURES", "")
    problems = []
    for name, html in pages(cast, as_user).items():
        for width in (1240, 390):
            page = shown(chromium, html, width)
            if pictures:
                page.screenshot(path=str(Path(pictures) / f"{name}-{width}.png"), full_page=True)
            found = Axe().run(page).response["violations"]
            problems += [(name, width, v["id"], v["nodes"][0]["html"]) for v in found]
            if page.evaluate(wide):
                problems.append((name, width, "overflow", ""))
            page.close()
    assert problems == []
