"""The seeded crowd: repeatable, whole, and nobody's real data."""

from __future__ import annotations

from typing import Any

import pytest

from passerelles.journal.models import JournalEntry
from passerelles.kernel.actors import acting_as, system_actor
from passerelles.kernel.nir import contains_nir
from passerelles.ops.demo.crowd import Grown, Size, grow
from passerelles.pathways.models import Note, Path, ProgressPoint, Referent
from passerelles.people.models import Person, Situation, SituationChange
from passerelles.sharing.models import Agreement, Party
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, professional

SIZE = Size(people=60, seed=22, agreements_per_person=2)


def _grow(cast: Cast, size: Size = SIZE) -> Grown:
    team = [(cast.ime, cast.ines), (cast.esat, cast.mona), (cast.geiq, cast.claire)]
    with acting_as(system_actor("essai")):
        return grow(size, organisations=team)


def _people() -> list[tuple[Any, ...]]:
    return list(
        Person.unscoped.exclude(first_name="Léa", last_name="Marchand")
        .order_by("id")
        .values_list("id", "first_name", "last_name", "birth_date")
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_seed_grows_the_same_people(cast: Cast) -> None:
    from django.db import transaction

    seen = []
    for _n in range(2):
        with transaction.atomic():
            _grow(cast)
            seen.append(_people())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert len(seen[0]) == 60


def test_every_life_is_whole(cast: Cast) -> None:
    grown = _grow(cast)
    ids = [row[0] for row in _people()]
    assert grown.people == len(ids) == sum(grown.by_organisation.values()) == 60
    assert max(grown.by_organisation.values()) > 60 // 3  # skewed
    assert Path.unscoped.filter(person__in=ids).count() == Referent.objects.count() == 60
    assert Party.objects.filter(person__in=ids, basis="mission").count() == 60
    assert 15 < grown.entries / grown.people < 30
    assert set(ProgressPoint.unscoped.values_list("author_kind", flat=True)) == {
        "professional",
        "person",
    }
    assert SituationChange.objects.count() >= Situation.unscoped.count() > 60
    assert JournalEntry.objects.filter(event="sharing:record:opened").count() == 40


def test_agreements_are_in_force_ended_or_withdrawn_and_only_the_first_open_a_record(
    cast: Cast,
) -> None:
    _grow(cast)
    agreements = Agreement.objects.exclude(person=cast.lea)
    assert agreements.exclude(withdrawn_at=None).exists()
    assert agreements.filter(withdrawn_at=None).count() > agreements.count() / 2
    assert not agreements.filter(volet_rows__volet=Volet.SENSITIVE).exists()
    with acting_as(professional(cast.zoe, cast.stranger)):
        assert not Person.objects.exists()
        assert not Note.objects.exists()


def test_nobody_of_the_crowd_carries_a_number_that_looks_like_a_nir(cast: Cast) -> None:
    _grow(cast)
    texts = [str(row) for row in Note.unscoped.values_list("text", flat=True)]
    texts += [str(row) for row in Person.unscoped.values_list("phone", "safe_contact")]
    assert texts
    assert not any(contains_nir(text) for text in texts)
