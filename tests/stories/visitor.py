"""A visitor of the pages, for stories: opens, reads, follows links, fills forms by their labels.

Works on the HTML the server sends, without JavaScript: what a story does here, anybody can do
with the plainest browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    checked: bool = False
    identifier: str = ""
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value


class _Page(HTMLParser):
    """Forms, labels, links and words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.labels: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._inside: dict[str, Any] = {}
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        if tag in {"script", "style"}:
            self._muted += 1
        if tag == "form":
            self.forms.append(Form(a.get("action", ""), a.get("method", "get").lower()))
        elif tag == "label":
            self._inside["label"] = [a.get("for", ""), ""]
        elif tag == "legend":
            self._inside["legend"] = ["", ""]
        elif tag == "a" and "href" in a:
            self._inside["a"] = [a["href"], ""]
        elif tag == "button":
            self._inside["button"] = [(a.get("name", ""), a.get("value", "")), ""]
        elif self.forms:
            self._control(tag, a)

    def _control(self, tag: str, a: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if tag == "input" and a.get("name"):
            kind = a.get("type", "text")
            fields.append(
                Field(a["name"], kind, a.get("value", ""), "checked" in a, a.get("id", ""))
            )
        elif tag == "textarea":
            fields.append(Field(a["name"], "textarea", identifier=a.get("id", "")))
            self._inside["textarea"] = [fields[-1], ""]
        elif tag == "select":
            fields.append(Field(a["name"], "select", identifier=a.get("id", "")))
        elif tag == "option":
            self._inside["option"] = [(a.get("value", ""), "selected" in a), ""]

    def handle_data(self, data: str) -> None:
        if self._muted:
            return
        self.words.append(data)
        for held in self._inside.values():
            held[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._muted -= 1
        held = self._inside.pop(tag, None)
        if held is None:
            return
        what, words = held[0], _tidy(held[1])
        if tag == "label":
            self.labels.append((what, words))
        elif tag == "a":
            self.links.append((what, words))
        elif tag == "button" and self.forms:
            self.forms[-1].buttons.append((words, *what))
        elif tag == "textarea":
            what.value = held[1].removeprefix("\n")
        elif tag == "option":
            self._option(what, words)

    def _option(self, what: tuple[str, bool], words: str) -> None:
        select = self.forms[-1].fields[-1]
        select.options[words] = what[0]
        if what[1] or len(select.options) == 1:
            select.value = what[0]


def _tidy(words: str) -> str:
    return " ".join(words.split())


class Visitor:
    """One person at one browser; ``page`` is what is on screen."""

    def __init__(self, client: Client, who: str = "") -> None:
        self.client = client
        self.who = who
        self.url = ""
        self.status = 0
        self.page = _Page()
        self._typed: dict[str, list[str]] = {}

    def open(self, url: str, status: int = 200) -> Visitor:
        return self._arrive(self.client.get(url, follow=True), url, status)

    def _arrive(self, response: Any, url: str, status: int) -> Visitor:
        chain = getattr(response, "redirect_chain", [])
        self.url = chain[-1][0] if chain else url
        self.status = response.status_code
        html = response.content.decode()
        self.page = _Page()
        self.page.feed(html)
        self._typed = {}
        assert self.status == status, f"{self.who} : {self.url} → {self.status}\n{self.text[:1500]}"
        return self

    @property
    def text(self) -> str:
        return _tidy(unescape(" ".join(self.page.words)))

    def sees(self, *sentences: str) -> Visitor:
        for sentence in sentences:
            assert sentence in self.text, f"{self.who} ne voit pas « {sentence} » :\n{self.text}"
        return self

    def does_not_see(self, *sentences: str) -> Visitor:
        for sentence in sentences:
            assert sentence not in self.text, f"{self.who} voit « {sentence} »"
        return self

    def follow(self, words: str, status: int = 200) -> Visitor:
        found = [href for href, text in self.page.links if words in text]
        assert found, f"pas de lien « {words} » parmi {[t for _, t in self.page.links]}"
        return self.open(found[0], status)

    def fill(self, label: str, value: str) -> Visitor:
        """Type in the field whose label starts with these words, or choose an option by words."""
        control = self._labelled(label)
        if control.kind == "select":
            matching = [v for words, v in control.options.items() if value in words]
            assert matching, f"« {label} » ne propose pas « {value} » : {list(control.options)}"
            value = matching[0]
        self._typed[control.name] = [value]
        return self

    def fill_date(self, name: str, day: Any) -> Visitor:
        """Fill the three boxes of a date field by its name."""
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
            self._typed[f"{name}_{part}"] = [str(value)]
        return self

    def tick(self, *labels: str) -> Visitor:
        """Tick boxes or choose radio buttons by their labels."""
        for label in labels:
            control = self._labelled(label)
            if control.kind == "radio":
                self._typed[control.name] = [control.value]
            else:
                self._typed.setdefault(control.name, self._ticked(control.name))
                self._typed[control.name] = [*self._typed[control.name], control.value]
        return self

    def untick_all(self, name: str) -> Visitor:
        self._typed[name] = []
        return self

    def _ticked(self, name: str) -> list[str]:
        return [
            f.value for form in self.page.forms for f in form.fields if f.name == name and f.checked
        ]

    def _labelled(self, label: str) -> Field:
        identifiers = [i for i, words in self.page.labels if words.startswith(label)]
        for form in self.page.forms:
            for control in form.fields:
                if control.identifier and control.identifier in identifiers:
                    return control
        raise AssertionError(f"pas de champ « {label} » : {[w for _, w in self.page.labels]}")

    def press(self, words: str, status: int = 200) -> Visitor:
        """Send the form that holds this button, with what was typed."""
        for form in self.page.forms:
            for text, name, value in form.buttons:
                if words in text:
                    return self._send(form, (name, value), status)
        every = [text for form in self.page.forms for text, _, _ in form.buttons]
        raise AssertionError(f"pas de bouton « {words} » : {every}")

    def _send(self, form: Form, button: tuple[str, str], status: int) -> Visitor:
        data: dict[str, list[str]] = {}
        for control in form.fields:
            if control.kind in {"radio", "checkbox"} and not control.checked:
                continue
            if control.kind not in {"submit", "button", "file"}:
                data.setdefault(control.name, []).append(control.value)
        own = {control.name for control in form.fields}
        data.update({name: values for name, values in self._typed.items() if name in own})
        if button[0]:
            data[button[0]] = [button[1]]
        url = form.action or self.url
        send = self.client.post if form.method == "post" else self.client.get
        return self._arrive(send(url, data, follow=True), url, status)

    def code_on_screen(self, pattern: str) -> str:
        """Something shown once on the page: a link, a code."""
        found = re.search(pattern, self.text)
        assert found, f"rien ne ressemble à {pattern} :\n{self.text}"
        return found.group(1)
