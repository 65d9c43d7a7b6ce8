"""The convention d'appui of an exit: what the exit and the next contract already say of it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from passerelles.documents.actions.signers import Signer
from passerelles.documents.models import Paper
from passerelles.documents.rules.kinds import SignatoryRole, paper_kind
from passerelles.documents.rules.standing import CLOSED
from passerelles.documents.subjects import Told
from passerelles.kernel.actors import Actor
from passerelles.law.work_kinds import WorkFamily
from passerelles.pathways.models import Exit, WorkSituation
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.rules.work import WorkState
from passerelles.pathways.rules.work_papers import EXIT_SUBJECT, SUPPORT_AGREEMENT

LEFT_WITH_SUPPORT = ("esat",)  # places whose exit the law follows with such a convention


def exits_with_support(person_id: UUID) -> list[Exit]:
    """Exits that stand (not corrected since), the latest first, as far as the reader may see them."""
    rows = Exit.objects.filter(
        person_id=person_id, place_kind__in=LEFT_WITH_SUPPORT, corrected_by__isnull=True
    )
    return list(rows.select_related("place").order_by("-left_on"))


def papers_of_exits(exits: Iterable[Exit]) -> dict[UUID, list[Paper]]:
    """Conventions prepared for each, by exit; one query."""
    found: dict[UUID, list[Paper]] = {left.id: [] for left in exits}
    rows = Paper.objects.filter(subject_kind=EXIT_SUBJECT, subject_id__in=list(found))
    for paper in rows.exclude(state__in=CLOSED):
        if paper.subject_id is not None:
            found[paper.subject_id].append(paper)
    return found


def told_by_exit(actor: Actor, left: Exit) -> Told:
    """Places, days and the job; what each is paid and who to call is still to be agreed."""
    job = _next_job(left)
    employer = ""
    if job is not None:
        employer = name_for(job.employer, actor.organisation_id) or job.employer_name
    told = {
        "esat_name": name_for(left.place, actor.organisation_id) or left.place_name,
        "employer_name": employer,
        "job": job.activity if job else "",
        "contract_signed_on": str(left.told.get("job_signed_on") or ""),
        "start": str(left.told.get("agreement_start") or ""),
        "end": str(left.told.get("agreement_end") or ""),
    }
    known = paper_kind(SUPPORT_AGREEMENT).facts
    ours = left.place_id is not None and left.place_id == actor.organisation_id
    signers = {SignatoryRole.ESAT: Signer(organisation_id=left.place_id)} if ours else {}
    return Told({key: value for key, value in told.items() if value and key in known}, signers)


def _next_job(left: Exit) -> WorkSituation | None:
    """The contract that follows the exit, when the record holds it and the reader may see it."""
    rows = (
        WorkSituation.objects.filter(person_id=left.person_id, start__gte=left.left_on)
        .exclude(state=WorkState.CANCELLED)
        .select_related("employer")
        .order_by("start")
    )
    if left.contract_type:
        rows = rows.filter(kind=left.contract_type)
    return next((row for row in rows if row.law_kind.family is WorkFamily.CONTRACT), None)
