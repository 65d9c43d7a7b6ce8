"""Pure rules: look-alikes, search, moves of a situation, the last word of a wish."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.people.rules.lookalikes import Birth, Identity, compare, compare_births
from passerelles.people.rules.registration import Need, Standing, checklist, standing_of
from passerelles.people.rules.search import nearest
from passerelles.people.rules.situations import (
    SituationState,
    StateAt,
    effective_state,
    expires_soon,
    move_warnings,
)
from passerelles.people.rules.wishes import wishes_to_leave

BORN = date(1980, 12, 4)
DAVID = Identity("David", "Lecomte", "", BORN)


@pytest.mark.parametrize(
    ("other", "shown", "probable"),
    [
        (Identity("David", "Lecomte", "", BORN), True, True),
        (Identity("DAVID", "LECOMPTE", "", BORN), True, True),
        (Identity("Lecomte", "David", "", BORN), True, True),
        (Identity("David", "Lecomte", "", date(1980, 4, 12)), True, True),
        (Identity("David", "Lecomte", "", None), True, True),
        (Identity("Jean-David", "Lecomte", "", BORN), True, True),
        (Identity("David", "Lecomte", "", date(1951, 7, 30)), False, False),
        (Identity("Daniel", "Lecomte", "", BORN), False, False),
        (Identity("Davy", "Lecomte", "", BORN), True, False),
        (Identity("Samira", "Ouali", "", BORN), False, False),
        (Identity("David", "Ouali", "", BORN), False, False),
    ],
)
def test_look_alikes_are_scored_on_both_names_and_birth(
    other: Identity, shown: bool, probable: bool
) -> None:
    likeness = compare(DAVID, other)
    assert (likeness.is_shown, likeness.is_probable) == (shown, probable), likeness
    assert likeness.reasons


def test_a_name_at_birth_may_be_another_s_usage_name() -> None:
    likeness = compare(
        Identity("Samira", "Ouali", "Benali", BORN), Identity("Samira", "Benali", "", BORN)
    )
    assert likeness.is_probable
    assert "Un nom de naissance égale un nom d’usage" in likeness.reasons


def test_comparing_is_symmetric() -> None:
    other = Identity("Jean-David", "Lecompte", "Marchal", date(1980, 4, 12))
    assert compare(DAVID, other).score == compare(other, DAVID).score


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (BORN, Birth.SAME),
        (date(1980, 4, 12), Birth.CLOSE),
        (date(1980, 12, 5), Birth.CLOSE),
        (date(1981, 12, 4), Birth.CLOSE),
        (date(1990, 12, 4), Birth.CLOSE),
        (date(1985, 12, 4), Birth.DIFFERENT),
        (date(1980, 11, 5), Birth.DIFFERENT),
        (None, Birth.UNKNOWN),
    ],
)
def test_birth_dates_forgive_one_slip(other: date | None, expected: Birth) -> None:
    assert compare_births(BORN, other) is expected


def test_the_nearest_name_comes_first_and_short_words_are_not_guessed() -> None:
    names = {1: "marchand lea", 2: "marchal leon", 3: "tournier basile"}
    assert nearest("marchnad lea", names)[0] == 1
    assert 3 not in nearest("marchnad lea", names)
    assert nearest("le", names) == []
    assert nearest("zzzzzz", names) == []


def test_a_first_state_is_never_surprising_and_an_earlier_date_is() -> None:
    now = StateAt(SituationState.OBTAINED, date(2026, 11, 1))
    assert move_warnings(None, now) == []
    assert move_warnings(StateAt(SituationState.FILED, date(2026, 9, 1)), now) == []
    assert len(move_warnings(now, StateAt(SituationState.FILED, date(2026, 10, 1)))) == 2
    same = StateAt(SituationState.OBTAINED, date(2026, 11, 1))
    assert move_warnings(now, same) == []


def test_a_right_expires_the_day_after_its_last_day() -> None:
    last = date(2026, 11, 30)
    obtained = SituationState.OBTAINED
    assert effective_state(obtained, last, last) is obtained
    assert effective_state(obtained, last, date(2026, 12, 1)) is SituationState.EXPIRED
    assert effective_state(SituationState.FILED, last, date(2027, 1, 1)) is SituationState.FILED
    assert expires_soon(obtained, last, last)
    assert expires_soon(obtained, last, date(2026, 8, 30))
    assert not expires_soon(obtained, last, date(2026, 8, 29))
    assert not expires_soon(obtained, last, date(2026, 12, 1))
    assert not expires_soon(obtained, None, last)


def test_registration_unknown_is_not_missing() -> None:
    assert not any(check.missing for check in checklist(None))
    assert not any(check.missing for check in checklist(True))
    missing = [check for check in checklist(False) if check.missing]
    assert missing
    assert all(check.opening.need is Need.REQUIRED for check in missing)


@pytest.mark.parametrize("held", [True, False, None])
def test_a_reader_it_is_not_shared_with_learns_nothing_of_the_registration(
    held: bool | None,
) -> None:
    assert standing_of(held, shared=False) is Standing.NOT_SHARED
    said = {True: Standing.REGISTERED, False: Standing.NOT_REGISTERED, None: Standing.UNKNOWN}
    assert standing_of(held, shared=True) is said[held]


def test_the_last_word_about_leaving_counts() -> None:
    assert wishes_to_leave(["job", "leave_protected", "stay_protected"])
    assert not wishes_to_leave(["stay_protected", "leave_protected"])
    assert wishes_to_leave(["leave_adapted"])
    assert not wishes_to_leave(["stay_adapted", "leave_adapted"])
    assert not wishes_to_leave([])
