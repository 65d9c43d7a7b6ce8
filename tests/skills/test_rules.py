"""What is tried and what fits: no try counts against anybody, unknown is never a no."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.skills.rules.fit import (
    HELD_LABELS,
    ActivityFit,
    Held,
    Profile,
    activity_fit,
)
from passerelles.skills.rules.interest import speaks_of
from passerelles.skills.rules.workshops import (
    ATTEMPT_LABELS,
    CONTENT_LABELS,
    PLAIN_RESULTS,
    WORKSHOP_LABELS,
    Attempt,
    AttemptResult,
    ContentState,
    WorkshopKind,
    skill_lines,
    standings,
)

SKILLS = ("doser le produit", "vider le chariot")
ANA, BO, CY = (UUID(int=number) for number in (1, 2, 3))


def _day(number: int) -> date:
    return date(2026, 3, number)


def test_two_failed_tries_then_a_success_is_a_validated_skill() -> None:
    tries = [
        Attempt("Doser", AttemptResult.TRIED, _day(1)),
        Attempt("doser", AttemptResult.TRIED, _day(2)),
        Attempt("doser", AttemptResult.VALIDATED, _day(9)),
        Attempt("doser", AttemptResult.TRIED, _day(20)),
    ]
    (found,) = standings(tries)
    assert (found.best, found.since, found.tries) == (AttemptResult.VALIDATED, _day(9), 4)


attempts = st.lists(
    st.builds(
        Attempt,
        st.sampled_from(["doser", "Doser", "vider"]),
        st.sampled_from(list(AttemptResult)),
        st.dates(date(2025, 1, 1), date(2026, 1, 1)),
    )
)


@given(attempts, st.sampled_from(["doser", "vider"]), st.dates(date(2025, 1, 1), date(2026, 1, 1)))
def test_one_more_failed_try_never_lowers_anything(
    before: list[Attempt], skill: str, on: date
) -> None:
    order = list(AttemptResult)
    best = {row.skill.lower(): row.best for row in standings(before)}
    after = {row.skill.lower(): row.best for row in standings([*before, Attempt(skill, AttemptResult.TRIED, on)])}  # fmt: skip
    for name, result in best.items():
        assert order.index(after[name]) >= order.index(result)


def test_skills_are_read_one_a_line_each_once() -> None:
    assert skill_lines(" Doser \n\n doser\nVider   le chariot\n") == ("Doser", "Vider le chariot")


def test_who_was_seen_doing_everything_fits_and_nobody_is_said_unable() -> None:
    profiles = [
        Profile(ANA, frozenset(SKILLS)),
        Profile(BO, frozenset({"Doser le produit"}), frozenset({"vider le chariot"})),
        Profile(CY, interests=("Je voudrais nettoyer des bureaux",)),
    ]
    found = activity_fit("Nettoyage de bureaux", SKILLS, profiles)
    assert (found.fitting, found.interested, found.unknown) == (1, 1, 1)
    assert [one.key for one in found.people] == [CY, ANA, BO]
    by_name = {one.key: one for one in found.people}
    assert by_name[CY].interest == "Je voudrais nettoyer des bureaux"
    assert by_name[BO].missing == ("vider le chariot",)
    assert {held for _skill, held in by_name[CY].held} == {Held.UNKNOWN}
    assert [(n.yes, n.learning, n.unknown) for n in found.needs] == [(2, 0, 1), (1, 1, 1)]


def test_an_activity_without_skills_fits_nobody_by_default() -> None:
    assert activity_fit("vente", (), [Profile(ANA)]).fitting == 0


def test_words_of_the_trade_are_recognised_and_empty_words_are_not() -> None:
    assert speaks_of("le jardinage", "Jardinier")
    assert not speaks_of("je voudrais travailler avec des gens", "travailler dans le bois")


@pytest.mark.parametrize(
    "said", ["Plus tard je voudrais jardiner", "le jardinage, pas trop loin de chez moi"]
)
def test_a_condition_on_time_or_distance_is_not_a_no(said: str) -> None:
    assert speaks_of(said, "jardinage")


@pytest.mark.parametrize(
    "said",
    [
        "je ne veux pas de nettoyage",
        "Plus jamais de nettoyage",
        "n’importe quoi sans nettoyage",
    ],
)
def test_a_wish_that_says_no_is_never_an_interest(said: str) -> None:
    assert not speaks_of(said, "nettoyage")


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("travailler en entreprise", "entretien des locaux"),
        ("le transport", "transmission"),
        ("la communication", "espaces communaux"),
        ("être en entreprise", "nettoyage en entreprise"),
    ],
)
def test_words_that_only_begin_alike_are_not_an_interest(said: str, trade: str) -> None:
    assert not speaks_of(said, trade)
    assert not speaks_of(trade, said)


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("nettoyer des bureaux", "Nettoyage"),
        ("être cuisinière", "cuisine"),
        ("la mécanique", "mécanicien"),
        ("vendre des fleurs", "vente"),
        ("la couture", "couturier"),
        ("les espaces verts", "Espace vert"),
        ("conduire, le transport", "transporteur"),
    ],
)
def test_words_of_one_family_are_an_interest(said: str, trade: str) -> None:
    assert speaks_of(said, trade)


def test_who_learns_reads_differently_from_who_was_never_seen() -> None:
    learner = Profile(BO, learning=frozenset({"Vider le chariot"}), practised=("propreté",))
    (found,) = activity_fit("Propreté", SKILLS, [learner]).people
    assert (found.learning, found.unseen) == (("vider le chariot",), ("doser le produit",))
    assert (found.interest, found.practised) == ("", "propreté")


def test_nothing_of_a_person_but_what_was_seen_and_said_can_enter() -> None:
    """Origin, gender, age and address cannot change an answer that has no room for them."""
    assert get_type_hints(Profile) == {
        "key": UUID,
        "validated": frozenset[str],
        "learning": frozenset[str],
        "interests": tuple[str, ...],
        "practised": tuple[str, ...],
    }
    assert get_type_hints(activity_fit) == {
        "trade": str,
        "skills": Iterable[str],
        "profiles": Iterable[Profile],
        "return": ActivityFit,
    }


@given(st.permutations([ANA, BO, CY]), st.permutations(range(10, 13)))
def test_the_key_that_is_carried_back_changes_neither_order_nor_answer(
    order: list[UUID], others: list[int]
) -> None:
    def answers(keys: list[UUID]) -> list[object]:
        profiles = [
            Profile(keys[0], frozenset(SKILLS[:1])),
            Profile(keys[1]),
            Profile(keys[2], frozenset(), frozenset(SKILLS[1:])),
        ]
        found = activity_fit("propreté", SKILLS, profiles).people
        return [(keys.index(one.key), one.held, one.interest) for one in found]

    assert answers(order) == answers([UUID(int=number) for number in others])


names = st.sampled_from(["doser le produit", "vider le chariot", "plier"])


@given(st.lists(st.tuples(st.frozensets(names), st.frozensets(names)), max_size=6))
def test_every_person_is_counted_once_for_each_skill(
    told: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    profiles = [Profile(UUID(int=n), yes, learning) for n, (yes, learning) in enumerate(told)]
    found = activity_fit("propreté", SKILLS, profiles)
    assert sorted(one.key.int for one in found.people) == list(range(len(told)))
    for need in found.needs:
        assert need.yes + need.learning + need.unknown == len(told)


@given(st.permutations(range(4)))
def test_the_order_people_come_in_changes_no_count(order: list[int]) -> None:
    base = [
        Profile(UUID(int=0), frozenset(SKILLS)),
        Profile(UUID(int=1)),
        Profile(UUID(int=2), frozenset(SKILLS[:1])),
        Profile(UUID(int=3)),
    ]
    found = activity_fit("propreté", SKILLS, [base[n] for n in order])
    assert (found.fitting, found.unknown) == (1, 2)


def test_every_code_has_its_words() -> None:
    assert set(ATTEMPT_LABELS) == set(PLAIN_RESULTS) == set(AttemptResult)
    assert set(CONTENT_LABELS) == set(ContentState)
    assert set(WORKSHOP_LABELS) == set(WorkshopKind)
    assert set(HELD_LABELS) == set(Held)
