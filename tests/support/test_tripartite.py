"""The review of three: who is missing is said, each voice is its own, and it has its rhythm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.pathways.queries.eyes import own_eyes
from passerelles.sharing.policy import open_record
from passerelles.support.actions.minutes import Minutes, set_rhythm, write_minutes
from passerelles.support.models import Appointment, MeetingRhythm
from passerelles.support.queries.appointments import appointment_page
from passerelles.support.queries.due import silent_rhythms
from passerelles.support.rules.meetings import Attendance, MeetingKind, MeetingRole
from tests.cast import Cast
from tests.support.scenes import appointment, counsellor, educator, supervisor, yesterday

pytestmark = pytest.mark.django_db
THREE = (MeetingRole.PERSON, MeetingRole.COUNSELLOR, MeetingRole.SUPERVISOR)


def held(cast: Cast, *present: MeetingRole, **more: Any) -> Appointment:
    row = appointment(
        cast, MeetingKind.TRIPARTITE, counsellor(cast), supervisor(cast), at=yesterday()
    )
    attendance = {
        role: Attendance.PRESENT if role in present else Attendance.EXCUSED for role in THREE
    }
    return write_minutes(
        actor=educator(cast),
        person_id=cast.lea.id,
        appointment_id=row.id,
        version=row.version,
        minutes=Minutes(attendance=attendance, **more),
    )


def page_of(cast: Cast) -> Any:
    actor = educator(cast)
    with acting_as(actor):
        return appointment_page(own_eyes(actor, open_record(actor, cast.lea.id)))


def test_a_role_that_did_not_come_makes_it_no_review_and_is_named(cast: Cast) -> None:
    held(cast, MeetingRole.PERSON, MeetingRole.COUNSELLOR)
    (view,) = page_of(cast).past
    assert view.standing.valid is False
    assert view.standing.sentence == (
        "Ce n’est pas un bilan à trois : il manque l’encadrant technique."
    )


def test_each_voice_is_kept_apart(cast: Cast) -> None:
    said = {role: f"Parole de {role.value}" for role in THREE}
    row = held(cast, *THREE, voices=said, decisions="On essaie le tri")
    (view,) = page_of(cast).past
    assert view.standing.valid
    assert {seat.role: seat.words for seat in view.seats} == {
        role.value: words for role, words in said.items()
    }
    assert row.decisions == "On essaie le tri"
    assert [change.event for change in view.changes] == ["planned", "held"]


def test_the_rhythm_of_reviews_counts_only_those_of_three(cast: Cast) -> None:
    since = clock.today() - timedelta(days=70)
    actor = educator(cast)
    where: dict[str, Any] = {"actor": actor, "person_id": cast.lea.id, "every_months": 1}
    set_rhythm(**where, since=since, kind=MeetingKind.TRIPARTITE)
    held(cast, MeetingRole.PERSON, MeetingRole.COUNSELLOR)
    (rhythm,) = page_of(cast).rhythms
    assert rhythm.standing.alert.startswith("Aucun bilan à trois du")
    with acting_as(actor):
        assert [found.what for found in silent_rhythms(actor)] == [rhythm.standing.alert]
    held(cast, *THREE)
    (rhythm,) = page_of(cast).rhythms
    assert rhythm.standing.alert == ""


def test_a_rhythm_of_reviews_stands_beside_the_one_of_any_meeting(cast: Cast) -> None:
    where: dict[str, Any] = {"actor": educator(cast), "person_id": cast.lea.id}
    set_rhythm(**where, every_months=1, since=clock.today())
    set_rhythm(**where, every_months=3, since=clock.today(), kind=MeetingKind.TRIPARTITE)
    set_rhythm(**where, every_months=6, since=clock.today(), kind=MeetingKind.TRIPARTITE)
    going_on = MeetingRhythm.unscoped.filter(until=None).order_by("every_months")
    assert [(row.kind, row.every_months) for row in going_on] == [("", 1), ("tripartite", 6)]
