"""Write what each side promises, amend it by a new version, and say what was kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from passerelles.documents.actions import cancel_paper, prepare_paper
from passerelles.documents.actions.prepare import REPLACEABLE
from passerelles.documents.actions.signers import Signer
from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.journal.actions import record
from passerelles.kernel.actors import Actor, ActorKind
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.actions.authorship import refuse_nir_in, signature, visible_entry
from passerelles.sharing.policy import require_write
from passerelles.sharing.rules.volets import Volet
from passerelles.support.events import COMMITMENT_MADE, PROMISE_REVIEWED
from passerelles.support.models import MutualCommitment, Promise, PromiseReview
from passerelles.support.rules.commitments import (
    UNSIGNED,
    CommitmentPhase,
    CommitmentState,
    Kept,
    PromiseSide,
    commitment_phase,
)
from passerelles.web import french

PAPER_KIND = "commitment"
PROMISE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    start: date
    end: date
    review_days: tuple[date, ...]
    person: tuple[str, ...]
    structure: tuple[str, ...]


def make_commitment(*, actor: Actor, person_id: UUID, draft: CommitmentDraft) -> MutualCommitment:
    """Promises of both sides, and the paper that both sign: nothing holds on one side only."""
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        return _write(actor, person_id, draft, amends=None, reason="")


def amend_commitment(
    *, actor: Actor, person_id: UUID, commitment_id: UUID, draft: CommitmentDraft, reason: str
) -> MutualCommitment:
    """A new version with its reason: the one before holds until everybody has signed the new one.

    One that nobody finished signing never held: it gives way at once.
    """
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        before = _own(actor, person_id, commitment_id)
        if not reason.strip():
            raise Refusal("Dites pourquoi on change.", "Quelques mots.", field="reason")
        refuse_nir_in(reason=reason)
        phase = _changeable(before)
        _require_no_amendment_waiting(before)
        if phase in UNSIGNED or before.paper_id is None:
            _leave(before, CommitmentState.REPLACED)
        return _write(actor, person_id, draft, amends=before, reason=reason)


def end_commitment(*, actor: Actor, person_id: UUID, commitment_id: UUID) -> MutualCommitment:
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        commitment = _own(actor, person_id, commitment_id)
        phase = _changeable(commitment)
        _leave(commitment, CommitmentState.ENDED)
        if phase in UNSIGNED and commitment.paper_id is not None:
            cancel_paper(
                actor=actor, paper_id=commitment.paper_id, reason="L’engagement est abandonné."
            )
    return commitment


def review_promise(
    *,
    actor: Actor,
    person_id: UUID,
    promise_id: UUID,
    kept: Kept,
    words: str = "",
    person_speaks: bool = False,
) -> PromiseReview:
    """One side says whether a promise is kept: the person for theirs and for ours, and we too.

    ``person_speaks``: a professional takes down what the person says, beside them.
    """
    with transaction.atomic():
        require_write(actor, person_id, Volet.PATH)
        promise = Promise.objects.select_related("commitment").filter(pk=promise_id).first()
        if promise is None:
            raise Hidden("no such promise")
        commitment = visible_entry(actor, MutualCommitment, person_id, promise.commitment_id)
        if _phase(commitment) is not CommitmentPhase.IN_FORCE:
            raise Conflict("Cet engagement n’est plus en cours.", "Ouvrez le plus récent.")
        refuse_nir_in(words=words)
        own_words = actor.kind is ActorKind.PERSON or person_speaks
        if not own_words and commitment.organisation_id != actor.organisation_id:
            raise Refusal(
                "Cet engagement est celui d’une autre structure : elle dit elle-même s’il est tenu.",
                "Vous pouvez noter ce que la personne en dit.",
                "person_speaks",
            )
        side = PromiseSide.PERSON if own_words else PromiseSide.STRUCTURE
        review: PromiseReview = PromiseReview.objects.create(
            promise=promise,
            side=side,
            kept=kept,
            words=words.strip(),
            author_name=signature(actor)["author_name"],
        )
        record(
            PROMISE_REVIEWED,
            actor=actor,
            person_id=person_id,
            volets=[Volet.PATH],
            details={"promise": str(promise.id), "side": side.value, "kept": kept.value},
        )
    return review


def _own(actor: Actor, person_id: UUID, commitment_id: UUID) -> MutualCommitment:
    commitment = visible_entry(actor, MutualCommitment, person_id, commitment_id)
    if actor.organisation_id is None or commitment.organisation_id != actor.organisation_id:
        raise Hidden("made by another organisation")
    return commitment


def _phase(commitment: MutualCommitment) -> CommitmentPhase:
    paper = Paper.unscoped.filter(pk=commitment.paper_id).first() if commitment.paper_id else None
    return commitment_phase(CommitmentState(commitment.state), paper.phase if paper else None)


def _changeable(commitment: MutualCommitment) -> CommitmentPhase:
    """The row locked, for an amendment or the end: two colleagues come one after the other."""
    locked = MutualCommitment.unscoped.select_for_update(of=("self",)).get(pk=commitment.pk)
    phase = _phase(locked)
    if phase is not CommitmentPhase.IN_FORCE and phase not in UNSIGNED:
        raise Conflict("Cet engagement vient de changer.", "Ouvrez le plus récent.")
    return phase


def _require_no_amendment_waiting(commitment: MutualCommitment) -> None:
    """One amendment at a time of what is in force: two would each replace it."""
    own = Paper.unscoped.filter(pk=commitment.paper_id).first() if commitment.paper_id else None
    if own is None:
        return
    target = own.pk if own.phase is PaperState.SIGNED else own.replaces_id
    waiting = Paper.unscoped.filter(
        replaces_id=target, state__in=(PaperState.DRAFT.value, PaperState.OUT.value)
    )
    if target is not None and waiting.exclude(pk=own.pk).exists():
        raise Conflict(
            "Un avenant de cet engagement n’est pas encore signé.",
            "Changez cet avenant, ou terminez-le.",
        )


def _leave(commitment: MutualCommitment, state: CommitmentState) -> None:
    """Two colleagues at once: one amends or ends, the other is told."""
    active = MutualCommitment.unscoped.filter(pk=commitment.pk, state=CommitmentState.ACTIVE)
    if active.update(state=state) != 1:
        raise Conflict("Cet engagement vient de changer.", "Ouvrez le plus récent.")


def _write(
    actor: Actor,
    person_id: UUID,
    draft: CommitmentDraft,
    *,
    amends: MutualCommitment | None,
    reason: str,
) -> MutualCommitment:
    _check(draft)
    commitment: MutualCommitment = MutualCommitment.unscoped.create(
        person_id=person_id,
        volet=Volet.PATH,
        number=amends.number + 1 if amends else 1,
        amends=amends,
        reason=reason.strip(),
        start=draft.start,
        end=draft.end,
        review_days=[day.isoformat() for day in sorted(set(draft.review_days))],
        **signature(actor),
    )
    for side, words in (
        (PromiseSide.PERSON, draft.person),
        (PromiseSide.STRUCTURE, draft.structure),
    ):
        Promise.objects.bulk_create(
            Promise(commitment=commitment, side=side, words=text, position=place)
            for place, text in enumerate(words)
        )
    paper = _paper(actor, commitment, draft, amends)
    MutualCommitment.unscoped.filter(pk=commitment.pk).update(paper_id=paper.pk)
    commitment.paper_id = paper.pk
    record(
        COMMITMENT_MADE,
        actor=actor,
        person_id=person_id,
        volets=[Volet.PATH],
        details={"commitment": str(commitment.id), "number": commitment.number},
    )
    return commitment


def _paper(
    actor: Actor,
    commitment: MutualCommitment,
    draft: CommitmentDraft,
    amends: MutualCommitment | None,
) -> Paper:
    """The paper both sides sign; the former one is cancelled if nobody finished signing it, and
    what it was to replace, still in force, is replaced by this one."""
    before = Paper.unscoped.filter(pk=amends.paper_id).first() if amends else None
    if before is not None and before.state not in REPLACEABLE:
        cancel_paper(actor=actor, paper_id=before.pk, reason="Remplacé par un avenant.")
    if before is not None and before.phase is not PaperState.SIGNED and before.replaces_id:
        before = Paper.unscoped.get(pk=before.replaces_id)
    author = signature(actor)["author_name"]
    return prepare_paper(
        actor=actor,
        person_id=commitment.person_id,
        kind=PAPER_KIND,
        facts={
            "referent_name": author,
            "start": draft.start.isoformat(),
            "end": draft.end.isoformat(),
            "structure_promises": list(draft.structure),
            "person_promises": list(draft.person),
            "review_dates": [french.short_date(day) for day in sorted(set(draft.review_days))],
        },
        signers={SignatoryRole.STRUCTURE: Signer(organisation_id=actor.organisation_id)},
        subject_kind=PAPER_KIND,
        subject_id=commitment.pk,
        replaces=before.pk if before is not None else None,
    )


def _check(draft: CommitmentDraft) -> None:
    for field, words in (("person", draft.person), ("structure", draft.structure)):
        if not words:
            raise Refusal(
                "Un engagement est réciproque : chacun promet au moins une chose.",
                "Écrivez une promesse par ligne.",
                field=field,
            )
        _check_words(field, words)
    if draft.end < draft.start:
        raise Refusal("La fin précède le début.", "Corrigez une des deux dates.", field="end")
    if not draft.review_days:
        raise Refusal("Dites quand vous en reparlez.", "Une date au moins.", field="review_1")
    if any(not draft.start <= day <= draft.end for day in draft.review_days):
        raise Refusal(
            "Une date de revue est en dehors de l’engagement.",
            "Choisissez-la entre le premier et le dernier jour.",
            field="review_1",
        )


def _check_words(field: str, words: Iterable[str]) -> None:
    for text in words:
        refuse_nir_in(**{field: text})
        if len(text) > PROMISE_LENGTH:
            raise Refusal(
                f"Une promesse dépasse {PROMISE_LENGTH} caractères.",
                "Coupez-la en deux lignes.",
                field=field,
            )
