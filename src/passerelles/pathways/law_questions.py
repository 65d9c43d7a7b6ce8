"""From a work situation of the record to the question it is to the law.

Only what a rule needs goes in: kinds of places and stable words, never a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from passerelles.law.acts.work import Assignment, Contract, Immersion
from passerelles.law.document import AnyAct, Document
from passerelles.law.filling import with_answer
from passerelles.law.findings import Answer
from passerelles.law.parameters import Book
from passerelles.law.person import Person
from passerelles.law.questions import answer_of, askable
from passerelles.law.work_kinds import WorkFamily, work_kinds
from passerelles.pathways.rules.work import JUDGMENTS, Place

NOWHERE = Place()
_ANY_DAY = date(2000, 1, 1)  # filling an act reads no law


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacts:
    """A situation as the law reads it.  ``details``: paths of the act and their values (JSON)."""

    kind: str
    start: date | None
    end: date | None = None
    weekly_hours: Decimal | None = None
    employer: Place = NOWHERE
    host: Place = NOWHERE
    prescriber: Place = NOWHERE
    renewals: int = 0
    details: Mapping[str, Any] = field(default_factory=dict)


def act_of(facts: WorkFacts) -> AnyAct:
    """The act; raises :class:`~passerelles.law.reading.NotADocument` when a detail does not fit."""
    document = Document(at=facts.start or _ANY_DAY, act=_bare_act(facts))
    # A decision is told before its days: « act.derogation » sorts before « act.derogation.end ».
    for path in sorted(facts.details):
        if "." in path.removeprefix("act.") and not _has_parent(document, path):
            continue
        document = with_answer(document, path, facts.details[path])
    return document.act


def blank_document(kind: str) -> Document:
    """A situation of that kind of which nothing is told yet."""
    return Document(at=_ANY_DAY, act=_bare_act(WorkFacts(kind=kind, start=None)))


def _bare_act(facts: WorkFacts) -> AnyAct:
    days = {"type": facts.kind, "start": facts.start, "end": facts.end}
    match work_kinds()[facts.kind].family:
        case WorkFamily.IMMERSION:
            return Immersion(
                **days,  # type: ignore[arg-type]
                host=facts.host.word or None,
                host_kind=facts.host.kind or None,
                prescriber_kind=facts.prescriber.kind or None,
                weekly_hours=facts.weekly_hours,
                renewals=facts.renewals,
            )
        case WorkFamily.ASSIGNMENT:
            return Assignment(
                **days,  # type: ignore[arg-type]
                employer_kind=facts.employer.kind or None,
                host=facts.host.word or None,
                host_kind=facts.host.kind or None,
                renewals=facts.renewals,
            )
        case _:
            return Contract(
                **days,  # type: ignore[arg-type]
                employer_kind=facts.employer.kind or None,
                employer=facts.employer.word or None,
                weekly_hours=facts.weekly_hours,
                renewals=facts.renewals,
            )


def _has_parent(document: Document, path: str) -> bool:
    name = path.removeprefix("act.").partition(".")[0]
    return getattr(document.act, name, None) is not None


def document_of(
    facts: WorkFacts, person: Person, history: Iterable[WorkFacts], at: date
) -> Document:
    """The question: this situation, after and beside the others of the person."""
    return Document(
        at=at, person=person, act=act_of(facts), history=tuple(act_of(one) for one in history)
    )


def answer_to(document: Document, book: Book) -> Answer:
    """What the law says of it; never a yes when no rule was read."""
    return answer_of(document, book=book)


# Told by the fields of the page itself, or by the record (enrolments and adhesions).
TOLD_BY_THE_PAGE = frozenset(
    {
        "act.type",
        "act.start",
        "act.end",
        "act.weekly_hours",
        "act.employer",
        "act.employer_kind",
        "act.host",
        "act.host_kind",
        "act.prescriber_kind",
        "act.renewals",
        "act.employer_programmes",
        JUDGMENTS,
    }
)


def asked_by_the_law(document: Document, answer: Answer) -> tuple[str, ...]:
    """Details the law missed and that the page may ask."""
    return tuple(
        path
        for path in answer.missing
        if path.startswith("act.") and path not in TOLD_BY_THE_PAGE and askable(document, path)
    )


def to_verify(answer: Answer) -> tuple[str, ...]:
    """Situations of the person the law missed: to check with the person."""
    return tuple(p for p in answer.missing if p.startswith(("situation.", "person.")))
