"""A commitment holds when both have signed it; an amendment replaces it then, not before."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.documents.actions import (
    correct_paper,
    refuse_on_screen,
    send_paper,
)
from passerelles.documents.models import Paper
from passerelles.documents.rules.circuit import PaperState
from passerelles.documents.rules.kinds import SignatoryRole
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict
from passerelles.support.actions.commitments import (
    amend_commitment,
    end_commitment,
    review_promise,
)
from passerelles.support.models import MutualCommitment, Promise
from passerelles.support.queries.commitments import in_force
from passerelles.support.rules.commitments import (
    PHASE_LABELS,
    CommitmentPhase,
    CommitmentState,
    Kept,
    commitment_phase,
)
from passerelles.worklist.queries.accompaniment import commitment_items
from passerelles.worklist.queries.reach import reach
from tests.cast import Cast, make_agreement
from tests.support.scenes import educator, signed
from tests.support.test_commitments import draft, made, own_space

AsUser = Callable[..., Client]
database = pytest.mark.django_db
Phase = CommitmentPhase


def amended(cast: Cast, before: MutualCommitment, words: str = "Je viens le jeudi.") -> Any:
    return amend_commitment(
        actor=educator(cast),
        person_id=cast.lea.id,
        commitment_id=before.id,
        draft=draft(person=(words,)),
        reason="Le bus du mardi est supprimé.",
    )


def phase(commitment: MutualCommitment) -> CommitmentPhase:
    row = MutualCommitment.unscoped.get(pk=commitment.pk)
    paper = Paper.unscoped.get(pk=row.paper_id)
    return commitment_phase(CommitmentState(row.state), paper.phase)


def holding(cast: Cast) -> list[int]:
    with acting_as(educator(cast)):
        rows = in_force(MutualCommitment.objects.filter(person_id=cast.lea.id))
        return sorted(row.number for row in rows)


def out(cast: Cast, commitment: MutualCommitment) -> Paper:
    return send_paper(actor=educator(cast), paper_id=commitment.paper_id)


def test_only_a_signed_paper_or_none_asked_puts_a_commitment_in_force() -> None:
    states: list[PaperState | None] = [*PaperState, None]
    active = {paper for paper in states if _holds(CommitmentState.ACTIVE, paper)}
    assert active == {PaperState.SIGNED, None}
    for state in (CommitmentState.ENDED, CommitmentState.REPLACED):
        assert not any(_holds(state, paper) for paper in states)
    assert set(PHASE_LABELS) == set(CommitmentPhase)


def _holds(state: CommitmentState, paper: PaperState | None) -> bool:
    return commitment_phase(state, paper) is Phase.IN_FORCE


@database
def test_an_amendment_replaces_the_signed_one_when_everybody_has_signed_it(cast: Cast) -> None:
    first = signed(cast, made(cast))
    second = amended(cast, first)
    assert (phase(first), phase(second)) == (Phase.IN_FORCE, Phase.TO_SEND)
    assert holding(cast) == [1]
    with acting_as(educator(cast)):
        assert len(list(commitment_items(reach(educator(cast))))) == 1
    signed(cast, second)
    assert (phase(first), phase(second)) == (Phase.REPLACED, Phase.IN_FORCE)
    assert holding(cast) == [2]


@database
def test_a_refused_amendment_leaves_the_signed_one_in_force(cast: Cast) -> None:
    first = signed(cast, made(cast))
    second = amended(cast, first)
    paper = out(cast, second)
    refuse_on_screen(
        actor=educator(cast),
        paper_id=paper.id,
        role=SignatoryRole.STRUCTURE,
        version=1,
        reason="Le jeudi est pris.",
    )
    assert (phase(first), phase(second)) == (Phase.IN_FORCE, Phase.REFUSED)
    third = amended(cast, second, "Je viens le lundi.")
    assert holding(cast) == [1]
    signed(cast, third)
    assert (phase(first), phase(second)) == (Phase.REPLACED, Phase.REPLACED)
    assert holding(cast) == [3]


@database
def test_two_colleagues_do_not_amend_the_same_one_twice(cast: Cast) -> None:
    first = signed(cast, made(cast))
    second = amended(cast, first)
    with pytest.raises(Conflict, match="pas encore signé"):
        amended(cast, first)
    end_commitment(actor=educator(cast), person_id=cast.lea.id, commitment_id=second.id)
    assert Paper.unscoped.get(pk=second.paper_id).state == "cancelled"
    assert holding(cast) == [1]
    amended(cast, first)


@database
def test_nothing_is_said_kept_of_what_is_not_signed(cast: Cast) -> None:
    second = amended(cast, signed(cast, made(cast)))
    promise = Promise.objects.filter(commitment=second).first()
    assert promise is not None
    with pytest.raises(Conflict):
        review_promise(
            actor=educator(cast), person_id=cast.lea.id, promise_id=promise.id, kept=Kept.YES
        )


@database
def test_the_person_and_partners_never_read_a_draft_and_see_what_is_to_sign(
    cast: Cast, as_user: AsUser
) -> None:
    make_agreement(cast.lea, cast.geiq)
    first = signed(cast, made(cast))
    second = amended(cast, first)
    own, partner = own_space(cast), as_user(cast.claire, cast.geiq)
    mine = reverse("support:my_commitments")
    theirs = reverse("support:commitments", args=[cast.lea.id])
    for client, page in ((own, mine), (partner, theirs)):
        text = unescape(client.get(page).content.decode())
        assert "Je viens chaque mardi." in text
        assert "Je viens le jeudi." not in text
    paper = out(cast, second)
    for client, page in ((own, mine), (partner, theirs)):
        text = unescape(client.get(page).content.decode())
        assert "Je viens le jeudi." in text
        assert "À signer" in text
    # Put back to a draft: what it said once is still to be signed, for those outside.
    facts = paper.versions.get().facts
    correct_paper(actor=educator(cast), paper_id=paper.id, facts=facts, version=1)
    assert "À signer" in unescape(own.get(mine).content.decode())
    team = unescape(as_user(cast.ines, cast.ime).get(theirs).content.decode())
    assert "À envoyer à la signature" in team
    assert "Rien n’est promis tant que" in team
