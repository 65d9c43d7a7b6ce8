"""The carnet tells the recognition of what she learnt, the workshops she came to, her programmes."""

from __future__ import annotations

from typing import Any

import pytest

from passerelles.kernel.actors import acting_as
from passerelles.myspace.queries.carnet import own_carnet
from passerelles.myspace.rules.carnet import CarnetLine, CarnetSection
from passerelles.pathways.actions.stages import StageDraft, add_stage, move_stage
from passerelles.pathways.models import Stage
from passerelles.pathways.rules.stages import STAGE_TEXTS, StageKind, StageState
from passerelles.people.models import Person
from tests.cast import Cast, person_actor
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
