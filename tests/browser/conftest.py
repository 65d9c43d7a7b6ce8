"""Journeys in a real browser, over the demonstration territory.

``PASSERELLES_SCREENSHOTS=dossier`` keeps a picture of every page a journey goes through.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.screen import DESK, Screen
from tests.browser.territory import PASSWORD, Territory, build_territory

CHROMIUM = shutil.which("chromium")
FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser journey; without Chromium, it is skipped and said."""
    absent = pytest.mark.skip(
        reason="CHROMIUM ABSENT : AUCUN PARCOURS ESSAYÉ (apt install chromium)"
    )
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if CHROMIUM is None:
                item.add_marker(absent)


@pytest.fixture
def territory(transactional_db: None) -> Territory:
    """The demonstration, built for this journey alone."""
    return build_territory()


NewScreen = Callable[..., Screen]


@pytest.fixture
def screen(chromium: Any, live_server: Any, territory: Territory) -> Iterator[NewScreen]:
    """``screen("qui", PHONE, scripts=False)``: somebody opens a browser of their own."""
    contexts = []

    def opened(who: str, size: Any = DESK, *, scripts: bool = True) -> Screen:
        context = chromium.new_context(
            viewport=size,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=scripts,
            has_touch=size["width"] < 500,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Screen(context.new_page(), live_server.url, who, scripts=scripts)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(screen: NewScreen, territory: Territory) -> NewScreen:
    """``signed_in("Inès")``: a professional who has typed address and password."""

    def entered(first_name: str, size: Any = DESK, *, scripts: bool = True) -> Screen:
        person = screen(first_name.lower(), size, scripts=scripts).open("/compte/login/")
        person.page.locator("input[name=login]").fill(territory.email(first_name))
        person.page.locator("input[name=password]").fill(PASSWORD)
        return person.press("Se connecter")

    return entered
