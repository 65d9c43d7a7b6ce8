"""The plan of a programme, side by side: who may write it, who reads which side, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.actions.enrolment_days import note_duty
from passerelles.pathways.models import ProgrammeEnrolment
from passerelles.sharing.rules.volets import Volet
from passerelles.support.actions.objectives import ObjectiveDraft, set_objective
from passerelles.support.models import Objective
from passerelles.support.rules.commitments import ObjectiveState
from passerelles.support.rules.sides import Side, first_days
from tests.cast import Cast, make_agreement
from tests.pathways.enrolment_scenes import enrolled, in_tapaj
from tests.pathways.test_enrolments import eiti_place, self_employed
from tests.pathways.work_scenes import day

AsUser = Callable[..., Client]


@pytest.fixture
def nadia_and_row(cast: Cast) -> tuple[Any, ProgrammeEnrolment]:
    nadia, person = eiti_place(cast)
    return nadia, enrolled(nadia, person, "eiti", self_employed(-10))


def write(actor: Any, row: ProgrammeEnrolment, code: str, words: str = "Avancer") -> Objective:
    draft = ObjectiveDraft(words, side=Side(row.pk, code), side_told=True)
    return set_objective(actor=actor, person_id=row.person_id, draft=draft)


def test_a_side_is_planned_from_the_first_day_of_what_still_plans_it() -> None:
    one, other = Side(uuid4(), "sales"), Side(uuid4(), "sales")
    rows = [
        (one, ObjectiveState.LEFT, date(2026, 1, 1)),
        (one, ObjectiveState.REVISED, date(2026, 1, 2)),
        (one, ObjectiveState.REACHED, date(2026, 3, 1)),
        (one, ObjectiveState.OPEN, date(2026, 2, 1)),
        (other, ObjectiveState.LEFT, date(2026, 1, 1)),
    ]
    assert first_days(rows) == {one: date(2026, 2, 1)}


ONE = "9ad9faad-c78d-4860-bd55-9eee9c68b36b"  # fixed: a test keeps the same name in each worker


@pytest.mark.parametrize("text", ["", "x", "x:y", ONE, f"{ONE}:", ":sales"])
def test_what_is_not_a_side_is_read_as_none(text: str) -> None:
    assert Side.read(text) is None


def test_a_side_is_written_and_read_back() -> None:
    side = Side(uuid4(), "sales")
    assert Side.read(str(side)) == side


@pytest.mark.django_db
def test_a_side_the_programme_does_not_follow_is_refused(nadia_and_row: Any) -> None:
    nadia, row = nadia_and_row
    with pytest.raises(Refusal, match="ne suit pas ce côté"):
        write(nadia, row, "garden")


@pytest.mark.django_db
def test_an_enrolment_of_somebody_else_does_not_exist(cast: Cast, nadia_and_row: Any) -> None:
    nadia, row = nadia_and_row
    elsewhere = in_tapaj(cast)
    draft = ObjectiveDraft("Avancer", side=Side(elsewhere.pk, "sales"), side_told=True)
    with pytest.raises(Hidden):
        set_objective(actor=nadia, person_id=row.person_id, draft=draft)


@pytest.mark.django_db
def test_the_plan_is_not_ticked_as_done_by_hand(nadia_and_row: Any) -> None:
    nadia, row = nadia_and_row
    with pytest.raises(Refusal, match="Un objectif pour chaque côté"):
        note_duty(
            actor=nadia, person_id=row.person_id, enrolment_id=row.pk,
            duty="three_sides_planned", done_on=day(0),
        )  # fmt: skip


@pytest.mark.django_db
def test_another_wording_keeps_the_side_when_nobody_was_asked(nadia_and_row: Any) -> None:
    nadia, row = nadia_and_row
    before = write(nadia, row, "sales")
    after = set_objective(
        actor=nadia, person_id=row.person_id, draft=ObjectiveDraft("Mieux"), revises=before.pk
    )
    assert (after.enrolment_id, after.dimension) == (row.pk, "sales")
    told = ObjectiveDraft("Sans programme", side_told=True)
    free = set_objective(actor=nadia, person_id=row.person_id, draft=told, revises=after.pk)
    assert (free.enrolment_id, free.dimension) == (None, "")


@pytest.mark.django_db
def test_the_database_refuses_a_side_without_its_programme(nadia_and_row: Any) -> None:
    nadia, row = nadia_and_row
    kept = write(nadia, row, "sales")
    for wrong in ({"dimension": ""}, {"enrolment": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Objective.unscoped.filter(pk=kept.pk).update(**wrong)


@pytest.mark.django_db
def test_who_reads_objectives_without_the_path_reads_no_programme(
    cast: Cast, as_user: AsUser, nadia_and_row: Any
) -> None:
    nadia, row = nadia_and_row
    write(nadia, row, "sales", "Vendre au marché")
    plan = reverse("support:dimension_plan", args=[row.person_id, row.pk])
    claire = as_user(cast.claire, cast.geiq)
    assert claire.get(plan).status_code == 404
    make_agreement(row.person, cast.geiq, Volet.IDENTITY, Volet.PROJECT)
    assert claire.get(plan).status_code == 404
    listed = claire.get(reverse("support:commitments", args=[row.person_id])).content.decode()
    assert "Vendre au marché" in listed
    assert "EITI" not in listed
    make_agreement(row.person, cast.geiq, Volet.IDENTITY, Volet.PROJECT, Volet.PATH)
    assert "Vendre au marché" in claire.get(plan).content.decode()


@pytest.mark.django_db
def test_a_plan_of_many_objectives_costs_what_one_costs(cast: Cast, as_user: AsUser) -> None:
    nadia, person = eiti_place(cast)
    row = enrolled(nadia, person, "eiti", self_employed(-10))
    plan = reverse("support:dimension_plan", args=[person.id, row.pk])
    client = as_user(row.author, row.organisation)

    def cost() -> int:
        client.get(plan)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(plan).status_code == 200
        return len(queries)

    write(nadia, row, "sales")
    one = cost()
    for number in range(12):
        write(nadia, row, ("sales", "inclusion", "business")[number % 3], f"But {number}")
    assert cost() == one
