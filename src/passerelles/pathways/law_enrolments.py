"""From a programme enrolment of the record to the question it is to the engine of programmes.

A programme shipped with the software answers through the law, which quotes its own rules; one an
organisation wrote answers by its own words, under the rules of the family of programmes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from passerelles.law.acts.programmes import Enrolment
from passerelles.law.catalogue import the_catalogue
from passerelles.law.document import AnyAct, Document
from passerelles.law.findings import Answer, Finding, Severity, verdict_of
from passerelles.law.parameters import Book
from passerelles.law.person import Person, Situation
from passerelles.law.programmes.model import TERM_RULES, Programme, Term
from passerelles.law.programmes.remarks import Remark
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import remarks_of, standing
from passerelles.law.questions import answer_of
from passerelles.pathways.rules.enrolments import (
    NOTHING_NOTED,
    NOTHING_TOLD,
    Grounds,
    History,
    hours_on,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFacts:
    """An enrolment as the record has it; ``member``: whether the place belongs to the network."""

    programme: Programme
    place_kind: str | None
    member: bool | None
    entered_on: date
    left_on: date | None = None
    planned_end: date | None = None
    prescriber_kind: str | None = None
    derogation_on: date | None = None
    notices: frozenset[str] | None = None
    history: History = NOTHING_NOTED
    open_barriers: int | None = None


def act_of(facts: EnrolmentFacts, at: date, grounds: Grounds = NOTHING_TOLD) -> Enrolment:
    """The act on a day.  Nothing told of the notices is « on ne sait pas », not « rien dit »."""
    history = facts.history
    return Enrolment(
        programme=facts.programme.code,
        version=facts.programme.version,
        entered_on=facts.entered_on,
        left_on=facts.left_on,
        place_kind=facts.place_kind,
        place_is_member=facts.member,
        prescriber_kind=facts.prescriber_kind,
        judgments=grounds.judgments,
        derogation_on=facts.derogation_on,
        weekly_hours=hours_on(history.hours, at),
        phases=history.phases,
        decisions=history.decisions,
        duties=history.duties,
        sessions=history.sessions,
        acknowledgements=None if facts.notices is None else tuple(sorted(facts.notices)),
        planned_end=facts.planned_end,
        open_barriers=facts.open_barriers,
    )


def with_grounds(person: Person, grounds: Grounds) -> Person:
    """The person with what was told at the entry, over what the record does not say."""
    told = dict(grounds.situations)
    held = tuple(s for s in person.situations or () if s.kind not in told)
    held += tuple(Situation(kind=kind) for kind, yes in told.items() if yes)
    unknown = tuple(kind for kind in person.unknown if kind not in told)
    return replace(person, situations=held, unknown=unknown)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on an enrolment, and whose values answer it."""

    programme: Programme
    act: Enrolment
    person: Person
    at: date
    book: Book
    history: tuple[AnyAct, ...] = ()


def answer_about(asked: Asked, terms: Collection[Term] = tuple(Term)) -> Answer:
    """What the programme says of it, on some of its parts only."""
    if shipped_programmes().get(asked.programme.code) == asked.programme:
        return _by_the_law(asked, terms)
    findings = tuple(_by_its_words(asked, terms))
    return Answer(asked.at, verdict_of(findings), findings, tuple(TERM_RULES.values()), ())


def _by_the_law(asked: Asked, terms: Collection[Term]) -> Answer:
    document = Document(at=asked.at, person=asked.person, act=asked.act, history=asked.history)
    answer = answer_of(document, book=asked.book)
    wanted = {rule_id for term in terms for rule_id in _rules(asked.programme, term)}
    others = {r for term in Term for r in _rules(asked.programme, term)} - wanted
    findings = tuple(f for f in answer.findings if f.rule not in others)
    return replace(answer, findings=findings, verdict=verdict_of(findings))


def _rules(programme: Programme, term: Term) -> tuple[str, str]:
    return programme.rule_of(term), TERM_RULES[term]


_GRAVEST = {Severity.BLOCK: 0, Severity.UNKNOWN: 1, Severity.WARN: 2, Severity.INFO: 3}


def _by_its_words(asked: Asked, terms: Collection[Term]) -> list[Finding]:
    stands = standing(asked.act, asked.person, asked.at, asked.programme)
    found = [
        _finding(term, remark, asked.at)
        for term in Term
        if term in terms
        for remark in remarks_of(term, stands, asked.act, asked.at, asked.history)
    ]
    return sorted(found, key=lambda finding: _GRAVEST[finding.severity])


def _finding(term: Term, remark: Remark, at: date) -> Finding:
    rule_id = TERM_RULES[term]
    rule = the_catalogue().at(rule_id, at)
    return Finding(
        rule_id,
        remark.severity,
        remark.message,
        rule.article if rule else "",
        missing=remark.missing,
        remedy=remark.remedy,
        opens=remark.opens,
        opens_on=remark.opens_on,
    )


def without_contract(
    programme: Programme, contract: AnyAct, person: Person, at: date
) -> Iterator[Remark]:
    """What refuses a contract under a programme that makes nobody an employee."""
    act = Enrolment(programme=programme.code)
    stands = standing(act, person, at, programme)
    yield from remarks_of(Term.CONTRACT, stands, act, at, (contract,))


def to_keep(findings: Iterable[Finding], secret: bool) -> tuple[Finding, ...]:
    """What a line of history keeps of an answer: nothing that tells a very personal condition."""
    if not secret:
        return tuple(findings)
    return tuple(f for f in findings if f.rule != TERM_RULES[Term.ENTRY])
