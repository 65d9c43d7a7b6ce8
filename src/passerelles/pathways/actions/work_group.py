"""Several persons lent together: one page, and in each record a situation that names no other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import somebody_named
from passerelles.pathways.actions.leaving import end_work
from passerelles.pathways.actions.work import (
    Acceptance,
    PlaceDraft,
    WorkDraft,
    checked_fields,
    open_work,
)
from passerelles.pathways.models import Path, WorkSituation
from passerelles.pathways.rules.stages import PathState
from passerelles.pathways.rules.work import EndReason
from passerelles.pathways.rules.work_papers import TOGETHER
from passerelles.pathways.work_policy import lends_together, require_professional
from passerelles.people.models import Person
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.sharing.visibility import entries_visible

AGREEMENT = "act.agreed_by_person"
FEWEST = 2
# What only one person is told of; anything else wrong is wrong for everybody.
_OF_ONE_PERSON = frozenset({"", "accepted"})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the group: whether they agreed (``None``: nobody asked yet), and the warnings
    that were ticked about them."""

    person_id: UUID
    agreed: bool | None = None
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ended:
    """A situation to end, in the version that was read."""

    situation_id: UUID
    version: int


class GroupRefused(Refusal):
    """Nothing was written; ``each``: for whom and why, by person."""

    def __init__(self, each: Sequence[tuple[str, Refusal]]) -> None:
        self.each = tuple(
            Refusal(f"{name} : {said.message}", said.remedy, said.field) for name, said in each
        )
        first = self.each[0]
        super().__init__(first.message, first.remedy, first.field)


@dataclass(slots=True)
class _Gathered:
    """Refusals met on the way, each with the name it is about."""

    each: list[tuple[str, Refusal]] = field(default_factory=list)

    @contextmanager
    def about(self, name: str, *fields: str) -> Iterator[None]:
        """``fields``: what is common on the page but wrong for this person alone."""
        try:
            with transaction.atomic():
                yield
        except Conflict:
            raise
        except Refusal as refusal:
            if refusal.field not in _OF_ONE_PERSON and refusal.field not in fields:
                raise
            self.each.append((name, refusal))

    def settle(self) -> None:
        if self.each:
            raise GroupRefused(self.each)


def draft_for(actor: Actor, draft: WorkDraft, member: Member) -> WorkDraft:
    """The common contract as it is for one person: our own structure lends, and they agreed."""
    details = {path: value for path, value in draft.details.items() if path != AGREEMENT}
    if member.agreed is not None:
        details[AGREEMENT] = member.agreed
    employer = PlaceDraft(actor.organisation_id)
    return replace(draft, kind=TOGETHER, employer=employer, details=details)


def open_group(
    *, actor: Actor, draft: WorkDraft, members: Sequence[Member], reason: str = ""
) -> UUID:
    """Lend several persons together: everybody's situation is written, or nobody's."""
    require_lending(actor)
    if len({member.person_id for member in members}) < FEWEST:
        raise Refusal(
            "Une mise à disposition collective réunit au moins deux personnes.",
            "Cochez-en une autre, ou notez une mise à disposition individuelle.",
            "people",
        )
    group = uuid4()
    with transaction.atomic():
        _write_all(actor, group, draft, members, reason)
    return group


def join_group(
    *, actor: Actor, group: UUID, draft: WorkDraft, members: Sequence[Member], reason: str = ""
) -> None:
    """Add persons to a group already begun, from a day on."""
    require_lending(actor)
    with transaction.atomic():
        known = own_group(actor, group)
        if not members:
            raise Refusal("Personne n’est coché.", "Cochez au moins une personne.", "people")
        there = {row.person_id for row in known if row.ended_on is None}
        if there & {member.person_id for member in members}:
            raise Conflict(
                "Quelqu’un vient d’ajouter une de ces personnes.",
                "Rien n’a été écrit : relisez le groupe, puis recommencez.",
            )
        named = there | {member.person_id for member in members}
        _write_all(actor, group, draft, members, reason, named)


def end_group(
    *,
    actor: Actor,
    group: UUID,
    ended: Mapping[UUID, Ended],
    on: date,
    why: EndReason,
    reason: str = "",
) -> int:
    """End for those chosen, each as if alone; all of them or none."""
    require_professional(actor)
    if not ended:
        raise Refusal("Personne n’est coché.", "Cochez au moins une personne.", "people")
    with transaction.atomic():
        known = {row.id for row in own_group(actor, group)}
        if not {one.situation_id for one in ended.values()} <= known:
            raise Hidden("not of this group")
        _refuse_names(actor, {row.person_id for row in own_group(actor, group)}, reason=reason)
        gathered = _Gathered()
        for person_id, one in ended.items():
            with gathered.about(_name(actor, person_id), "on"):
                end_work(
                    actor=actor,
                    person_id=person_id,
                    situation_id=one.situation_id,
                    version=one.version,
                    on=on,
                    why=why,
                    reason=reason,
                )
        gathered.settle()
    return len(ended)


def own_group(actor: Actor, group: UUID) -> list[WorkSituation]:
    """Situations of a group written by the actor's organisation, those still seen; else Hidden."""
    rows = WorkSituation.unscoped.filter(
        entries_visible(actor, clock.now()),
        group=group,
        organisation_id=actor.organisation_id,
    )
    found = list(rows) if actor.organisation_id else []
    if not found:
        raise Hidden("no such group")
    return found


def require_lending(actor: Actor) -> None:
    """Only an organisation of a kind the law lets lend several persons together."""
    require_professional(actor)
    if not lends_together(actor):
        raise Hidden("does not lend anybody")


def _write_all(
    actor: Actor,
    group: UUID,
    draft: WorkDraft,
    members: Sequence[Member],
    reason: str,
    named: Collection[UUID] = (),
) -> None:
    checked_fields(replace(draft, kind=TOGETHER))  # what is wrong for all is said once
    everybody = {member.person_id for member in members} | set(named)
    _refuse_names(actor, everybody, activity=draft.activity, accept_reason=reason)
    gathered = _Gathered()
    for member in members:
        with gathered.about(_name(actor, member.person_id)):
            open_work(
                actor=actor,
                person_id=member.person_id,
                draft=draft_for(actor, draft, member),
                accepted=Acceptance(member.accepted, reason if member.accepted else ""),
                path_id=_path_of(actor, member.person_id),
                group=group,
            )
    gathered.settle()


def _name(actor: Actor, person_id: UUID) -> str:
    """The name of somebody whose path the actor may write; else the same ``Hidden``."""
    person: Person = require_write(actor, person_id, Volet.PATH).person
    return person.short_name


def _path_of(actor: Actor, person_id: UUID) -> UUID | None:
    """The path going on, in which the situation becomes a stage."""
    rows = Path.unscoped.filter(
        entries_visible(actor, clock.now()), person_id=person_id, state=PathState.ACTIVE
    )
    found: Path | None = rows.order_by("-started_on").only("pk").first()
    return found.pk if found else None


def _refuse_names(actor: Actor, person_ids: Collection[UUID], **texts: str) -> None:
    """Everybody of the group reads these words: a name there would tell on another."""
    for name, text in texts.items():
        if somebody_named(actor, person_ids, text.casefold()):
            raise Refusal(
                "Chaque personne du groupe lira ce texte : il ne nomme personne.",
                "Retirez le nom.",
                name,
            )
