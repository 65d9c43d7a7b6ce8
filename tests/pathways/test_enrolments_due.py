"""What waits in programmes is asked for everybody at once, in four questions."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passerelles.kernel.actors import acting_as
from passerelles.kernel.calendar import add_months
from passerelles.pathways.actions.enrolment_days import DaySaid, note_duty, note_session
from passerelles.pathways.open_barriers import open_barriers
from passerelles.pathways.queries.enrolments_due import enrolments_due
from passerelles.pathways.rules.enrolments import Attendance
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.barriers import BarrierDraft, open_barrier
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.rules.sides import Side
from tests.cast import Cast, make_agreement, professional
from tests.pathways.enrolment_scenes import came, decides, enrolled, in_tapaj, young
from tests.pathways.test_enrolments import eiti_place, first_hours, rosa, self_employed
from tests.pathways.work_scenes import day, mona

pytestmark = pytest.mark.django_db


def due(actor: Any) -> list[tuple[str, str]]:
    with acting_as(actor):
        return [(found.key, found.what) for found in enrolments_due(actor)]


def test_barriers_still_open_in_the_sixth_month_are_an_alert_and_close_nothing(
    cast: Cast,
) -> None:
    nadia, person = eiti_place(cast)
    five = (add_months(day(0), -5) - day(0)).days - 5
    row = enrolled(nadia, person, "eiti", self_employed(five))
    found = due(nadia)
    assert [key for key, _what in found] == ["duty", "duty"]
    assert "un objectif pour chaque dimension" in found[0][1]
    assert "principaux freins" in found[1][1]
    open_barrier(actor=nadia, person_id=person.id, kind="housing", draft=BarrierDraft(main=True))
    with acting_as(nadia):
        assert open_barriers([person.id]) == {person.id: 1}
    note_duty(
        actor=nadia,
        person_id=person.id,
        enrolment_id=row.id,
        duty="barriers_reviewed",
        done_on=day(0),
    )
    assert [what for _key, what in due(nadia)] == [found[0][1]]
    plan_every_side(nadia, row)
    assert due(nadia) == []


def plan_every_side(actor: Any, row: Any) -> None:
    for side in row.rules.dimensions:
        set_objective(
            actor=actor,
            person_id=row.person_id,
            draft=ObjectiveDraft("Avancer", side=Side(row.pk, side.code), side_told=True),
        )


def test_a_passage_waits_for_people_and_a_planned_day_to_be_told(cast: Cast) -> None:
    row = in_tapaj(cast)
    keys = dict(due(mona(cast)))
    assert "personne n’a encore décidé" in keys["passage"]
    assert "Aucune séance" in keys["session"]
    decides(cast, row, "assiduity", -1, passed=False)
    said = DaySaid(day(-3), Attendance.PLANNED)
    note_session(actor=mona(cast), person_id=row.person_id, enrolment_id=row.id, said=said)
    keys = dict(due(mona(cast)))
    assert "passage" not in keys
    assert "à raconter" in keys["session"]
    came(cast, row, -3)
    assert "à raconter" not in dict(due(mona(cast))).get("session", "")


def test_a_plan_of_hours_never_written_is_late(cast: Cast) -> None:
    row = first_hours(cast)
    keys = dict(due(rosa(row)))
    assert "progression des heures" in keys["duty"]


def test_the_end_that_comes_is_told_in_time_to_prepare_it(cast: Cast) -> None:
    nadia, person = eiti_place(cast)
    enrolled(nadia, person, "eiti", self_employed(-20, planned_end=day(30)))
    assert "end" in dict(due(nadia))


def test_partners_and_strangers_have_nothing_to_do(cast: Cast) -> None:
    row = in_tapaj(cast)
    make_agreement(row.person, cast.geiq, *Volet)
    assert due(professional(cast.claire, cast.geiq)) == []
    assert due(professional(cast.zoe, cast.stranger)) == []


def test_four_questions_whatever_the_number_of_persons(cast: Cast) -> None:
    for _turn in range(3):
        in_tapaj(cast, young(cast))
    actor = mona(cast)
    with acting_as(actor), CaptureQueriesContext(connection) as asked:
        assert len({found.person_id for found in enrolments_due(actor)}) == 3
    questions = [q for q in asked.captured_queries if "set_config" not in q["sql"]]
    assert len(questions) <= 4
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire), CaptureQueriesContext(connection) as nothing:
        assert enrolments_due(claire) == []
    assert len([q for q in nothing.captured_queries if "set_config" not in q["sql"]]) == 1
