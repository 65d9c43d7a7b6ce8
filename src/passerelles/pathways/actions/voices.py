"""How it went, written by each side: a voice is changed by a new version, never by another side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction

from passerelles.journal.actions import record
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import (
    refuse_nir_in,
    signature_to_giver,
    visible_entry,
)
from passerelles.pathways.actions.progress import Observations, add_observations
from passerelles.pathways.events import WORK_REVIEWED
from passerelles.pathways.models import Stage, WorkReview, WorkSituation
from passerelles.pathways.queries.header import name_for
from passerelles.pathways.review_policy import current_review, require_voice
from passerelles.pathways.rules.voices import Attendance, Compatibility, Reached, ReviewSide
from passerelles.pathways.tried import Tried, tries
from passerelles.people.authorship import Authorship
from passerelles.sharing.models.entries import AuthorKind
from passerelles.sharing.policy import peek_record, require_write
from passerelles.sharing.rules.volets import Volet

SAID_MEANWHILE = (
    "Quelqu’un a écrit cet avis pendant que vous écriviez.",
    "Rien n’a été écrit : relisez-le, puis recommencez.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """``read``: the version that was on screen; ``levels``: axes ticked at the same time;
    ``tried``: what was tried, kept by the area of skills."""

    expected: str = ""
    attendance: str = ""
    reached: str = ""
    compatibility: str = ""
    result: str = ""
    gathered_from: str = ""
    reason: str = ""
    read: UUID | None = None
    levels: Mapping[UUID, int] = field(default_factory=dict)
    tried: tuple[Tried, ...] = ()


def say_review(
    *, actor: Actor, person_id: UUID, situation_id: UUID, side: ReviewSide, draft: ReviewDraft
) -> WorkReview:
    """Write what one side says; levels ticked become observations signed by the same author."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PROGRESS)
        situation = visible_entry(actor, WorkSituation, person_id, situation_id)
        before = current_review(situation, side)
        require_voice(actor, situation, side, before)
        if (before.id if before else None) != draft.read:
            raise Conflict(*SAID_MEANWHILE)
        _check(draft, before)
        review = _write(actor, situation, side, draft, before)
        _observe(actor, situation, review, draft)
        _keep_tries(actor, situation, review, draft)
        record(
            WORK_REVIEWED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PROGRESS],
            details={"review": str(review.id), "side": side.value},
        )
    return review


def _write(
    actor: Actor,
    situation: WorkSituation,
    side: ReviewSide,
    draft: ReviewDraft,
    before: WorkReview | None,
) -> WorkReview:
    gathered = _gathered_from(actor, situation, side, draft)
    try:
        with transaction.atomic():
            written: WorkReview = WorkReview.unscoped.create(
                person_id=situation.person_id,
                volet=Volet.PROGRESS,
                situation=situation,
                side=side,
                expected=draft.expected.strip(),
                attendance=draft.attendance,
                reached=draft.reached,
                compatibility=draft.compatibility,
                result=draft.result.strip(),
                gathered_from=gathered,
                corrects=before,
                reason=draft.reason.strip(),
                **_signed(actor, situation, side),
            )
    except IntegrityError:
        raise Conflict(*SAID_MEANWHILE) from None
    return written


def _signed(actor: Actor, situation: WorkSituation, side: ReviewSide) -> Authorship:
    """The author; words of the person taken down by a professional stay hers."""
    signed = signature_to_giver(actor, situation.person_id)
    if side is ReviewSide.PERSON and actor.kind is ActorKind.PROFESSIONAL:
        signed["author_kind"] = AuthorKind.PERSON
    return signed


def _gathered_from(
    actor: Actor, situation: WorkSituation, side: ReviewSide, draft: ReviewDraft
) -> str:
    """Whose words a professional writes down; nobody's when a side writes for itself."""
    if actor.kind is not ActorKind.PROFESSIONAL or side is ReviewSide.SENDER:
        return ""
    if side is ReviewSide.PERSON:
        return peek_record(actor, situation.person_id).person.first_name
    if actor.organisation_id == situation.host_id:
        return ""
    if not draft.gathered_from.strip():
        raise Refusal(
            "Il manque auprès de qui cet avis a été recueilli.",
            "Écrivez le nom ou la fonction de cette personne.",
            "gathered_from",
        )
    return draft.gathered_from.strip()


def _check(draft: ReviewDraft, before: WorkReview | None) -> None:
    refuse_nir_in(
        expected=draft.expected,
        result=draft.result,
        gathered_from=draft.gathered_from,
        reason=draft.reason,
    )
    said = (draft.reached, draft.compatibility, draft.result.strip(), draft.tried)
    if not draft.attendance and any(said):
        raise Refusal("Dites d’abord si cela a eu lieu.", "Choisissez une réponse.", "attendance")
    if draft.tried and draft.attendance == Attendance.NO_SHOW:
        raise Refusal(
            "La personne n’est pas venue : rien n’a pu être essayé.",
            "Effacez les lignes, ou changez la présence.",
            "tried_1",
        )
    if not draft.attendance and not draft.expected.strip():
        raise Refusal("Il n’y a rien à enregistrer.", "Écrivez une attente, ou un avis.")
    if before is not None and before.attendance and not draft.reason.strip():
        raise Refusal("Il manque la raison du changement.", "Écrivez-la.", "reason")
    for value, choices, name in (
        (draft.attendance, Attendance, "attendance"),
        (draft.reached, Reached, "reached"),
        (draft.compatibility, Compatibility, "compatibility"),
    ):
        if value and value not in set(choices):
            raise Refusal("Choisissez une des réponses.", field=name)


def _observe(
    actor: Actor, situation: WorkSituation, review: WorkReview, draft: ReviewDraft
) -> None:
    """Levels ticked go to the progress of the person, with the author and the context."""
    if not draft.levels:
        return
    place = situation.host or situation.employer
    where = name_for(place, actor.organisation_id) or situation.host_name
    context = f"{situation.with_job}, {where}" if where else situation.with_job
    if review.gathered_from and review.about is ReviewSide.HOST:
        context = f"{context}, dit par {review.gathered_from}"
    add_observations(
        actor=actor,
        person_id=situation.person_id,
        seen=Observations(
            levels=draft.levels,
            observed_on=clock.today(),
            context=context[:160],
            stage_id=_stage_seen(actor, situation),
            person_speaks=review.about is ReviewSide.PERSON,
            written_for=review.organisation_id,
        ),
    )


def _keep_tries(
    actor: Actor, situation: WorkSituation, review: WorkReview, draft: ReviewDraft
) -> None:
    keeper = tries()
    if draft.tried and keeper is not None:
        last = situation.ended_on or situation.end or clock.today()
        keeper.note(actor=actor, review=review, tried=draft.tried, last=last)


def _stage_seen(actor: Actor, situation: WorkSituation) -> UUID | None:
    if situation.stage_id is None:
        return None
    try:
        return visible_entry(actor, Stage, situation.person_id, situation.stage_id).id
    except Hidden:
        return None
