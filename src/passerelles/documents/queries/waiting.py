"""What waits for a signature: ours, the person's, or that of others on a paper we keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import ROLE_LABELS, SignatoryRole
from passerelles.kernel.actors import Actor, ActorKind, Right
from passerelles.people.models import Person
from passerelles.sharing.models.entries import PersonDataQuerySet


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One signature waited for: on which paper, of whom, since when."""

    paper: Paper
    line: Signature

    @property
    def person(self) -> Person:
        return self.paper.person

    @property
    def role_label(self) -> str:
        return ROLE_LABELS[SignatoryRole(self.line.role)]

    @property
    def since(self) -> datetime | None:
        return self.paper.sent_at

    @property
    def wants_to_talk(self) -> bool:
        return self.line.talk_asked_at is not None


def waiting_for_us(actor: Actor) -> list[WaitingLine]:
    """Papers the actor may sign for their organisation, the oldest first."""
    if actor.organisation_id is None or not actor.may(Right.SIGN_PAPERS):
        return []
    return _lines(_out().across_people(), organisation_id=actor.organisation_id)


def kept_waiting(actor: Actor) -> list[WaitingLine]:
    """Papers our organisation keeps, that wait for somebody; the oldest first."""
    if actor.organisation_id is None:
        return []
    ours = _out().across_people().filter(organisation_id=actor.organisation_id)
    return _lines(ours)


def waiting_for_person(actor: Actor) -> list[WaitingLine]:
    """What the person has to read and sign herself."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return []
    mine = _out().filter(person_id=actor.person_id)
    return _lines(mine, role=SignatoryRole.PERSON.value)


def _out() -> PersonDataQuerySet[Paper]:
    rows: PersonDataQuerySet[Paper] = Paper.objects.filter(state=PaperState.OUT)
    return rows


def _lines(papers: QuerySet[Paper], **narrowed: UUID | str) -> list[WaitingLine]:
    rows = (
        Signature.objects.filter(
            version__paper__in=papers,
            version__number=F("version__paper__current"),
            state=Signature.State.WAITING,
            **narrowed,
        )
        .select_related("version__paper__person")
        .defer("version__pdf")
        .order_by("version__paper__sent_at", "position")
    )
    return [WaitingLine(row.version.paper, row) for row in rows]
