"""Two records made one, stricter wins, and two again exactly as before."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from passerelles.kernel.actors import acting_as
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.pathways.models import Path, Stage
from passerelles.people.actions import absorb, merge_records, tell_fact, undo_merge
from passerelles.people.actions.merge import entry_models
from passerelles.people.models import Fact, Person, PersonMerge
from passerelles.people.rules.facts import FactKind
from passerelles.sharing.models import Party
from tests.cast import Cast, make_agreement, make_person, person_actor, professional


@pytest.fixture
def twin(cast: Cast) -> Person:
    """A second record of Léa, opened by mistake by the same organisation."""
    return make_person("Léa", "Marchant", cast.ime)


def tell(cast: Cast, person: Person, value: str, *, actor: Any = None) -> Fact:
    who = actor or professional(cast.ines, cast.ime)
    with acting_as(who):
        return tell_fact(actor=who, person_id=person.id, kind=FactKind.SCHEDULE, value=value).fact


def merge(cast: Cast, kept: Person, absorbed: Person) -> PersonMerge:
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        return merge_records(actor=actor, kept_id=kept.id, absorbed_id=absorbed.id)


def snapshot() -> dict[str, list[Any]]:
    """Every row that a merge may touch, value by value."""
    models = [*entry_models(), apps.get_model("people", "RepeatedQuestion")]
    rows = {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models
    }
    rows["people"] = list(Person.unscoped.order_by("pk").values())
    return rows


def test_the_page_shows_both_side_by_side_and_what_will_move(
    cast: Cast, ines: Client, twin: Person
) -> None:
    tell(cast, twin, "Après 9 h")
    page = ines.get(reverse("people:duplicates", args=[cast.lea.id])).content.decode()
    assert "Léa Marchant" in page
    page = ines.get(reverse("people:merge", args=[cast.lea.id, twin.id])).content.decode()
    assert "faits : 1" in page
    assert "Les accords de partage ne bougent jamais" in page


def test_merging_moves_our_entries_and_closes_the_other_record(
    cast: Cast, ines: Client, twin: Person
) -> None:
    fact = tell(cast, twin, "Après 9 h")
    answer = ines.post(reverse("people:merge", args=[cast.lea.id, twin.id]))
    assert answer.status_code == 302
    fact.refresh_from_db()
    assert (fact.person, fact.shared) == (cast.lea, True)
    assert ines.get(reverse("people:identity", args=[twin.id])).status_code == 404


def test_undoing_gives_back_byte_for_byte_what_there_was(cast: Cast, twin: Person) -> None:
    make_agreement(cast.lea, cast.geiq)
    tell(cast, cast.lea, "Le matin")
    tell(cast, twin, "Après 9 h")
    path = Path.unscoped.create(
        person=twin, organisation=cast.ime, volet="path", origin=cast.ime, title="Propreté"
    )
    Stage.unscoped.create(
        person=twin, organisation=cast.ime, volet="path", path=path, kind="visit", title="Visite"
    )
    before = snapshot()
    merged = merge(cast, cast.lea, twin)
    assert snapshot() != before
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        undo_merge(actor=actor, person_id=cast.lea.id, merge_id=merged.id)
    assert snapshot() == before


def test_stricter_wins_what_nobody_new_could_read_stays_in_the_team(
    cast: Cast, ines: Client, as_user: Any, twin: Person
) -> None:
    make_agreement(cast.lea, cast.geiq)
    fact = tell(cast, twin, "Foyer le soir")
    merged = merge(cast, cast.lea, twin)
    fact.refresh_from_db()
    assert fact.shared is False
    claire = as_user(cast.claire, cast.geiq)
    url = reverse("people:facts", args=[cast.lea.id])
    assert "Foyer le soir" not in claire.get(url).content.decode()
    page = ines.get(reverse("people:duplicates", args=[cast.lea.id])).content.decode()
    assert "gardées dans votre équipe" in page
    ines.post(reverse("people:merge_review", args=[cast.lea.id, merged.id]))
    assert "Foyer le soir" in claire.get(url).content.decode()


def test_agreements_and_the_words_of_others_never_move(cast: Cast, twin: Person) -> None:
    agreement = make_agreement(twin, cast.geiq)
    theirs = tell(cast, twin, "Dit au GEIQ", actor=professional(cast.claire, cast.geiq))
    hers = tell(cast, twin, "Dit par elle", actor=person_actor(twin))
    merge(cast, cast.lea, twin)
    for row in (agreement, theirs, hers):
        row.refresh_from_db()
        assert row.person_id == twin.id
    claire = professional(cast.claire, cast.geiq)
    with acting_as(claire):
        assert not Person.objects.exists(), "an agreement on the closed record opens nothing"


def test_a_stage_hung_on_another_s_path_stays_with_it(cast: Cast, twin: Person) -> None:
    path = Path.unscoped.create(
        person=twin, organisation=cast.geiq, volet="path", origin=cast.geiq, title="Propreté"
    )
    stage = Stage.unscoped.create(
        person=twin, organisation=cast.ime, volet="path", path=path, kind="visit", title="Visite"
    )
    merge(cast, cast.lea, twin)
    stage.refresh_from_db()
    assert stage.person_id == twin.id


def test_a_record_held_by_two_organisations_is_not_closed_by_one(cast: Cast, twin: Person) -> None:
    Party.objects.create(person=twin, organisation=cast.esat, role="accompanies", basis="mission")
    with pytest.raises(Refusal, match="tenu par une autre structure"):
        merge(cast, cast.lea, twin)


def test_a_stranger_s_record_cannot_be_merged_nor_compared(
    cast: Cast, ines: Client, as_user: Any
) -> None:
    other = make_person("Léa", "Marchand", cast.stranger)
    assert ines.get(reverse("people:merge", args=[cast.lea.id, other.id])).status_code == 404
    assert ines.post(reverse("people:merge", args=[cast.lea.id, other.id])).status_code == 404
    with pytest.raises(Hidden):
        merge(cast, cast.lea, other)


def test_only_the_organisation_that_merged_may_undo(cast: Cast, zoe: Client, twin: Person) -> None:
    merged = merge(cast, cast.lea, twin)
    url = reverse("people:merge_undo", args=[cast.lea.id, merged.id])
    assert zoe.post(url).status_code == 404
    assert PersonMerge.objects.get().undone_at is None


def test_the_same_record_is_absorbed_once(cast: Cast, twin: Person) -> None:
    merge(cast, cast.lea, twin)
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor), pytest.raises(Refusal):
        absorb(actor=actor, kept=cast.lea, absorbed=twin, organisation=cast.ime)


def test_an_accepted_request_brings_the_asker_s_entries_to_the_holder_s_record(
    cast: Cast,
) -> None:
    theirs = make_person("Léa", "Marchand", cast.geiq)
    fact = tell(cast, theirs, "Dit au GEIQ", actor=professional(cast.claire, cast.geiq))
    actor = professional(cast.ines, cast.ime)
    with acting_as(actor):
        absorb(actor=actor, kept=cast.lea, absorbed=theirs, organisation=cast.geiq)
        assert not Fact.objects.filter(pk=fact.pk).exists(), "no agreement yet: nothing to read"
    fact.refresh_from_db()
    assert fact.person == cast.lea
