"""The words of a paper, ready to be drawn: nothing is decided after this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from passerelles.documents.rules.completeness import FactValue
from passerelles.documents.rules.kinds import (
    PERIOD,
    ROLE_LABELS,
    FactShape,
    PaperFact,
    PaperKind,
    SignatoryRole,
)
from passerelles.web import french

TO_WRITE = "à compléter"
EASY_LONGEST = 240  # characters of a list or a long text that still fit an easy sentence
TEMPLATE_VERSION = "2026-11"


class SignatureMethod(StrEnum):
    """How a signature was made."""

    SCREEN = "screen"
    LINK = "link"
    PAPER = "paper"


METHOD_WORDS: dict[SignatureMethod, str] = {
    SignatureMethod.SCREEN: "à l’écran",
    SignatureMethod.LINK: "par lien et code",
    SignatureMethod.PAPER: "sur papier",
}


@dataclass(frozen=True, slots=True)
class SignatoryLine:
    """One line of the block « à signer par »; ``signed_at`` is empty until it is signed."""

    role: SignatoryRole
    name: str
    signed_at: datetime | None = None
    method: SignatureMethod | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a version is printed from; ``seal`` is the hash of the text that was signed."""

    kind: PaperKind
    facts: Mapping[str, FactValue]
    signatories: tuple[SignatoryLine, ...]
    number: int
    written_on: date
    reference: str
    keeper: str
    seal: str = ""


def french_moment(moment: datetime) -> str:
    return f"{french.short_date(moment)} à {french.hour(moment)}"


def easy_sentences(kind: PaperKind, facts: Mapping[str, FactValue]) -> list[str]:
    """« Ce que dit ce papier »: what is not written yet shows as such, never as a blank."""
    words = {fact.key: _easy(fact, facts.get(fact.key)) for fact in kind.facts.values()}
    words[PERIOD] = period_words(facts)
    return [sentence.format_map(words) for sentence in kind.easy]


def _easy(fact: PaperFact, value: FactValue | None) -> str:
    """A long list keeps the first page short: it is read further on, under its own label."""
    words = _inline(fact, value)
    if fact.shape in (FactShape.LIST, FactShape.LONG) and len(words) > EASY_LONGEST:
        return f"voir plus loin, à « {fact.label} »"
    return words


def period_words(facts: Mapping[str, FactValue]) -> str:
    start, end = facts.get("start"), facts.get("end")
    if not isinstance(start, str) or not isinstance(end, str):
        return f"à des dates {TO_WRITE}"
    return french.period(date.fromisoformat(start), date.fromisoformat(end))


def shown(fact: PaperFact, value: FactValue | None) -> list[str]:
    """A value as lines: an absent one says whether it has to be written."""
    if not value:
        return [TO_WRITE if fact.required else fact.blank]
    if isinstance(value, list):
        return value
    if fact.shape is FactShape.DAY:
        return [french.short_date(date.fromisoformat(value))]
    return value.splitlines()


def drawing(printed: Printed) -> dict[str, Any]:
    """Everything the template draws, as plain JSON."""
    kind = printed.kind
    return {
        "title": kind.title,
        "subject": kind.plain,
        "person": _inline(kind.facts["person_name"], printed.facts.get("person_name")),
        "easy": easy_sentences(kind, printed.facts),
        "sections": [
            {
                "title": section.title,
                "rows": [
                    {"label": fact.label, "lines": shown(fact, printed.facts.get(fact.key))}
                    for fact in section.facts
                ],
            }
            for section in kind.sections
        ],
        "clauses": [{"title": clause.title, "text": clause.text} for clause in kind.clauses],
        "signatories": [_signatory(line) for line in printed.signatories],
        "articles": kind.articles,
        "official_note": kind.official_note,
        "reference": printed.reference,
        "number": printed.number,
        "keeper": printed.keeper,
        "written_on": french.short_date(printed.written_on),
        "day": [printed.written_on.year, printed.written_on.month, printed.written_on.day],
        "seal": printed.seal,
    }


def _signatory(line: SignatoryLine) -> dict[str, str | bool]:
    label = ROLE_LABELS[line.role]
    return {
        "role": label[0].upper() + label[1:],
        "name": line.name or TO_WRITE,
        "signed": line.signed_at is not None,
        "answer": _answer(line),
    }


def _answer(line: SignatoryLine) -> str:
    if line.signed_at is None:
        return "à signer"
    if line.method is SignatureMethod.PAPER:  # a sheet has a date, no hour
        return f"signé le {french.short_date(line.signed_at)}, sur papier"
    how = f", {METHOD_WORDS[line.method]}" if line.method else ""
    return f"signé le {french_moment(line.signed_at)}{how}"


def _inline(fact: PaperFact, value: FactValue | None) -> str:
    if not value:
        return f"({TO_WRITE})"
    return " ; ".join(line.rstrip(".") for line in shown(fact, value))
