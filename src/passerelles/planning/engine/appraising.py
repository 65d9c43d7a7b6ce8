"""What the law says of a bridge on a day, for one person and what they gained on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from passerelles.kernel.calendar import ONE_DAY, birthday
from passerelles.law.answering import check
from passerelles.law.bridges import Authority, Bridge, bridges, fact_text
from passerelles.law.catalogue import the_catalogue
from passerelles.law.findings import Finding, Severity
from passerelles.law.parameters import Book, the_book
from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import work_kinds
from passerelles.planning.engine.acts import questions_on
from passerelles.planning.engine.world import Appraisal, Facts, Opening

# Ages between which a birthday may open or close a bridge.
_AGES = range(14, 76)
_KINDS = frozenset(SituationKind)
_LEGAL = _KINDS | frozenset(Authority)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole answer on a bridge: what the search needs, and what a reader is told.

    ``lacking``: groups of facts of which one is needed and none is held; ``missing``: paths of
    what was not told about the person; ``details``: what the act itself will have to say.
    """

    opening: Opening
    opens_on: date | None
    findings: tuple[Finding, ...]
    lacking: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    details: tuple[Finding, ...]


class Appraiser:
    """Asks the law once per bridge, set of legal facts and stretch of time in which nothing
    that counts changes: no birthday, no situation that begins or ends, no new rule."""

    def __init__(self, person: Person, at: date, book: Book | None = None) -> None:
        self._person = person
        self._at = at
        self._book = book or the_book()
        self._people: dict[tuple[Status, Facts, date], Person] = {}
        self._answers: dict[tuple[str, Facts, int], Appraisal] = {}
        self._turns = sorted({*_law_turns(self._book), *_person_turns(person)})

    def appraise(self, bridge: Bridge, facts: Facts, day: date) -> Appraisal:
        legal = facts & bridge.reads & _LEGAL
        key = (bridge.code, legal, bisect_right(self._turns, day))
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._short(bridge, legal, day)
        return found

    def _short(self, bridge: Bridge, facts: Facts, day: date) -> Appraisal:
        """The same as :meth:`judge`, without asking the law what is closed anyway."""
        if bridge.start is not None and day < bridge.start:
            return Appraisal(Opening.CLOSED, bridge.start)
        if bridge.end is not None and day > bridge.end:
            return Appraisal(Opening.CLOSED)
        person = self._with(bridge, facts, day)
        if any(_held(person, group, day) is False for group in bridge.needs):
            return Appraisal(Opening.CLOSED, self._begins(person, bridge.needs, day))
        judgement = self.judge(bridge, facts, day)
        return Appraisal(judgement.opening, judgement.opens_on)

    def judge(self, bridge: Bridge, facts: Facts, day: date) -> Judgement:
        """Everything there is to say of a bridge taken on a day."""
        person = self._with(bridge, facts, day)
        lacking, missing = [], []
        for group in bridge.needs:
            held = _held(person, group, day)
            if held is False:
                lacking.append(group)
            elif held is None:
                missing += [f"situation.{kind}" for kind in group if kind in _KINDS]
        findings = tuple(self._findings(bridge, person, facts, day))
        blocks = [f for f in findings if f.severity is Severity.BLOCK]
        unknown = [f for f in findings if f.severity is Severity.UNKNOWN]
        missing += [p for f in unknown for p in f.missing if not p.startswith("act.")]
        details = tuple(f for f in unknown if all(p.startswith("act.") for p in f.missing))
        too_early = bridge.start is not None and day < bridge.start
        over = bridge.end is not None and day > bridge.end
        if blocks or lacking or too_early or over:
            days = [f.opens_on for f in blocks]
            days += [self._begins(person, (group,), day) for group in lacking]
            days += [bridge.start] if too_early else []
            days += [None] if over else []
            later = [d for d in days if d is not None and d > day]
            opens_on = max(later) if len(later) == len(days) else None
            opening = Opening.CLOSED
        else:
            opening, opens_on = (Opening.UNKNOWN if missing else Opening.OPEN), None
        return Judgement(
            opening,
            opens_on,
            findings,
            tuple(lacking),
            tuple(dict.fromkeys(missing)),
            details,
        )

    def _findings(
        self, bridge: Bridge, person: Person, facts: Facts, day: date
    ) -> Iterator[Finding]:
        for template, document in questions_on(bridge, person, facts, day):
            for finding in check(document, book=self._book).findings:
                if finding.severity is Severity.INFO or not template.advisory:
                    yield finding

    def _with(self, bridge: Bridge, facts: Facts, day: date) -> Person:
        """The person as they will be that day, proofs asked for again: a path is not refused
        today because a paper will be too old tomorrow."""
        key = (bridge.origin, facts & _KINDS, day)
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = _grown(self._person, *key)
        return known

    @staticmethod
    def _begins(person: Person, groups: Iterable[tuple[str, ...]], day: date) -> date | None:
        """The first later day on which every lacking group will be held, if it is known."""
        days = []
        for group in groups:
            if _held(person, group, day) is not False:
                continue
            starts = [
                s.start
                for s in person.situations or ()
                if s.kind in group and s.start is not None and s.start > day
            ]
            if not starts:
                return None
            days.append(min(starts))
        return max(days, default=None)


def _grown(person: Person, status: Status, facts: Facts, day: date) -> Person:
    """The same person in another status, with facts gained; when nothing was told of the
    situations, all the others stay unknown."""
    gained = tuple(Situation(kind=SituationKind(code), proof_date=day) for code in facts)
    if person.situations is None:
        others = tuple(kind for kind in SituationKind if kind not in facts)
        return replace(person, status=status, situations=gained, unknown=others)
    told = tuple(replace(s, proof_date=day) for s in person.situations)
    return replace(person, status=status, situations=(*told, *gained))


def _held(person: Person, group: tuple[str, ...], day: date) -> bool | None:
    """Whether one of the facts of a group is held; ``None`` when it depends on what is unknown."""
    answers = [person.holds(SituationKind(code), day) for code in group]
    if any(answers):
        return True
    return None if None in answers else False


def needed_text(group: tuple[str, ...]) -> str:
    """« RQTH obtenue (dossier à la MDPH) ou … »."""
    return " ou ".join(fact_text(code).how or fact_text(code).label for code in group)


@lru_cache(maxsize=32)
def _law_turns(book: Book) -> frozenset[date]:
    """Days on which some rule, value, kind of work or bridge begins or has ended."""
    catalogue, keys = the_catalogue(), book.keys()
    spans = [(v.start, v.end) for rule_id in catalogue.ids() for v in catalogue.versions(rule_id)]
    spans += [(row.start, row.end) for key in keys for row in book.rows(key)]
    spans += [(kind.start, kind.end) for kind in work_kinds().values()]
    spans += [(bridge.start, bridge.end) for bridge in bridges()]
    return frozenset(_turns(spans))


def _person_turns(person: Person) -> Iterator[date]:
    yield from _turns((s.start, s.end) for s in person.situations or ())
    if person.birth_date is not None:
        for years in _AGES:
            try:
                yield birthday(person.birth_date, years)
            except OverflowError:
                return


def _turns(spans: Iterable[tuple[date | None, date | None]]) -> Iterator[date]:
    for start, end in spans:
        if start is not None:
            yield start
        if end is not None and end < date.max:
            yield end + ONE_DAY
