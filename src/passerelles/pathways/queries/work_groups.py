"""Groups lent by the reader's organisation: for its team alone, never for those who are in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from passerelles.documents.rules.standing import Standing
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Hidden
from passerelles.pathways.actions.work import WorkDraft, draft_facts
from passerelles.pathways.actions.work_group import AGREEMENT, Member, draft_for
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.gathering import people_to_gather
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.queries.work_answer import LawAnswer, law_answer
from passerelles.pathways.queries.work_law import Consulted, reader_of
from passerelles.pathways.queries.work_signed import unsigned_in_list
from passerelles.pathways.rules.work import (
    WorkState,
    shown_state,
    state_on,
    supervision_words,
)
from passerelles.pathways.work_policy import lends_together
from passerelles.people.models import Person
from passerelles.sharing.policy import open_record
from passerelles.sharing.reading import note_listing
from passerelles.sharing.rules.volets import Volet

READ_MOST = 500  # situations read at once: years of an organisation of a hundred
_OPEN = (WorkState.ONGOING, WorkState.SUSPENDED)
_READ = (Volet.IDENTITY, Volet.PATH, Volet.SITUATION)


@dataclass(frozen=True)
class GroupLine:
    """One group in the list: where, when, how many are there; no name."""

    group: UUID
    host: str
    activity: str
    start: date
    last: date | None
    open: int
    count: int


@dataclass(frozen=True)
class GroupsPage:
    lines: tuple[GroupLine, ...]
    may_lend: bool
    cut: bool


@dataclass(frozen=True)
class GroupRow:
    """One person of the group, as their organisation sees them."""

    situation: WorkSituation
    person: str
    state: str
    agreed: bool | None
    open: bool
    unsigned: Standing | None


@dataclass(frozen=True)
class GroupPage:
    """``first``: the contract as it was first written, which whoever joins later receives."""

    group: UUID
    first: WorkSituation
    host: str
    supervision: str
    rows: tuple[GroupRow, ...]
    may_lend: bool

    @property
    def open_rows(self) -> tuple[GroupRow, ...]:
        return tuple(row for row in self.rows if row.open)

    @property
    def people_in(self) -> frozenset[UUID]:
        return frozenset(row.situation.person_id for row in self.open_rows)


@dataclass(frozen=True)
class MemberAnswer:
    """What the law says for one person of the group."""

    key: str
    name: str
    consulted: Consulted

    @property
    def answer(self) -> LawAnswer:
        return law_answer(self.consulted)


def groups_page(actor: Actor) -> GroupsPage:
    """Groups of the organisation, the latest first."""
    rows = list(_rows(actor).order_by("-start", "-recorded_at")[: READ_MOST + 1])
    by_group: dict[UUID, list[WorkSituation]] = {}
    for row in rows[:READ_MOST]:
        by_group.setdefault(row.group, []).append(row)
    lines = tuple(_line(actor, group, found) for group, found in by_group.items())
    return GroupsPage(lines, lends_together(actor), len(rows) > READ_MOST)


def group_page(actor: Actor, group: UUID) -> GroupPage:
    """Who is in the group, for the organisation that wrote it; ``Hidden`` for any other."""
    rows = list(_rows(actor).filter(group=group).order_by("person__folded_name", "start"))
    if not rows:
        raise Hidden("no such group")
    note_listing(actor, sorted({row.person_id for row in rows}))
    first = min(rows, key=lambda row: row.recorded_at)
    unsigned = unsigned_in_list(rows)
    return GroupPage(
        group=group,
        first=first,
        host=_host(actor, first),
        supervision="" if first.supervised is None else supervision_words(first.supervised),
        rows=tuple(_row(row, unsigned.get(row.id)) for row in rows),
        may_lend=lends_together(actor),
    )


def people_to_lend(actor: Actor, besides: frozenset[UUID] = frozenset()) -> list[Person]:
    """Persons whose path the organisation leads and who are not in the group already."""
    return [person for person in people_to_gather(actor) if person.id not in besides]


def answers_for(
    actor: Actor, draft: WorkDraft, members: Sequence[Member], names: dict[str, str]
) -> list[MemberAnswer]:
    """The law asked for each person, each record opened and journalled as when it is read alone."""
    found = []
    for member in members:
        access = open_record(actor, member.person_id, volets=_READ)
        if not access.may_write(Volet.PATH):
            raise Hidden("path not writable")
        facts = draft_facts(draft_for(actor, draft, member), 0)
        key = str(member.person_id)
        found.append(MemberAnswer(key, names[key], reader_of(actor, access).consult(facts)))
    return found


def _rows(actor: Actor) -> Any:
    return (
        WorkSituation.objects.filter(organisation_id=actor.organisation_id, group__isnull=False)
        .across_people()
        .select_related("person", "host", "employer")
    )


def _line(actor: Actor, group: UUID, rows: list[WorkSituation]) -> GroupLine:
    ends = [row.ended_on or row.end for row in rows]
    first = min(rows, key=lambda row: row.recorded_at)
    return GroupLine(
        group=group,
        host=_host(actor, first),
        activity=first.activity,
        start=min(row.start for row in rows),
        last=None if None in ends else max(end for end in ends if end),
        open=sum(1 for row in rows if row.state in _OPEN),
        count=len({row.person_id for row in rows}),
    )


def _host(actor: Actor, row: WorkSituation) -> str:
    return name_for(row.host, actor.organisation_id) or str(row.host_name)


def _row(row: WorkSituation, unsigned: Standing | None) -> GroupRow:
    state = state_on(WorkState(row.state), row.suspended_on, clock.today())
    return GroupRow(
        situation=row,
        person=row.person.short_name,
        state=shown_state(state, row.start, row.end, clock.today()).capitalize(),
        agreed=row.details.get(AGREEMENT),
        open=row.state in _OPEN,
        unsigned=unsigned,
    )
