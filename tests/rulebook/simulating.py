"""Somebody at the simulator: each page is answered with what the page before carried."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

from django.test import Client

_STATE = re.compile(r'name="state" value="([^"]+)"')

# Answers, by words of the question, of a contract nothing forbids.
CDDI: dict[str, Any] = {
    "forme de travail": "cddi",
    "structure emploie": "aci",
    "premier jour du contrat": date(2026, 12, 1),
    "dernier jour du contrat": date(2027, 5, 31),
    "heures par semaine": "26",
}


class Visitor:
    def __init__(self, slug: str, client: Client | None = None) -> None:
        self.client = client or Client()
        self.url = f"/simulateur/{slug}/"
        self.response: Any = self.client.get(self.url)

    @property
    def state(self) -> str:
        found = _STATE.search(self.response.content.decode())
        assert found, self.text[:400]
        return found.group(1)

    @property
    def text(self) -> str:
        body = self.response.content.decode().split("<main")[-1].split("</main")[0]
        return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", body)))

    def send(self, status: int = 200, **fields: Any) -> Visitor:
        self.response = self.client.post(self.url, {"state": self.state, **fields})
        assert self.response.status_code == status, self.text[:600]
        return self

    def try_to_say(self, value: Any) -> Visitor:
        """As :meth:`say`, whether or not it is accepted."""
        fields: dict[str, Any] = {"value": value}
        if value is None:
            fields = {"go": "unknown"}
        elif isinstance(value, date):
            parts = {"day": value.day, "month": value.month, "year": value.year}
            fields = {f"value_{name}": part for name, part in parts.items()}
        self.response = self.client.post(self.url, {"state": self.state, **fields})
        assert self.response.status_code in {200, 422}, self.text[:600]
        return self

    def say(self, *values: Any, status: int = 200) -> Visitor:
        """Answer page after page; a date in its three boxes, ``None`` for « je ne sais pas »."""
        for value in values:
            self.try_to_say(value)
            assert self.response.status_code == status, self.text[:600]
        return self

    def answering(self, answers: dict[str, Any]) -> Visitor:
        """Answer each question by its words until the answer comes; « je ne sais pas » else."""
        for _page in range(60):
            question = self.question
            if question is None:
                return self
            known = [value for words, value in answers.items() if words in question]
            self.say(known[0] if known else None)
        raise AssertionError(f"les questions ne finissent pas : {self.question}")

    @property
    def question(self) -> str | None:
        asked = self.response.context.get("question")
        return None if asked is None else str(asked.words.plain).replace("\u202f", " ")

    @property
    def result(self) -> Any:
        assert self.question is None, self.question
        return self.response.context["result"]

    def sees(self, *sentences: str) -> Visitor:
        said = self.text.replace("\u202f", " ").replace("\u00a0", " ")
        for sentence in sentences:
            assert sentence in said, f"« {sentence} » absent de : {said[:1500]}"
        return self
