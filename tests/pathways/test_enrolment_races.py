"""Fifty people decide at once on the same passage: one decision, the others are told."""

from __future__ import annotations

from typing import Any

from passerelles.kernel import clock
from passerelles.kernel.errors import Conflict
from passerelles.pathways.actions.enrolment_days import DaySaid, mark_paid, note_session
from passerelles.pathways.actions.enrolment_steps import GateSaid, decide_passage
from passerelles.pathways.models import PassageDecision, ProgrammeEnrolment, WorkSession
from passerelles.pathways.rules.enrolments import Attendance
from tests.cast import build_cast
from tests.documents.test_races import HANDS, Race, Work, at_once, one_winner
from tests.pathways.enrolment_scenes import came, in_tapaj
from tests.pathways.work_scenes import day, mona

__all__ = ["at_once"]


def test_fifty_decisions_on_one_passage_give_one_winner(at_once: Race) -> None:
    cast = build_cast()
    row = in_tapaj(cast)
    actor = mona(cast)

    def decide(passed: bool) -> Work:
        def work() -> Any:
            return decide_passage(
                actor=actor,
                person_id=row.person_id,
                enrolment_id=row.id,
                version=row.version,
                gate="assiduity",
                said=GateSaid(clock.today(), passed, "l’équipe"),
            )

        return work

    def kept() -> tuple[int, int]:
        version = ProgrammeEnrolment.unscoped.get(pk=row.pk).version
        return PassageDecision.objects.count(), version

    works = [decide(bool(hand % 2)) for hand in range(HANDS)]
    results, seen = at_once(actor, works, kept)
    one_winner(results)
    assert all(isinstance(r, Conflict | PassageDecision) for r in results)
    assert seen == (1, row.version + 1)


def test_a_day_noted_by_many_at_once_is_noted_once(at_once: Race) -> None:
    cast = build_cast()
    row = in_tapaj(cast)
    actor = mona(cast)
    said = DaySaid(day(-2), Attendance.EXCUSED)

    def note() -> Any:
        return note_session(actor=actor, person_id=row.person_id, enrolment_id=row.id, said=said)

    results, seen = at_once(actor, [note] * 10, WorkSession.objects.count)
    one_winner(results)
    assert seen == 1


def test_money_handed_over_is_noted_once(at_once: Race) -> None:
    cast = build_cast()
    row = in_tapaj(cast)
    actor = mona(cast)
    due = came(cast, row, -9)

    def pay() -> Any:
        return mark_paid(
            actor=actor,
            person_id=row.person_id,
            enrolment_id=row.id,
            session_ids=(due.id,),
            on=clock.today(),
        )

    results, seen = at_once(actor, [pay] * 10, WorkSession.objects.exclude(paid_on=None).count)
    one_winner(results)
    assert seen == 1
