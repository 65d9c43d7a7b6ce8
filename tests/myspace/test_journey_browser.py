"""The person in a real browser: from the card to the way out, at phone and tablet widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from passerelles.myspace.actions.cards import IssuedCard, issue_card
from passerelles.myspace.views import entrance
from passerelles.pathways.loading import ensure_default_framework
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, build_cast, professional
from tests.myspace.own_space import Space, build_space, propose

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]

WIDTHS = (390, 1024)


@pytest.fixture
def browser(chromium: Any) -> Any:
    return chromium


@pytest.fixture
def scene(transactional_db: None) -> tuple[Cast, Space]:
    ensure_default_framework()
    cast = build_cast()
    return cast, build_space(cast)


def card_of(cast: Cast, space: Space) -> IssuedCard:
    return issue_card(actor=professional(cast.mona, cast.esat), person_id=space.david.id)


def come_in(page: Any, address: str, issued: IssuedCard) -> None:
    """By the address of the QR code, then picture after picture."""
    page.goto(f"{address}/entrer/{issued.number}/")
    for picture in issued.pictures:
        page.click(f"button[value={picture.code}]")
    page.wait_for_url(f"**{reverse('myspace:home')}")


def addresses(cast: Cast, space: Space) -> list[str]:
    asked = propose(cast, space.david, cast.cfa, Volet.PATH, Volet.SENSITIVE)
    names = "home path progress check wishes help mood proposals sharing reads rights account wants work own_carnet choose_carnet freeze_carnet"
    one = {"agreement_id": space.agreement_id}
    return [
        *(reverse(f"myspace:{name}") for name in names.split()),
        *(reverse(f"myspace:{name}", kwargs=one) for name in ("preview", "change", "stop")),
        reverse("myspace:question", args=[1]),
        reverse("myspace:want_to", args=["talk"]),
        reverse("myspace:fact", args=["transport"]),
        reverse("myspace:answer", args=["note", space.note.id, "corriger"]),
        reverse("myspace:proposal", args=[asked.id]),
    ]


def faults(page: Any) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe

    found = [item["id"] for item in Axe().run(page).response["violations"]]
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return [*found, *(["overflow"] if page.evaluate(wider) else [])]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_the_person_has_an_accessibility_fault(
    browser: Any, live_server: Any, scene: tuple[Cast, Space], width: int
) -> None:
    cast, space = scene
    # axe is a script of the test: the content policy of the pages would refuse it.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    page.goto(f"{live_server.url}/entrer/")
    found["/entrer/"] = faults(page)
    page.goto(f"{live_server.url}/entrer/{card_of(cast, space).number}/")
    found["/entrer/images/"] = faults(page)
    come_in(page, live_server.url, card_of(cast, space))
    for address in addresses(cast, space):
        answer = page.goto(f"{live_server.url}{address}")
        assert answer.status == 200, address
        found[address] = faults(page)
    context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_leaving_fast_shows_something_else_and_the_way_back_is_closed(
    browser: Any,
    live_server: Any,
    scene: tuple[Cast, Space],
    monkeypatch: pytest.MonkeyPatch,
    javascript: bool,
) -> None:
    cast, space = scene
    # No network in tests: another public page stands for the weather forecast.
    monkeypatch.setattr(entrance, "QUICK_EXIT_URL", f"{live_server.url}{reverse('web:help')}")
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    come_in(page, live_server.url, card_of(cast, space))
    page.click("[data-p-quick-exit]")
    page.wait_for_url(f"**{reverse('web:help')}")
    page.goto(f"{live_server.url}{reverse('myspace:home')}")
    assert page.url.endswith("/entrer/")
    context.close()


def test_the_whole_way_works_without_javascript(
    browser: Any, live_server: Any, scene: tuple[Cast, Space]
) -> None:
    cast, space = scene
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    come_in(page, live_server.url, card_of(cast, space))
    page.click("text=Ce que je veux")
    page.fill("textarea", "Travailler le matin")
    page.click("main button:has-text('J’écris')")
    assert "Travailler le matin" in page.content()
    page.click("text=Retour à ma page")
    page.click("text=Comment ça va")
    page.check("input[value=good]")
    page.click("main button:has-text('Je le dis')")
    assert "Merci de l’avoir dit" in page.content()
    page.click("form[data-p-leave] button")
    assert "Vous êtes sorti" in page.content()
    context.close()
