"""The carnet tells the recognition of what she learnt, the workshops she came to, her programmes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passerelles.kernel.actors import acting_as
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.myspace.rules.carnet import CarnetLine, CarnetSection
from passerelles.pathways.actions.stages import StageDraft, add_stage, move_stage
from passerelles.pathways.models import Stage
from passerelles.pathways.rules.stages import STAGE_TEXTS, StageKind, StageState
from passerelles.people.models import Person
from passerelles.skills.actions.aside import set_day_aside
from passerelles.skills.actions.practice import DaySheet, note_day
from passerelles.skills.actions.workshops import ContentWords, WorkshopWords, open_workshop
from passerelles.skills.models import Workshop, WorkshopDay
from passerelles.skills.rules.workshops import WorkshopKind
from tests.cast import Cast, person_actor
from tests.pathways.enrolment_scenes import came, enrolled, entry, in_tapaj
from tests.pathways.work_scenes import day, mona, path_of, sami


def lines_of(person: Person, prefix: str) -> list[CarnetLine]:
    actor = person_actor(person)
    with acting_as(actor):
        return [line for line in own_carnet(actor).lines if line.key.startswith(prefix)]


def recognition(cast: Cast, person: Person, **fields: Any) -> Stage:
    path = path_of(cast, person)
    return add_stage(
        actor=mona(cast),
        person_id=person.id,
        path_id=path.id,
        draft=StageDraft(
            kind=StageKind.RECOGNITION,
            title="RAE, entretien des espaces verts",
            state=StageState.ONGOING,
            started_on=day(-90),
            **fields,
        ),
    )


def test_a_recognition_is_a_kind_of_stage_with_its_plain_words() -> None:
    text = STAGE_TEXTS[StageKind.RECOGNITION]
    assert "RAE" in text.label
    assert "VAE" in text.label
    assert "sais faire" in text.plain


@pytest.mark.django_db
def test_a_recognition_begun_is_told_and_one_obtained_is_a_know_how(cast: Cast) -> None:
    person = sami(cast)
    stage = recognition(cast, person)
    (begun,) = lines_of(person, "stage:")
    assert begun.section is CarnetSection.STORY
    move_stage(
        actor=mona(cast),
        person_id=person.id,
        stage_id=stage.id,
        version=stage.version,
        target=StageState.DONE,
        on=day(-3),
        result="Attestation de niveau 2, jury du 12 novembre.",
    )
    (obtained,) = lines_of(person, "stage:")
    assert obtained.section is CarnetSection.KNOW_HOW
    assert obtained.key == begun.key
    assert "Attestation de niveau 2, jury du 12 novembre." in obtained.details


# Workshops and programmes


def workshop_day(
    cast: Cast, person: Person, days: int, *, present: bool = True, workshop: Workshop | None = None
) -> Workshop:
    """A day noted on the sheet of the ESAT, on the first content."""
    actor = mona(cast)
    if workshop is None:
        workshop = open_workshop(
            actor=actor,
            words=WorkshopWords(WorkshopKind.PRE_PROFESSIONAL, "Propreté", "propreté"),
            content=ContentWords("Les bases", ("doser le produit", "vider le chariot")),
        )
    note_day(
        actor=actor,
        workshop_id=workshop.pk,
        sheet=DaySheet(
            on=day(days),
            hours=Decimal("2.5"),
            expected=[person.id],
            came=[person.id] if present else [],
        ),
    )
    return workshop


@pytest.mark.django_db
def test_a_workshop_is_one_line_over_the_days_she_came(cast: Cast) -> None:
    person = sami(cast)
    workshop = workshop_day(cast, person, -30)
    for days, present in ((-20, True), (-10, False)):
        workshop_day(cast, person, days, present=present, workshop=workshop)
    (line,) = lines_of(person, "workshop:")
    assert line.title == "Atelier : Propreté"
    assert line.details == (
        "2 séances, 5 heures",
        "On y a travaillé : doser le produit, vider le chariot",
    )
    assert line.who == cast.esat.name
    assert line.on == day(-30)


@pytest.mark.django_db
def test_a_day_set_aside_or_missed_makes_no_line(cast: Cast) -> None:
    person = sami(cast)
    workshop = workshop_day(cast, person, -30)
    workshop_day(cast, person, -20, present=False, workshop=workshop)
    wrong = WorkshopDay.objects.get(on=day(-30))
    set_day_aside(actor=mona(cast), workshop_id=workshop.pk, day_id=wrong.pk, why="Mauvais atelier")
    assert lines_of(person, "workshop:") == []


@pytest.mark.django_db
def test_a_programme_tells_its_steps_and_the_days_worked(cast: Cast) -> None:
    person = sami(cast)
    enrolled(mona(cast), person, "expertises_partagees", entry(-60))
    (line,) = lines_of(person, "programme:")
    assert line.section is CarnetSection.STORY
    assert cast.esat.name in line.title
    assert line.details


@pytest.mark.django_db
def test_a_programme_entered_for_something_very_personal_is_not_named(cast: Cast) -> None:
    row = in_tapaj(cast)
    came(cast, row, -30)
    came(cast, row, -20)
    (line,) = lines_of(row.person, "programme:")
    assert line.title == "Un accompagnement vers le travail"
    assert line.details == ("2 jours de travail, 8 heures",)
    assert "TAPAJ" not in f"{line}"


@pytest.mark.django_db
def test_more_days_ask_no_more_questions(cast: Cast) -> None:
    person = sami(cast)
    workshop = workshop_day(cast, person, -40)

    def counted() -> int:
        with CaptureQueriesContext(connection) as seen:
            lines_of(person, "workshop:")
        return len(seen)

    counted()
    before = counted()
    for days in (-30, -20, -10):
        workshop_day(cast, person, days, workshop=workshop)
    assert counted() == before
