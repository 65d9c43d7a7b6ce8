"""What the law says of a work situation, from what one reader may see of the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as
from passerelles.kernel.text import fold
from passerelles.law.document import Document
from passerelles.law.findings import Answer, Finding, Severity, verdict_of
from passerelles.law.parameters import Book
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.organisations.models import Organisation
from passerelles.pathways.law_questions import (
    WorkFacts,
    act_of,
    answer_to,
    asked_by_the_law,
    document_of,
    to_verify,
)
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.told import person_told
from passerelles.pathways.queries.work_programmes import (
    Enrolled,
    as_member,
    enrolments_of,
    refused_contracts,
    told_programmes,
    unproved_length,
)
from passerelles.pathways.rules.told import Gathered
from passerelles.pathways.rules.work import Place, WorkState
from passerelles.rulebook.queries.overrides import book_for
from passerelles.sharing.policy import RecordAccess


@dataclass(frozen=True, slots=True)
class Consulted:
    """The question and its answer.  ``hidden``: what this reader may not see of the person;
    ``asked``: details of the situation the law missed."""

    document: Document
    answer: Answer
    hidden: frozenset[SituationKind]
    asked: tuple[str, ...]

    @property
    def to_verify(self) -> tuple[str, ...]:
        return to_verify(self.answer)


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything a reader brings to a question: the person as told, other situations, values."""

    gathered: Gathered
    others: tuple[WorkSituation, ...]
    book: Book
    today: date
    enrolled: tuple[Enrolled, ...] = ()

    def consult(self, facts: WorkFacts, *, besides: UUID | None = None) -> Consulted:
        """The law on a situation; ``besides``: the one being changed, not counted twice."""
        history = [_beside(one, facts.start) for one in self.others if one.id != besides]
        told = told_programmes(facts, self.enrolled, self.today)
        document = document_of(told.facts, self.gathered.person, history, self.today)
        answer = answer_to(document, self.book)
        found = told.findings
        if told.unsure_member:
            best = replace(document, act=act_of(as_member(told.facts, told.programme)))
            as_a_member = answer_to(best, self.book)
            found += as_a_member.of(Severity.BLOCK)
            found += unproved_length(told, as_a_member, self.book, facts.start or self.today)
        found += refused_contracts(told, document.act, document.person, self.today)
        answer = with_findings(answer, found)
        return Consulted(document, answer, self.gathered.hidden, asked_by_the_law(document, answer))


def with_findings(answer: Answer, found: tuple[Finding, ...]) -> Answer:
    """The answer with what the record adds to it, the refusals first."""
    if not found:
        return answer
    added = tuple(dict.fromkeys((*found, *answer.findings)))
    blocks = [f for f in added if f.severity is Severity.BLOCK]
    others = [f for f in added if f.severity is not Severity.BLOCK]
    findings = (*blocks, *others)
    return replace(answer, findings=findings, verdict=verdict_of(findings))


def _without_sensitive(gathered: Gathered) -> Gathered:
    """What is asked and kept about work holds nothing sensitive: it will be read by others."""
    person = gathered.person
    kept = tuple(s for s in person.situations or () if not SITUATION_TEXTS[s.kind].sensitive)
    unknown = _unknown_with_sensitive(gathered)
    return replace(gathered, person=replace(person, situations=kept, unknown=unknown))


def _unknown_with_sensitive(gathered: Gathered) -> tuple[SituationKind, ...]:
    sensitive = (
        kind
        for kind in SituationKind
        if SITUATION_TEXTS[kind].sensitive and kind not in gathered.openly
    )
    return tuple(dict.fromkeys((*gathered.person.unknown, *sensitive)))


def reader_of(actor: Actor, access: RecordAccess) -> Reader:
    """What the actor may bring: asked once for a page or an action."""
    with acting_as(actor):
        others = tuple(visible_work(access.person.id))
        gathered = person_told(actor, access)
        enrolled = enrolments_of(access.person.id)
    book = book_for(actor.organisation_id)
    return Reader(_without_sensitive(gathered), others, book, clock.today(), enrolled)


def visible_work(person_id: UUID) -> Iterable[WorkSituation]:
    """Situations of the person that the actor in scope may see and that were not cancelled."""
    rows: Iterable[WorkSituation] = (
        WorkSituation.objects.filter(person_id=person_id)
        .exclude(state=WorkState.CANCELLED)
        .select_related("employer", "host", "prescriber", "path", "organisation")
    )
    return rows


def facts_of(situation: WorkSituation) -> WorkFacts:
    """A situation of the record as the law reads it; what really ended counts until then."""
    return WorkFacts(
        kind=situation.kind,
        start=situation.start,
        end=situation.ended_on or situation.end,
        weekly_hours=situation.weekly_hours,
        employer=place_of(situation.employer, situation.employer_name, situation.employer_kind),
        host=place_of(situation.host, situation.host_name, situation.host_kind),
        prescriber=place_of(
            situation.prescriber, situation.prescriber_name, situation.prescriber_kind
        ),
        renewals=situation.renewals,
        details=situation.details,
    )


def _beside(other: WorkSituation, start: date | None) -> WorkFacts:
    """Another situation as it weighs on this one: while it is suspended, nobody works its hours."""
    facts = facts_of(other)
    since = other.suspended_on
    if since is not None and start is not None and since <= start:
        return replace(facts, weekly_hours=Decimal(0), details=_without_hours(facts.details))
    return facts


def _without_hours(details: Mapping[str, Any]) -> dict[str, Any]:
    return {path: value for path, value in details.items() if path != "act.support_hours"}


def place_of(organisation: Organisation | None, name: str, kind: str) -> Place:
    """Two places are the same when the organisation, or the name as folded, is the same."""
    if organisation is not None:
        return Place(str(organisation.id), organisation.kind)
    return Place(fold(name), kind)
