"""What waits for the signature of the person; what waits for a team is in its list of things to do."""

from __future__ import annotations

from django.db.models import F

from passerelles.documents.models import Paper, Signature
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import Actor, ActorKind


def waiting_for_person(actor: Actor) -> list[Signature]:
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
    return list(
        rows.select_related("version__paper__person")
        .defer("version__pdf")
        .order_by("version__paper__sent_at", "position")
    )
