"""The paper of a work situation: prepared from what is already noted, never typed twice."""

from __future__ import annotations

from uuid import UUID

from passerelles.documents.actions.attaching import attach_paper
from passerelles.documents.actions.prepare import prepare_paper
from passerelles.documents.models import Paper
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_paper_facts import told_by_work
from passerelles.pathways.rules.work_papers import WORK_SUBJECT, paper_for
from passerelles.pathways.work_policy import require_change
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet


def prepare_work_paper(*, actor: Actor, person_id: UUID, situation_id: UUID) -> Paper:
    """A draft of the team: names, days, places, hours and purpose come from the situation."""
    situation = visible_entry(actor, WorkSituation, person_id, situation_id)
    require_change(actor, situation)
    code = paper_for(situation.kind)
    if not code:
        raise Refusal(
            "Aucun papier n’est dessiné ici pour cette forme de travail.",
            "Gardez le papier signé dans votre structure.",
        )
    access = require_write(actor, person_id, Volet.PATH)
    told = told_by_work(actor, access, situation)
    return prepare_paper(
        actor=actor,
        person_id=person_id,
        kind=code,
        facts=told.facts,
        signers=told.signers,
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
        replaces=told.replaces,
    )


def attach_work_paper(
    *, actor: Actor, person_id: UUID, situation_id: UUID, paper_id: UUID
) -> Paper:
    """A paper of ours prepared before the work was noted, or without naming it."""
    situation = visible_entry(actor, WorkSituation, person_id, situation_id)
    require_change(actor, situation)
    return attach_paper(
        actor=actor,
        person_id=person_id,
        paper_id=paper_id,
        kind=paper_for(situation.kind),
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
    )
