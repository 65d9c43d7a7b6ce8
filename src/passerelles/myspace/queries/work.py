"""My work in plain words: where, with whom, until when, who to ask, and how to come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from passerelles.documents.queries import WaitingLine, waiting_for_person
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.law.findings import Severity
from passerelles.law.wording import number_fr
from passerelles.myspace.rules.coming_back import plain_return
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.eyes import Eyes
from passerelles.pathways.queries.integration import CheckLine, checks_to_answer
from passerelles.pathways.queries.leaving import return_limit, return_lines
from passerelles.pathways.queries.own import eyes_of_person
from passerelles.pathways.queries.paths import StepView, next_steps, path_views
from passerelles.pathways.queries.work import WorkLine, place_name, work_lines
from passerelles.pathways.rules.returns import ReturnWay
from passerelles.pathways.rules.stages import PathState
from passerelles.pathways.rules.voices import is_reviewed
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import WORK_SUBJECT
from passerelles.people.models import Situation
from passerelles.people.rules.situations import SituationKind, SituationState
from passerelles.sharing.models import GuestLink
from passerelles.web import french

ESAT_CONTRACT = "cat"
TOLD = 10


@dataclass(frozen=True)
class MyWork:
    """One contract or one trial, in the words one says it with."""

    line: WorkLine
    what: str
    employer: str
    host: str
    hours: str
    reviewed: bool
    tutors: tuple[str, ...]
    papers: tuple[WaitingLine, ...]

    @property
    def situation(self) -> WorkSituation:
        return self.line.situation

    @property
    def begun(self) -> bool:
        return self.situation.start <= clock.today()

    @property
    def until(self) -> date | None:
        return self.line.last

    @property
    def suspended(self) -> bool:
        return self.line.suspended


@dataclass(frozen=True)
class MyReturn:
    origin: str
    may_ask: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class MyWorkPage:
    now: tuple[MyWork, ...]
    soon: tuple[MyWork, ...]
    before: tuple[MyWork, ...]
    steps: tuple[StepView, ...]
    contacts: tuple[str, ...]
    papers: tuple[WaitingLine, ...]
    returns: tuple[MyReturn, ...]
    in_esat: bool
    checks: tuple[CheckLine, ...]


def my_work(actor: Actor) -> MyWorkPage:
    """A few queries, whatever was done before."""
    eyes = eyes_of_person(actor)
    waiting = tuple(waiting_for_person(actor))
    tutors = _tutors(eyes)
    mine = [
        _mine(eyes, line, tutors, waiting)
        for line in work_lines(eyes)
        if line.situation.state != WorkState.CANCELLED
    ]
    today = clock.today()
    going = [work for work in mine if work.situation.state != WorkState.ENDED]
    return MyWorkPage(
        now=tuple(work for work in going if work.situation.start <= today),
        soon=tuple(work for work in going if work.situation.start > today),
        before=tuple(work for work in mine if work.situation.state == WorkState.ENDED)[:TOLD],
        steps=tuple(next_steps(eyes)),
        contacts=tuple(_referents(eyes)),
        papers=waiting,
        returns=tuple(_returns(eyes, actor)),
        checks=tuple(checks_to_answer(eyes, actor)),
        in_esat=any(work.situation.kind == ESAT_CONTRACT for work in going),
    )


def _mine(
    eyes: Eyes,
    line: WorkLine,
    tutors: dict[object, list[str]],
    waiting: tuple[WaitingLine, ...],
) -> MyWork:
    situation = line.situation
    hours = situation.weekly_hours
    places = (situation.host_id, situation.employer_id)
    return MyWork(
        line=line,
        what=situation.called.plain,
        employer=place_name(eyes, situation, "employer"),
        host=place_name(eyes, situation, "host"),
        hours=number_fr(hours) if hours is not None else "",
        reviewed=is_reviewed(situation.law_kind),
        tutors=tuple(name for place in places if place for name in tutors.get(place, ())),
        papers=tuple(
            item
            for item in waiting
            if item.paper.subject_kind == WORK_SUBJECT and item.paper.subject_id == situation.id
        ),
    )


def _tutors(eyes: Eyes) -> dict[object, list[str]]:
    """Holders of a personal link in force, by the place they speak for."""
    now = clock.now()
    rows = GuestLink.objects.filter(
        Q(revoked_at=None) | Q(revoked_at__gt=now),
        agreement__person_id=eyes.person_id,
        valid_from__lte=now,
        valid_until__gt=now,
    ).values_list("agreement__receiver_id", "holder_name")
    found: dict[object, list[str]] = {}
    for place, name in rows:
        found.setdefault(place, []).append(name)
    return found


def _referents(eyes: Eyes) -> list[str]:
    names = [
        f"{view.referent.user.short_name}, {view.referent_place}"
        for view in path_views(eyes)
        if view.referent is not None and view.state is PathState.ACTIVE
    ]
    return list(dict.fromkeys(names))


def _returns(eyes: Eyes, actor: Actor) -> list[MyReturn]:
    found = []
    lines = return_lines(eyes)
    noted = _noted_decision(eyes) if lines else None
    for line in lines:
        if not line.is_open:
            continue
        limit = return_limit(eyes, actor, line.right)
        way = ReturnWay(line.right.way)
        day = limit.until or (noted if limit.severity is Severity.UNKNOWN else None)
        until = french.short_date(day) if day else ""
        sentences = plain_return(way, limit.severity, until)
        found.append(MyReturn(line.origin, way is ReturnWay.REINSTATEMENT, sentences))
    return found


def _noted_decision(eyes: Eyes) -> date | None:
    """Last day of the decision of the MDPH the record holds, whose object it does not say."""
    row = (
        eyes.entries(Situation)
        .filter(
            kind=SituationKind.CDAPH_ORIENTATION,
            state=SituationState.OBTAINED,
            valid_until__gte=clock.today(),
        )
        .order_by("-valid_until")
        .first()
    )
    return row.valid_until if row else None
