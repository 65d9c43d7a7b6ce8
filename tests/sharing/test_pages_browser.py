"""The pages of sharing in a real browser, wide and narrow: axe finds nothing, nothing overflows."""

from __future__ import annotations

import mimetypes
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from passerelles.kernel import clock
from passerelles.sharing.actions import GiverNamed, ask_consent, create_guest_link
from passerelles.sharing.rules.givers import Giver
from passerelles.sharing.rules.volets import Purpose, Volet
from tests.cast import Cast, make_agreement, professional
from tests.sharing.scenes import mother_of, posted_terms, publish, terms_for

CHROMIUM = Path("/usr/bin/chromium")
ORIGIN = "http://passerelles.test"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]


@pytest.fixture
def browser(chromium: Any) -> Any:
    return chromium


def pages(cast: Cast, as_user: Any) -> dict[str, str]:
    """Pages as the server wrote them, by name."""
    publish(cast.geiq)
    mother = mother_of(cast, cast.lea)
    make_agreement(cast.lea, cast.geiq)
    placement = make_agreement(
        cast.lea, cast.company, Volet.IDENTITY, Volet.PROGRESS, purpose=Purpose.PLACEMENT
    )
    ines = professional(cast.ines, cast.ime)
    create_guest_link(
        actor=ines,
        agreement_id=placement.id,
        holder_name="Sonia Tutrice",
        until=clock.today() + timedelta(days=20),
    )
    asked = ask_consent(
        actor=ines,
        person_id=cast.lea.id,
        terms=terms_for(cast, Volet.PATH, Volet.SENSITIVE, explicit=True),
        giver=GiverNamed(Giver.BOTH, mother.id),
    )
    worker, person = as_user(cast.ines, cast.ime), Client()
    record = f"/dossier/{cast.lea.id}/"
    propose = f"{record}partage/proposer/{cast.geiq.id}/"
    person.post(f"/accord/{asked.token}/", {"code": asked.code})
    answers = {
        "overview": worker.get(f"{record}partage/"),
        "reads": worker.get(f"{record}lectures/"),
        "refused terms": worker.post(propose, posted_terms()),
        "proof": worker.post(
            propose, posted_terms(giver="both", representative=str(mother.id), way="paper")
        ),
        "answer": person.get(f"/accord/{asked.token}/repondre/"),
        "code": Client().post("/lien/inconnu/", {"code": "1"}),
        "journal": as_user(cast.karim, cast.ime).get("/organisation/journal/"),
    }
    assert {answer.status_code for answer in answers.values()} == {200, 422}
    return {name: answer.content.decode() for name, answer in answers.items()}


def shown(browser: Any, html: str, width: int) -> Any:
    """The page in a browser; files are handed to it directly: no server, no socket."""

    def serve(route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif found := finders.find(path.removeprefix(settings.STATIC_URL)):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(path=str(found), content_type=kind)
        else:
            route.fulfill(status=404)

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", serve)
    page.goto(f"{ORIGIN}/")
    return page


def test_axe_finds_nothing_and_nothing_overflows(cast: Cast, as_user: Any, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    problems = []
    for name, html in pages(cast, as_user).items():
        for width in (1240, 390):
            page = shown(browser, html, width)
            found = Axe().run(page).response["violations"]
            problems += [(name, width, v["id"], v["nodes"][0]["html"]) for v in found]
            if page.evaluate(wide):
                problems.append((name, width, "overflow", ""))
            page.close()
    assert problems == []
