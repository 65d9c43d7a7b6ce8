"""A person at a browser: every page they arrive on is examined before they go on.

Examined means: axe finds nothing (WCAG 2.0 to 2.2, A and AA, and good practices), the console and
the content policy complain of nothing, nothing is wider than the screen, nothing was asked of
another server.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

DESK = {"width": 1240, "height": 900}
PHONE = {"width": 390, "height": 844}

AXE_OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOTS = os.environ.get("PASSERELLES_SCREENSHOTS", "")


class Screen:
    """``who`` names the pictures; ``scripts`` tells whether JavaScript runs."""

    def __init__(self, page: Page, server: str, who: str, *, scripts: bool = True) -> None:
        self.page, self.server, self.who, self.scripts = page, server, who, scripts
        self.complaints: list[str] = []
        self.seen: list[str] = []
        self._refusals: set[str] = set()
        page.set_default_timeout(5000)
        # The first chart of a process loads the drawing library.
        page.set_default_navigation_timeout(30000)
        page.on("pageerror", lambda error: self.complaints.append(f"script : {error}"))
        page.on("console", self._hear)
        page.on("request", self._asked)
        page.on("response", self._answered)

    # What is watched all along

    def _hear(self, message: Any) -> None:
        if message.type not in {"error", "warning"}:
            return
        # Chromium repeats in the console the status of a page; statuses are asserted apart.
        of_the_page = message.location.get("url", "") in self._refusals
        if not (message.text.startswith("Failed to load resource") and of_the_page):
            self.complaints.append(f"console : {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.complaints.append(f"hors du serveur : {request.url}")

    def _answered(self, response: Any) -> None:
        if response.request.is_navigation_request() and response.status >= 400:
            self._refusals.add(response.url)
        elif response.status >= 400:
            self.complaints.append(f"{response.status} : {response.url}")

    # Going from page to page

    def open(self, path: str, status: int = 200) -> Screen:
        answer = self.page.goto(path if path.startswith("http") else f"{self.server}{path}")
        assert answer is not None
        assert answer.status == status, f"{self.who} : {path} → {answer.status}"
        return self.examine()

    def follow(self, words: str, *, within: str = "body", nth: int = 0) -> Screen:
        """Click a link by its words."""
        area = self.page.locator(within)
        links = area.get_by_role("link", name=words)
        links.or_(area.locator("a[role=button]", has_text=words)).nth(nth).click()
        return self.examine()

    def press(self, words: str, *, within: str = "main", nth: int = 0) -> Screen:
        """Press a button by its words."""
        self.page.locator(within).get_by_role("button", name=words).nth(nth).click()
        return self.examine()

    def type_and_enter(self, *keys: str) -> Screen:
        """Keyboard only: each item is ``Tab``, ``Space``… or ``=text`` to type; then Enter."""
        for key in keys:
            if key.startswith("="):
                self.page.keyboard.type(key[1:])
            else:
                self.page.keyboard.press(key)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.examine()

    # What is typed

    def fill(self, label: str, value: str) -> Screen:
        self._labelled(label).fill(value)
        return self

    def choose(self, label: str, option: str) -> Screen:
        """An option of a list, by the beginning of its words."""
        box = self._labelled(label)
        words = [o for o in box.locator("option").all_text_contents() if o.startswith(option)]
        assert words, f"« {label} » ne propose pas « {option} »"
        box.select_option(label=words[0])
        return self

    def tick(self, *labels: str) -> Screen:
        """Boxes and radio buttons, by the beginning of their labels."""
        for label in labels:
            self._labelled(label).check()
        return self

    def date(self, legend: str, day: Any) -> Screen:
        group = self.page.get_by_role("group", name=re.compile(f"^{re.escape(legend)}"))
        for part, value in (("Jour", day.day), ("Mois", day.month), ("Année", day.year)):
            group.get_by_label(part).fill(str(value))
        return self

    def _labelled(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(f"^\\s*{re.escape(label)}")).first

    # What is read

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def sees(self, *sentences: str) -> Screen:
        for sentence in sentences:
            try:
                expect(self.page.locator("body")).to_contain_text(sentence, timeout=2000)
            except AssertionError:
                read = " ".join(self.main.inner_text().split())
                message = (
                    f"{self.who} ne voit pas « {sentence} » sur {self.page.url} : {read[:600]}"
                )
                raise AssertionError(message) from None
        return self

    def is_refused(self, *sentences: str) -> Screen:
        """The form came back with the list of what to correct, which took the focus."""
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_be_visible()
        if self.scripts:
            expect(summary).to_be_focused()
        return self.sees(*sentences)

    def does_not_see(self, *sentences: str) -> Screen:
        text = self.page.locator("body").inner_text()
        for sentence in sentences:
            assert sentence not in text, f"{self.who} voit « {sentence} » sur {self.page.url}"
        return self

    def title_is(self, words: str) -> Screen:
        expect(self.page.locator("h1")).to_contain_text(words)
        return self

    def examine(self) -> Screen:
        """Everything that must hold on any page."""
        self.page.wait_for_load_state("load")
        self._picture()
        where = f"{self.who} : {self.page.url.removeprefix(self.server)}"
        assert self.page.evaluate(WIDER) <= 0, f"{where} : plus large que l’écran"
        if self.scripts:
            found = Axe().run(self.page, options=AXE_OPTIONS).response["violations"]
            faults = [(rule["id"], rule["nodes"][0]["html"][:300]) for rule in found]
            assert faults == [], f"{where} : {faults}"
        assert self.complaints == [], f"{where} : {self.complaints}"
        return self

    def _picture(self) -> None:
        if not SHOTS:
            return
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        title = re.sub(r"\W+", "-", self.page.title().removesuffix("— Passerelles").lower())
        name = f"{self.who}-{len(self.seen):02d}-{title.strip('-')[:48]}.png"
        self.seen.append(name)
        self.page.screenshot(path=Path(SHOTS, name), full_page=True)
