"""Barriers: opened from what was told, lifted by the person, never leaking, never blocking."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Conflict, Hidden, Refusal
from passerelles.pathways.queries.eyes import Eyes, own_eyes
from passerelles.people.actions.tell import tell_fact
from passerelles.people.rules.facts import FactKind
from passerelles.sharing.policy import open_record
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.barriers import (
    BarrierDraft,
    change_barrier,
    move_barrier,
    open_barrier,
)
from passerelles.support.actions.funded import Where
from passerelles.support.actions.funding import answer_funding
from passerelles.support.actions.solutions import (
    ActionDraft,
    add_action,
    finish_action,
)
from passerelles.support.models import Barrier, BarrierAction, BarrierChange
from passerelles.support.queries.barriers import barrier_page, open_barriers
from passerelles.support.rules.barriers import ActionKind, BarrierState, Weight
from passerelles.support.rules.funding import FundingState
from tests.cast import Cast, make_agreement, professional
from tests.support.scenes import educator, licence, mobility

pytestmark = pytest.mark.django_db


def eyes(cast: Cast, actor: object) -> Eyes:
    return own_eyes(actor, open_record(actor, cast.lea.id))  # type: ignore[arg-type]


def lift(cast: Cast, barrier: Barrier, **more: object) -> Barrier:
    said = {"words": "Je prends le bus toute seule.", "target": BarrierState.LIFTED} | more
    return move_barrier(
        actor=educator(cast),
        person_id=cast.lea.id,
        barrier_id=barrier.id,
        version=barrier.version,
        **said,  # type: ignore[arg-type]
    )


def test_a_barrier_is_lifted_with_the_person_and_its_day_and_words_are_kept(cast: Cast) -> None:
    barrier = mobility(cast)
    with pytest.raises(Refusal, match="C’est la personne qui dit"):
        lift(cast, barrier, words="  ")
    with pytest.raises(Refusal, match="dans l’avenir"):
        lift(cast, barrier, on=clock.today() + timedelta(days=1))
    lifted = lift(cast, barrier)
    assert (lifted.state, lifted.lifted_on) == (BarrierState.LIFTED, clock.today())
    said = BarrierChange.objects.filter(barrier=barrier).last()
    assert said is not None
    assert said.words == "Je prends le bus toute seule."


def test_what_was_said_before_is_never_rewritten(cast: Cast) -> None:
    barrier = mobility(cast)
    change_barrier(
        actor=educator(cast),
        person_id=cast.lea.id,
        barrier_id=barrier.id,
        version=1,
        draft=BarrierDraft(weight=Weight.LIGHT, words="Ça va mieux."),
    )
    said = [change.words for change in BarrierChange.objects.filter(barrier=barrier)]
    assert said == ["Je rate le bus du matin.", "Ça va mieux."]
    with pytest.raises(DatabaseError), transaction.atomic():
        BarrierChange.objects.update(weight="")


def test_two_colleagues_at_once_lose_nothing(cast: Cast) -> None:
    barrier = mobility(cast)
    lift(cast, barrier)
    with pytest.raises(Conflict):
        lift(cast, barrier)
    barrier.refresh_from_db()
    with pytest.raises(Conflict):
        lift(cast, Barrier(pk=barrier.pk, version=1), target=BarrierState.OPEN)
    assert BarrierChange.objects.filter(barrier=barrier).count() == 2


def test_a_lifted_barrier_comes_back_and_one_is_written_once_by_a_team(cast: Cast) -> None:
    barrier = mobility(cast)
    with pytest.raises(Refusal, match="déjà noté par votre équipe"):
        mobility(cast)
    lift(cast, barrier)
    barrier.refresh_from_db()
    back = lift(cast, barrier, target=BarrierState.OPEN, words="Le bus est supprimé.")
    assert (back.state, back.lifted_on) == (BarrierState.OPEN, None)


def test_sensitive_words_are_encrypted_at_rest(cast: Cast) -> None:
    karim = professional(cast.karim, cast.ime)
    barrier = open_barrier(
        actor=karim,
        person_id=cast.lea.id,
        kind="addiction",
        draft=BarrierDraft(words="Je joue trop."),
    )
    change = BarrierDraft(words="Je joue moins.")
    change_barrier(
        actor=karim, person_id=cast.lea.id, barrier_id=barrier.id, version=1, draft=change
    )
    add_action(
        actor=karim,
        person_id=cast.lea.id,
        barrier_id=barrier.id,
        draft=ActionDraft(ActionKind.CARE, "Séance", partner="CSAPA du Val"),
    )
    with connection.cursor() as cursor:
        for table in ("barrier", "barrierchange", "barrieraction"):
            cursor.execute(f"SELECT * FROM support_{table}")
            kept = str(cursor.fetchall())
            for words in ("joue", "CSAPA", "Séance"):
                assert words not in kept
    barrier.refresh_from_db()
    assert barrier.words == "Je joue moins."


def test_a_sensitive_barrier_is_nowhere_for_who_does_not_read_that_volet(cast: Cast) -> None:
    mobility(cast)
    open_barrier(
        actor=professional(cast.karim, cast.ime),
        person_id=cast.lea.id,
        kind="suffering",
        draft=BarrierDraft(words="La nuit."),
    )
    make_agreement(cast.lea, cast.geiq)
    claire = professional(cast.claire, cast.geiq)
    karim = professional(cast.karim, cast.ime)
    with acting_as(claire):
        seen = eyes(cast, claire)
        page = barrier_page(seen)
        assert [view.barrier.kind for view in page.barriers] == ["mobility"]
        assert page.cumulated.open == open_barriers(seen) == 1
        assert Barrier.objects.count() == 1
    with acting_as(karim):
        assert barrier_page(eyes(cast, karim)).cumulated.open == 2


def test_nobody_writes_a_sensitive_barrier_without_that_volet(cast: Cast) -> None:
    make_agreement(cast.lea, cast.geiq)
    with pytest.raises(Hidden):
        open_barrier(
            actor=professional(cast.claire, cast.geiq),
            person_id=cast.lea.id,
            kind="justice",
            draft=BarrierDraft(),
        )
    assert not Barrier.unscoped.exists()


def test_what_the_person_told_is_offered_until_it_is_opened(cast: Cast) -> None:
    actor = educator(cast)
    with acting_as(actor):
        tell_fact(
            actor=actor, person_id=cast.lea.id, kind=FactKind.BARRIERS, value="housing,mobility"
        )
        assert dict(barrier_page(eyes(cast, actor)).told).keys() == {"housing", "mobility"}
        mobility(cast)
        assert dict(barrier_page(eyes(cast, actor)).told).keys() == {"housing"}


def test_an_action_is_done_once_with_its_time_and_result(cast: Cast) -> None:
    barrier = mobility(cast)
    where: dict[str, Any] = {
        "actor": educator(cast),
        "person_id": cast.lea.id,
        "barrier_id": barrier.id,
    }
    action = add_action(
        **where,  # type: ignore[arg-type]
        draft=ActionDraft(ActionKind.TRAINING, "Code de la route", partner="Auto-école sociale"),
    )
    done = {"done_on": clock.today(), "on_working_time": True, "result": "Code obtenu."}
    finish_action(**where, action_id=action.id, **done)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        finish_action(**where, action_id=action.id, **done)  # type: ignore[arg-type]
    assert BarrierAction.objects.get().on_working_time is True


def test_the_licence_is_financed_line_by_line(cast: Cast) -> None:
    barrier = mobility(cast)
    plan = licence(cast, barrier)
    actor = educator(cast)
    with acting_as(actor):
        found = barrier_page(eyes(cast, actor)).barriers[0].plans[0].balance
        assert found.sentence == "Il manque 550\u00a0€ : aucune demande ne les couvre."
    first, second = plan.lines.all()
    where: dict[str, Any] = {"actor": actor, "where": Where(cast.lea.id, barrier.id)}
    answer_funding(**where, line_id=first.id, version=1, state=FundingState.PAID)
    answer_funding(
        **where,
        line_id=second.id,
        version=1,
        state=FundingState.GRANTED,
        granted=Decimal("400.50"),
    )
    with acting_as(actor):
        found = barrier_page(eyes(cast, actor)).barriers[0].plans[0].balance
    assert (found.secured, found.paid, found.missing) == (
        Decimal("1200.50"),
        Decimal(800),
        Decimal("599.50"),
    )
    with pytest.raises(Conflict):
        answer_funding(**where, line_id=second.id, version=1, state=FundingState.REFUSED)
    with pytest.raises(Refusal, match="n’en est plus là"):
        answer_funding(**where, line_id=first.id, version=2, state=FundingState.ASKED)


def test_a_stranger_or_another_record_reaches_nothing(cast: Cast) -> None:
    barrier = mobility(cast)
    zoe = professional(cast.zoe, cast.stranger)
    with pytest.raises(Hidden):
        move_barrier(
            actor=zoe,
            person_id=cast.lea.id,
            barrier_id=barrier.id,
            version=1,
            target=BarrierState.LIFTED,
            words="non",
        )
    barrier.refresh_from_db()
    assert barrier.state == BarrierState.OPEN


def test_the_journal_keeps_codes_and_no_word(cast: Cast) -> None:
    lift(cast, mobility(cast))
    lines = JournalEntry.objects.filter(event__startswith="support:")
    assert [line.event for line in lines.order_by("id")] == [
        "support:barrier:opened",
        "support:barrier:changed",
    ]
    assert all("bus" not in str(line.details) for line in lines)
    assert all(line.volets == Volet.BARRIERS for line in lines)


def test_another_barrier_is_said_in_words_and_several_stand_together(cast: Cast) -> None:
    where: dict[str, Any] = {"actor": educator(cast), "person_id": cast.lea.id, "kind": "other"}
    with pytest.raises(Refusal, match="Quel autre frein"):
        open_barrier(**where, draft=BarrierDraft())
    for words in ("Mes papiers sont chez mon frère.", "Mon chien ne peut pas rester seul."):
        open_barrier(**where, draft=BarrierDraft(words=words))
    assert Barrier.unscoped.filter(kind="other", volet=Volet.BARRIERS).count() == 2
