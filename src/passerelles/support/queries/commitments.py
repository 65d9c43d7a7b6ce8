"""Commitments and objectives of a record: what each side promised and said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.kernel import clock
from passerelles.kernel.errors import Hidden
from passerelles.pathways.queries.eyes import Eyes
from passerelles.sharing.rules.volets import Volet
from passerelles.support.models import MutualCommitment, Objective, Promise, PromiseReview
from passerelles.support.rules.commitments import (
    PHASE_LABELS,
    UNSIGNED,
    CommitmentPhase,
    CommitmentStanding,
    CommitmentState,
    ObjectiveState,
    PromiseSide,
    commitment_phase,
    commitment_standing,
)


@dataclass(frozen=True)
class PromiseView:
    """A promise, and the latest word of each side about it."""

    promise: Promise
    person: PromiseReview | None
    structure: PromiseReview | None


@dataclass(frozen=True)
class CommitmentView:
    commitment: MutualCommitment
    writer: str
    own: bool
    paper: Paper | None
    promises: tuple[PromiseView, ...]
    standing: CommitmentStanding
    phase: CommitmentPhase

    @property
    def active(self) -> bool:
        """In force: both sides have signed it, or no paper was asked."""
        return self.phase is CommitmentPhase.IN_FORCE

    @property
    def to_sign(self) -> bool:
        return self.phase in (CommitmentPhase.TO_SEND, CommitmentPhase.TO_SIGN)

    @property
    def may_change(self) -> bool:
        """By whoever wrote it: amended, or ended."""
        return self.own and (self.active or self.phase in UNSIGNED)

    @property
    def label(self) -> str:
        """A correction under way is the team's: outside, the paper is still to be signed."""
        outside = not self.own and self.phase is CommitmentPhase.TO_SEND
        return PHASE_LABELS[CommitmentPhase.TO_SIGN if outside else self.phase]

    @property
    def colour(self) -> str:
        if self.to_sign:
            return "sky"
        return "leaf" if self.active else "muted"

    @property
    def of_person(self) -> list[PromiseView]:
        return [view for view in self.promises if view.promise.side == PromiseSide.PERSON]

    @property
    def of_structure(self) -> list[PromiseView]:
        return [view for view in self.promises if view.promise.side == PromiseSide.STRUCTURE]


def commitments(eyes: Eyes) -> list[CommitmentView]:
    """Latest first; five queries whatever their number."""
    if not eyes.sees(Volet.PATH):
        return []
    rows = list(
        eyes.entries(MutualCommitment)
        .select_related("organisation")
        .prefetch_related("promises__reviews")
    )
    papers = {
        paper.id: paper
        for paper in eyes.entries(Paper).filter(pk__in=[row.paper_id for row in rows])
    }
    return [
        _view(eyes, row, papers.get(row.paper_id))
        for row in rows
        # Never sent: a working note of the team that writes it.
        if row.paper_id in papers or row.paper_id is None or _own(eyes, row)
    ]


def in_force(rows: Any) -> Any:
    """Of these commitments, those both sides have signed and those that asked for no paper."""
    signed = Paper.objects.filter(state=PaperState.SIGNED).across_people().values("pk")
    return rows.filter(
        Q(paper_id=None) | Q(paper_id__in=signed), state=CommitmentState.ACTIVE.value
    )


def commitment_view(eyes: Eyes, commitment_id: object) -> CommitmentView:
    for view in commitments(eyes):
        if view.commitment.id == commitment_id:
            return view
    raise Hidden("no such commitment")


def promise_view(eyes: Eyes, promise_id: object) -> PromiseView:
    for view in commitments(eyes):
        for promise in view.promises:
            if promise.promise.id == promise_id and view.active:
                return promise
    raise Hidden("no such promise")


def _own(eyes: Eyes, row: MutualCommitment) -> bool:
    return eyes.organisation_id is not None and row.organisation_id == eyes.organisation_id


def _view(eyes: Eyes, row: MutualCommitment, paper: Paper | None) -> CommitmentView:
    promises = tuple(_promise(promise) for promise in row.promises.all())
    said = [
        (PromiseSide(review.side), review.on)
        for promise in row.promises.all()
        for review in promise.reviews.all()
    ]
    drafted = PaperState.DRAFT if row.paper_id else None
    phase = commitment_phase(CommitmentState(row.state), paper.phase if paper else drafted)
    standing = commitment_standing(map(date.fromisoformat, row.review_days), said, clock.today())
    if phase in UNSIGNED:
        standing = replace(standing, due_on=None, silent=())  # the days stand, nobody judges yet
    elif phase is not CommitmentPhase.IN_FORCE:
        standing = CommitmentStanding(None, (), None)
    return CommitmentView(
        commitment=row,
        writer=f"{row.author_name} ({eyes.name(row.organisation)})",
        own=_own(eyes, row),
        paper=paper,
        promises=promises,
        standing=standing,
        phase=phase,
    )


def _promise(promise: Promise) -> PromiseView:
    latest = {review.side: review for review in promise.reviews.all()}
    return PromiseView(promise, latest.get(PromiseSide.PERSON), latest.get(PromiseSide.STRUCTURE))


def objectives(eyes: Eyes) -> list[Objective]:
    """Those in progress first; what was revised stays readable."""
    if not eyes.sees(Volet.PROJECT):
        return []
    rows = eyes.entries(Objective).select_related("organisation", "revises")
    found = list(rows.prefetch_related("evidence"))
    return sorted(found, key=lambda row: row.state != ObjectiveState.OPEN)


def open_objective(eyes: Eyes, objective_id: object) -> Objective:
    found: Objective | None = (
        eyes.entries(Objective).filter(pk=objective_id, state=ObjectiveState.OPEN).first()
    )
    if found is None:
        raise Hidden("no such objective")
    return found
