"""What one record says of the person, among what the reader may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from passerelles.kernel import clock
from passerelles.kernel.actors import current_actor
from passerelles.people.models import (
    Fact,
    LegalRepresentative,
    Situation,
    SituationChange,
    Wish,
)
from passerelles.people.rules.answers import is_fresh, shown_answer
from passerelles.people.rules.facts import FACTS, FactDefinition, FactKind
from passerelles.people.rules.situations import (
    SITUATIONS,
    STATE_LABELS,
    SituationKind,
    SituationState,
    effective_state,
    expires_soon,
)
from passerelles.sharing.models.entries import PersonEntry
from passerelles.sharing.policy import RecordAccess
from passerelles.sharing.rules.volets import Volet


@dataclass(frozen=True, slots=True)
class ToldFact:
    """The latest visible answer to one question, with who said it and when."""

    kind: FactKind
    definition: FactDefinition
    value: str
    shown: str
    told_at: datetime
    said_by: str
    by_person: bool
    organisation_id: UUID | None
    shared: bool

    @property
    def question(self) -> str:
        return self.definition.question

    @property
    def volet(self) -> Volet:
        return self.definition.volet

    @property
    def fresh(self) -> bool:
        return is_fresh(self.told_at, clock.now())


def who_said(entry: PersonEntry) -> str:
    """ "Inès B. (IME Les Tilleuls)"; a sensitive organisation is named only to its own members."""
    organisation = entry.organisation
    if organisation is None:
        return entry.author_name or str(entry.get_author_kind_display())
    own = current_actor().organisation_id == organisation.id
    name = organisation.name if own else organisation.outside_name
    return f"{entry.author_name} ({name})" if entry.author_name else name


def facts_told(access: RecordAccess) -> list[ToldFact]:
    """The latest visible answer of each kind, in the order of the questions."""
    latest: dict[str, Fact] = {}
    for fact in _facts(access):
        latest.setdefault(fact.kind, fact)
    return [_told(latest[kind]) for kind in FactKind if kind in latest]


def fact_history(access: RecordAccess, kind: FactKind) -> list[ToldFact]:
    """Every visible answer to one question, the latest first."""
    return [_told(fact) for fact in _facts(access).filter(kind=kind)]


def _facts(access: RecordAccess) -> QuerySet[Fact]:
    facts = Fact.objects.filter(person_id=access.person.id).select_related("organisation")
    ordered: QuerySet[Fact] = facts.order_by("-recorded_at", "-id")
    return ordered


def _told(fact: Fact) -> ToldFact:
    kind = FactKind(fact.kind)
    return ToldFact(
        kind=kind,
        definition=FACTS[kind],
        value=fact.value,
        shown=shown_answer(kind, fact.value),
        told_at=fact.recorded_at,
        said_by=who_said(fact),
        by_person=fact.by_person,
        organisation_id=fact.organisation_id,
        shared=fact.shared,
    )


@dataclass(frozen=True, slots=True)
class SituationStep:
    """One state a situation has been in, said by whom."""

    state: SituationState
    on: date
    valid_from: date | None
    valid_until: date | None
    said_by: str
    reason: str = ""

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]


@dataclass(frozen=True, slots=True)
class SituationNow:
    """One kind of situation as it stands, all visible sources together, and how it came there."""

    kind: SituationKind
    state: SituationState
    on: date
    valid_from: date | None
    valid_until: date | None
    detail: str
    said_by: str
    own: Situation | None
    steps: tuple[SituationStep, ...] = field(default=())

    @property
    def label(self) -> str:
        return SITUATIONS[self.kind].label

    @property
    def plain(self) -> str:
        return SITUATIONS[self.kind].plain

    @property
    def volet(self) -> Volet:
        return SITUATIONS[self.kind].volet

    @property
    def shown_state(self) -> SituationState:
        return effective_state(self.state, self.valid_until, clock.today())

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.shown_state]

    @property
    def expires_soon(self) -> bool:
        return expires_soon(self.state, self.valid_until, clock.today())


def situations(access: RecordAccess) -> list[SituationNow]:
    """Situations in the order of the list: the latest dated source of each kind counts."""
    rows = Situation.objects.filter(person_id=access.person.id).select_related("organisation")
    by_kind: dict[str, list[Situation]] = defaultdict(list)
    for row in rows.order_by("-state_on", "-recorded_at"):
        by_kind[row.kind].append(row)
    steps = _steps([row for found in by_kind.values() for row in found])
    return [_now(kind, by_kind[kind], steps) for kind in SituationKind if kind in by_kind]


def _now(
    kind: SituationKind, rows: list[Situation], steps: dict[UUID, list[SituationStep]]
) -> SituationNow:
    current = rows[0]
    actor = current_actor()
    own = next((row for row in rows if row.organisation_id == actor.organisation_id), None)
    merged = sorted((s for row in rows for s in steps.get(row.id, [])), key=lambda step: step.on)
    return SituationNow(
        kind=kind,
        state=SituationState(current.state),
        on=current.state_on,
        valid_from=current.valid_from,
        valid_until=current.valid_until,
        detail=current.detail,
        said_by=who_said(current),
        own=own,
        steps=tuple(merged),
    )


def _steps(rows: list[Situation]) -> dict[UUID, list[SituationStep]]:
    """Changes of situations already seen by the reader: never asked for alone."""
    known = {row.id: row for row in rows}
    steps: dict[UUID, list[SituationStep]] = defaultdict(list)
    for change in SituationChange.objects.filter(situation_id__in=known):
        row = known[change.situation_id]
        organisation = who_said(row).partition(" (")[2]
        said_by = f"{change.author_name} ({organisation}" if organisation else change.author_name
        steps[change.situation_id].append(
            SituationStep(
                state=SituationState(change.state),
                on=change.state_on,
                valid_from=change.valid_from,
                valid_until=change.valid_until,
                said_by=said_by or who_said(row),
                reason=change.reason,
            )
        )
    return steps


def wishes(access: RecordAccess) -> list[Wish]:
    """Every visible wish, the latest first; none is ever overwritten."""
    found = Wish.objects.filter(person_id=access.person.id).select_related("organisation")
    return list(found)


def representatives(
    access: RecordAccess, *, in_force_on: date | None = None
) -> list[LegalRepresentative]:
    """Representatives the reader may see, those in force first; on a day, only those in force."""
    found = LegalRepresentative.objects.filter(person_id=access.person.id)
    rows = list(found.select_related("organisation").order_by("-since", "name"))
    day = in_force_on or clock.today()
    in_force = [row for row in rows if row.is_in_force(day)]
    if in_force_on is not None:
        return in_force
    return [*in_force, *(row for row in rows if row not in in_force)]
