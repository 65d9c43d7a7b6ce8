"""The paper of a work situation: prepared from what is already noted, never typed twice."""

from __future__ import annotations

from uuid import UUID

from passerelles.documents.actions.prepare import prepare_paper
from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import paper_kind
from passerelles.kernel.actors import Actor
from passerelles.kernel.errors import Refusal
from passerelles.law.question_words import words_for
from passerelles.pathways.actions.authorship import visible_entry
from passerelles.pathways.law_questions import blank_document
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.rules.work import WorkState, supervision_words
from passerelles.pathways.rules.work_papers import ALONE, WORK_SUBJECT, paper_for
from passerelles.pathways.work_policy import require_change, wrote


def prepare_work_paper(*, actor: Actor, person_id: UUID, situation_id: UUID) -> Paper:
    """A draft of the team: names, days and purpose come from the situation."""
    situation = visible_entry(actor, WorkSituation, person_id, situation_id)
    require_change(actor, situation)
    code = paper_for(situation.kind)
    if not code:
        raise Refusal(
            "Aucun papier n’est dessiné ici pour cette forme de travail.",
            "Gardez le papier signé dans votre structure.",
        )
    return prepare_paper(
        actor=actor,
        person_id=person_id,
        kind=code,
        facts=_facts(actor, situation),
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
        replaces=_former(actor, situation, code),
    )


def _former(actor: Actor, situation: WorkSituation, code: str) -> UUID | None:
    """The paper of ours that this one takes over from, once everybody has signed it."""
    rows = Paper.unscoped.filter(
        person_id=situation.person_id,
        organisation_id=actor.organisation_id,
        subject_kind=WORK_SUBJECT,
        subject_id=situation.id,
        kind=code,
        state__in=(PaperState.SIGNED.value, PaperState.REFUSED.value),
    )
    former: Paper | None = rows.order_by("-recorded_at").first()
    return former.pk if former else None


def _facts(actor: Actor, situation: WorkSituation) -> dict[str, str]:
    """Boxes whose words the record knows; a box the paper does not have is left out."""
    host, employer, prescriber = (
        name_for(getattr(situation, role), actor.organisation_id)
        or str(getattr(situation, f"{role}_name"))
        for role in ("host", "employer", "prescriber")
    )
    told = {
        "host_name": host,
        "employer_name": employer,
        "prescriber_name": prescriber,
        "esat_name": host if situation.kind == "mispe" else employer,
        "start": situation.start.isoformat(),
        "end": situation.end.isoformat() if situation.end else "",
        "object": _purpose(situation) or situation.objective,
        "tasks": _tasks(situation),
        "headcount": _headcount(actor, situation),
    }
    known = paper_kind(paper_for(situation.kind)).facts
    return {key: value for key, value in told.items() if value and key in known}


def _headcount(actor: Actor, situation: WorkSituation) -> str:
    """How many are lent by this contract: the law asks the persons or their number, and the number
    names nobody.  Who did not write the group does not know it."""
    if situation.kind == ALONE:
        return "1"
    if situation.group is None or not wrote(actor, situation):
        return ""
    together = WorkSituation.unscoped.filter(
        group=situation.group, organisation_id=situation.organisation_id
    )
    return str(together.exclude(state__in=(WorkState.CANCELLED, WorkState.ENDED)).count() or "")


def _tasks(situation: WorkSituation) -> str:
    """The work, and that the company supervises alone when it does: the paper tells it too."""
    if not situation.activity or situation.supervised is not False:
        return situation.activity
    alone = supervision_words(supervised=False)
    return f"{situation.activity} ({alone[:1].lower()}{alone[1:]})"


def _purpose(situation: WorkSituation) -> str:
    said = situation.details.get("act.purposes") or []
    if not said:
        return ""
    words = words_for(blank_document(situation.kind).act, "act.purposes")
    return ", ".join(label for code, label in words.choices if code in said)
