"""What was told so far, carried by the page itself: signed, and kept nowhere.

Neither session, nor cookie, nor address: closing the page forgets everything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core import signing

from passerelles.law.document import Document
from passerelles.law.filling import SITUATIONS, with_answer
from passerelles.law.findings import Answer
from passerelles.law.questions import (
    AnswerKind,
    Question,
    answer_of,
    makes_sense,
    next_question,
    question_for,
    situations_together,
)
from passerelles.law.reading import NotADocument
from passerelles.law.simulations import Simulation

_SALT = "passerelles.rulebook.simulator"
_LONGEST = 60_000  # characters: far above the longest conversation


class Tampered(ValueError):
    """The page sent back is not one that was sent."""


@dataclass(frozen=True, slots=True)
class Told:
    """One page answered; ``value`` as JSON data, ``None`` for « je ne sais pas »."""

    path: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """``asked``: the question on the page when it is not simply the next one."""

    simulation: Simulation
    at: date
    told: tuple[Told, ...] = ()
    asked: str = ""
    to_the_end: bool = False

    def document(self) -> Document:
        """The question so far.  What no longer fits, after an answer changed, counts as untold."""
        document = self.simulation.start(self.at)
        for item in self.told:
            if item.value is not None and _still_fits(document, item):
                document = self._telling(document, item)
        return document

    def _telling(self, document: Document, item: Told) -> Document:
        document = with_answer(document, item.path, item.value)
        for path, other in self.simulation.fills:
            if path == item.path:
                document = with_answer(document, other, item.value)
        return document

    def answer(self) -> Answer:
        return answer_of(self.document())

    def question(self) -> Question | None:
        """What to ask on this page, ``None`` when it is time to answer."""
        document = self.document()
        if self.asked:
            return self._again(document, self.asked)
        done = {item.path for item in self.told}
        for path in self.simulation.first:
            if path not in done and makes_sense(document, path):
                return question_for(document, path)
        return next_question(document, self.declined(document), to_the_end=self.to_the_end)

    def has_more_to_ask(self) -> bool:
        """Whether a certain refusal stopped the questions before their end."""
        return replace(self, asked="", to_the_end=True).question() is not None

    def declined(self, document: Document) -> set[str]:
        """Paths that were asked and stay unknown."""
        declined = set()
        for item in self.told:
            if item.value is None:
                declined.add(item.path)
            elif item.path == SITUATIONS:
                declined |= {f"situation.{c}" for c, held in item.value.items() if held is None}
            elif _was_told(document, item):
                declined.add(item.path)
        return declined

    def saying(self, path: str, value: Any) -> Conversation:
        """The same with one answer more, or one changed where it stood."""
        item = Told(path, value)
        if any(old.path == path for old in self.told):
            told = tuple(item if old.path == path else old for old in self.told)
        else:
            told = (*self.told, item)
        return replace(self, told=told, asked="")

    def not_knowing(self, question: Question) -> Conversation:
        """« Je ne sais pas »: to all of what the page asked."""
        if question.path != SITUATIONS:
            return self.saying(question.path, None)
        return self.saying(SITUATIONS, {choice.code: None for choice in question.choices})

    def going_back(self) -> Conversation | None:
        """The page before, with what was answered there; ``None`` at the beginning."""
        paths = [item.path for item in self.told]
        before = paths[: paths.index(self.asked)] if self.asked in paths else paths
        return replace(self, asked=before[-1]) if before else None

    def changing(self, path: str) -> Conversation:
        return replace(self, asked=path)

    def value(self, path: str) -> Any:
        return next((item.value for item in self.told if item.path == path), None)

    def _again(self, document: Document, path: str) -> Question | None:
        if path == SITUATIONS:
            codes = self.value(SITUATIONS) or {}
            return situations_together(tuple(f"situation.{code}" for code in codes))
        try:
            return question_for(document, path)
        except KeyError:
            return None

    # Travelling inside the page

    def signed(self) -> str:
        data = {
            "s": self.simulation.slug,
            "d": self.at.isoformat(),
            "t": [[item.path, item.value] for item in self.told],
            "q": self.asked,
            "e": self.to_the_end,
        }
        return signing.dumps(data, salt=_SALT, compress=True)


def read_conversation(text: str, simulation: Simulation) -> Conversation:
    """A conversation from the page sent back; raises :class:`Tampered`."""
    if len(text) > _LONGEST:
        raise Tampered
    try:
        data = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise Tampered from None
    if data["s"] != simulation.slug:
        raise Tampered
    return Conversation(
        simulation=simulation,
        at=date.fromisoformat(data["d"]),
        told=tuple(Told(path, value) for path, value in data["t"]),
        asked=data["q"],
        to_the_end=data["e"],
    )


def _still_fits(document: Document, item: Told) -> bool:
    try:
        if item.path != SITUATIONS:
            question = question_for(document, item.path)
            if not question.fits(item.value):
                return False
        with_answer(document, item.path, item.value)
    except (KeyError, NotADocument):
        return False
    return True


def _was_told(document: Document, item: Told) -> bool:
    """Told for good: asking again would not help, even if a rule still misses something."""
    try:
        question = question_for(document, item.path)
    except KeyError:
        return False
    closed = question.answer in {AnswerKind.CHOICE, AnswerKind.SEVERAL}
    return not closed or question.fits(item.value)
