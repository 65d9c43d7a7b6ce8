"""What waits for the signature of the person; what waits for a team is in its list of things to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One signature waited for, and on which paper."""

    paper: Paper
    line: Signature


def waiting_for_person(actor: Actor) -> list[WaitingLine]:
    """The lines the person has to read and sign herself, the oldest paper first."""
    if actor.kind is not ActorKind.PERSON or actor.person_id is None:
        return []
    papers = Paper.objects.filter(state=PaperState.OUT, person_id=actor.person_id)
    rows = Signature.objects.filter(
        version__paper__in=papers,
        version__number=F("version__paper__current"),
        state=Signature.State.WAITING,
        role=SignatoryRole.PERSON.value,
    )
    rows = rows.select_related("version__paper__person").defer("version__pdf")
    return [
        WaitingLine(row.version.paper, row)
        for row in rows.order_by("version__paper__sent_at", "position")
    ]
