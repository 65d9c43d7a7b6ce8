"""A visitor of the pages, for stories: opens, reads, follows links, fills forms by their labels.

Works on the HTML the server sends, without JavaScript: what a story does here, anybody can do
with the plainest browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
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
    question: str = ""  # legend of the group it is in
    options: dict[str, str] = field(default_factory=dict)


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value


# Tags that do not cut a sentence: any other one separates words.
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "small", "span", "strong", "use"})


class _Page(HTMLParser):
    """Forms, labels, links and words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.labels: list[tuple[str, str]] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.items: list[str] = []
        self._inside: dict[str, Any] = {}
        self._legends: list[str] = []
        self._muted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        self._space(tag)
        if tag in {"script", "style"}:
            self._muted += 1
        if tag == "fieldset":
            self._legends.append("")
        if tag == "form":
            self.forms.append(Form(a.get("action", ""), a.get("method", "get").lower()))
        elif tag == "label":
            self._inside["label"] = [a.get("for", ""), ""]
        elif tag == "legend":
            self._inside["legend"] = ["", ""]
        elif tag == "a" and "href" in a:
            self._inside["a"] = [a["href"], ""]
        elif tag == "li":
            self._inside["li"] = ["", ""]
        elif tag == "button":
            self._inside["button"] = [(a.get("name", ""), a.get("value", "")), ""]
        elif self.forms:
            self._control(tag, a)

    def _control(self, tag: str, a: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if tag == "input" and a.get("name"):
            kind = a.get("type", "text")
            value = a.get("value", "on" if kind == "checkbox" else "")
            fields.append(Field(a["name"], kind, value, "checked" in a, a.get("id", "")))
            around = self._inside.get("label")
            if around and not around[0]:
                around[0] = a.get("id", "")
        elif tag == "textarea":
            fields.append(Field(a["name"], "textarea", identifier=a.get("id", "")))
            self._inside["textarea"] = [fields[-1], ""]
        elif tag == "select":
            fields.append(Field(a["name"], "select", identifier=a.get("id", "")))
        else:
            self._option_starts(tag, a)
            return
        if fields:
            fields[-1].question = next((words for words in reversed(self._legends) if words), "")

    def _option_starts(self, tag: str, a: dict[str, str]) -> None:
        if tag == "option":
            self._inside["option"] = [(a.get("value", ""), "selected" in a), ""]

    def _space(self, tag: str) -> None:
        if tag not in _INLINE and not self._muted:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._muted:
            return
        self.words.append(data)
        for held in self._inside.values():
            held[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._muted -= 1
        self._space(tag)
        if tag == "fieldset" and self._legends:
            self._legends.pop()
        held = self._inside.pop(tag, None)
        if held is None:
            return
        what, words = held[0], _tidy(held[1])
        if tag == "label":
            self.labels.append((what, words))
        elif tag == "legend" and self._legends:
            self._legends[-1] = words
        elif tag == "a":
            self.links.append((what, words))
        elif tag == "li":
            self.items.append(words)
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


def _option_said(label: str, control: Field, said: str) -> str:
    """The option that is these words, else begins with them, else holds them."""
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [value for words, value in control.options.items() if fits(words, said)]
        if found:
            return found[0]
    raise AssertionError(f"« {label} » ne propose pas « {said} » : {list(control.options)}")


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
        return _tidy(unescape("".join(self.page.words)))

    def sees(self, *sentences: str) -> Visitor:
        for sentence in sentences:
            assert sentence in self.text, f"{self.who} ne voit pas « {sentence} » :\n{self.text}"
        return self

    def does_not_see(self, *sentences: str) -> Visitor:
        for sentence in sentences:
            assert sentence not in self.text, f"{self.who} voit « {sentence} »"
        return self

    def follow(self, words: str, status: int = 200) -> Visitor:
        return self.open(self.address_of(words), status)

    def address_of(self, words: str) -> str:
        """Where a link leads; exactly these words first, then words it contains."""
        exact = [href for href, text in self.page.links if text == words]
        found = exact or [href for href, text in self.page.links if words in text]
        assert found, f"pas de lien « {words} » parmi {[t for _, t in self.page.links]}"
        return found[0]

    def has_link(self, words: str) -> bool:
        return any(words in text for _, text in self.page.links)

    def fill(self, label: str, value: str) -> Visitor:
        """Type in the field whose label starts with these words, or choose an option by words."""
        control = self._labelled(label)
        if control.kind == "select":
            value = _option_said(label, control, value)
        self._typed[control.name] = [value]
        return self

    def fill_date(self, question: str, day: date) -> Visitor:
        """Fill the three boxes of the date asked by these words."""
        parts = {"day": day.day, "month": day.month, "year": day.year}
        boxes = [
            control
            for form in self.page.forms
            for control in form.fields
            if control.question.startswith(question) and control.name.rpartition("_")[2] in parts
        ]
        asked = sorted({c.question for form in self.page.forms for c in form.fields})
        assert len(boxes) == len(parts), f"pas de date « {question} » : {asked}"
        for control in boxes:
            self._typed[control.name] = [str(parts[control.name.rpartition("_")[2]])]
        return self

    def choose(self, question: str, *answers: str) -> Visitor:
        """Choose among the buttons or boxes of a question, by their labels; others are left out."""
        chosen: dict[str, list[str]] = {}
        for answer in answers:
            control = self._labelled(answer, question)
            chosen.setdefault(control.name, []).append(control.value)
        self._typed.update(chosen)
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

    def _ticked(self, name: str) -> list[str]:
        return [
            f.value for form in self.page.forms for f in form.fields if f.name == name and f.checked
        ]

    def _labelled(self, label: str, question: str = "") -> Field:
        starting = [i for i, words in self.page.labels if words.startswith(label)]
        identifiers = starting or [i for i, words in self.page.labels if label in words]
        for form in self.page.forms:
            for control in form.fields:
                if control.identifier in identifiers and control.question.startswith(question):
                    return control
        raise AssertionError(
            f"{self.who} : pas de champ « {label} » : {[w for _, w in self.page.labels]}"
        )

    def value_of(self, label: str, question: str = "") -> str:
        """What a field already holds when the page opens."""
        return self._labelled(label, question).value

    def is_ticked(self, label: str, question: str = "") -> bool:
        return self._labelled(label, question).checked

    def has_field(self, label: str) -> bool:
        return any(words.startswith(label) for _, words in self.page.labels)

    def has_button(self, words: str) -> bool:
        return any(words in text for form in self.page.forms for text, _, _ in form.buttons)

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
        url = (form.action or self.url).partition("#")[0]
        send = self.client.post if form.method == "post" else self.client.get
        return self._arrive(send(url, data, follow=True), url, status)

    def code_on_screen(self, pattern: str) -> str:
        """Something shown once on the page: a link, a code."""
        found = re.search(pattern, self.text)
        assert found, f"rien ne ressemble à {pattern} :\n{self.text}"
        return found.group(1)
