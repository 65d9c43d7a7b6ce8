"""Starting from the persons one reaches changes where the database looks, never what it finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from passerelles.kernel import clock
from passerelles.kernel.actors import Actor, acting_as, system_actor
from passerelles.pathways.models import Note
from passerelles.people.models import Person
from passerelles.sharing.models import EmergencyAccess
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, make_person, person_actor, professional


def _notes(cast: Cast, person: Person) -> None:
    for volet in (Volet.PROGRESS, Volet.PATH, Volet.SENSITIVE):
        for shared in (True, False):
            Note.unscoped.create(
                person=person, organisation=cast.ime, volet=volet, shared=shared, text="vu"
            )


READERS: dict[str, tuple[int, Callable[[Cast], Actor]]] = {
    "her own structure": (12, lambda cast: professional(cast.ines, cast.ime)),
    "one volet agreed": (1, lambda cast: professional(cast.claire, cast.geiq)),
    "in an emergency": (3, lambda cast: professional(cast.mona, cast.esat)),
    "a stranger": (0, lambda cast: professional(cast.zoe, cast.stranger)),
    "the person": (3, lambda cast: person_actor(cast.lea)),
    "the system": (12, lambda cast: system_actor("essai")),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_question_across_people_finds_exactly_what_is_visible(cast: Cast, reader: str) -> None:
    david = make_person("David", "Noret", cast.ime)
    for person in (cast.lea, david):
        _notes(cast, person)
    make_agreement(cast.lea, cast.geiq, Volet.PROGRESS)
    EmergencyAccess.objects.create(
        person=david,
        user=cast.mona,
        organisation=cast.esat,
        reason="malaise à l’atelier",
        started_at=clock.now() - timedelta(minutes=1),
        ends_at=clock.now() + timedelta(hours=1),
    )
    expected, actor = READERS[reader]
    with acting_as(actor(cast)):
        visible = set(Note.objects.values_list("pk", flat=True))
        found = set(Note.objects.all().across_people().values_list("pk", flat=True))
    assert found == visible
    assert len(found) == expected
