"""The gallery in a real browser, under the real content policy: axe, widths, keyboard, scripts."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.web.gallery import gallery_page

CHROMIUM = Path("/usr/bin/chromium")
ORIGIN = "http://passerelles.test"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium absent : apt install chromium"),
]


def policy() -> str:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in directives.items())


@pytest.fixture
def browser(chromium: Any) -> Any:
    return chromium


@pytest.fixture
def open_gallery(browser: Any) -> Iterator[Any]:
    """``open_gallery(width)`` → the page; what its console complained of is in ``page.complaints``.

    Files are handed to the browser directly: no server, no socket.
    """
    html = gallery_page()
    contexts = []

    def serve(route: Any) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path == "/":
            headers = {"Content-Security-Policy": policy()}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
            return
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        if found:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(path=str(found), content_type=kind)
        else:
            route.fulfill(status=404)

    def opened(width: int, **options: Any) -> tuple[Any, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None,
        )
        page.route("**/*", serve)
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
        return page, complaints

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1240, 390, 320])
def test_axe_finds_nothing_and_nothing_overflows(open_gallery: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, complaints = open_gallery(width)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert complaints == []


@pytest.mark.parametrize("options", [{"contrast": "more"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_with_strong_contrast(open_gallery: Any, options: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page, _ = open_gallery(1240, **options)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_the_summary_takes_the_focus_and_its_links_lead_to_the_boxes(open_gallery: Any) -> None:
    page, _ = open_gallery(1240)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Né le : Le 31 novembre").click()
    assert page.evaluate("document.activeElement.id") == "id_born_day"


def test_a_whole_date_pasted_fills_the_three_boxes(open_gallery: Any) -> None:
    page, _ = open_gallery(1240)
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text", "04/12/2026");
            const options = {clipboardData: data, bubbles: true, cancelable: true};
            const event = new ClipboardEvent("paste", options);
            document.getElementById("id_born_day").dispatchEvent(event);
        }"""
    )
    boxes = [page.input_value(f"#id_born_{part}") for part in ("day", "month", "year")]
    assert boxes == ["04", "12", "2026"]


def test_the_length_left_is_counted_in_french(open_gallery: Any) -> None:
    page, _ = open_gallery(1240)
    page.fill("#id_text", "x" * 199)
    page.wait_for_selector("text=Il reste 1 caractère")


def test_the_page_works_without_script(open_gallery: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(gallery_page())
    assert page.locator("#deux").is_visible()
    assert page.locator("button[type=submit]", has_text="Enregistrer").is_visible()
    assert not page.locator("text=Écouter").count()
    context.close()
