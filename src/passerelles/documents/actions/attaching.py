"""A paper prepared before its subject was noted is tied to it afterwards, once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.documents import events
from passerelles.documents.actions.writing import note
from passerelles.documents.models import Paper
from passerelles.documents.policy import is_keeper, visible_paper
from passerelles.documents.rules.standing import CLOSED
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Conflict, Hidden
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


@transaction.atomic
def attach_paper(
    *, actor: Actor, person_id: UUID, paper_id: UUID, kind: str, subject_kind: str, subject_id: UUID
) -> Paper:
    """What is written and signed does not change; a paper has one subject for good."""
    paper = visible_paper(actor, paper_id, lock=True)
    if not is_keeper(actor, paper) or paper.person_id != person_id or paper.kind != kind:
        raise Hidden("not a paper of ours of this kind")
    require_write(actor, person_id, Volet(paper.volet))
    if paper.subject_id is not None or paper.phase in CLOSED:
        raise Conflict(
            _("Ce papier est déjà rattaché, ou il ne compte plus."),
            _("Rechargez la page pour voir où il en est."),
        )
    paper.subject_kind, paper.subject_id = subject_kind, subject_id
    paper.save(update_fields=["subject_kind", "subject_id"])
    note(events.ATTACHED, actor, paper, subject=subject_kind)
    return paper
