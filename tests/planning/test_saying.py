"""What is said of a route: lengths people count in, nothing of what nobody told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.law.bridges import bridge_by_code
from passerelles.law.person import Person, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.answering import answer_routes
from passerelles.planning.engine.saying import said, wait
from passerelles.planning.rules.routes import Goal, Priority, RouteAnswer, RouteRequest
from tests.planning.scenes import AT, DAVID, holds, make_territory

EVERYTHING = Person(commune="59183", weekly_hours=(10, 26), wishes=("nettoyage",))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "dès maintenant"),
        (1, "dans 1 jour"),
        (44, "dans 44 jours"),
        (45, "dans 1 mois environ"),
        (120, "dans 4 mois environ"),
        (715, "dans 23 mois environ"),
        (731, "dans 2 ans environ"),
        (913, "dans 2 ans et demi environ"),
        (3969, "dans 11 ans environ"),
    ],
)
def test_a_wait_is_said_as_people_count(days: int, words: str) -> None:
    assert wait(days) == words


@given(st.integers(0, 40_000))
def test_no_wait_is_counted_in_many_days_nor_in_many_months(days: int) -> None:
    number = next((int(w) for w in wait(days).split() if w.isdigit()), 0)
    assert number < 45 if "jour" in wait(days) else number < 120


@pytest.mark.parametrize("value", [0, 1, 2])
@pytest.mark.parametrize("priority", Priority)
def test_no_plural_is_left_in_brackets(priority: Priority, value: int) -> None:
    words = said({priority: value}, EVERYTHING)[priority]
    assert "(" not in words
    assert "1 étapes" not in words


def test_what_nobody_told_is_not_spoken_of() -> None:
    figures = dict.fromkeys(Priority, 0)
    assert set(said(figures, Person())) == {Priority.SOON, Priority.FEW_STEPS, Priority.SUPPORT}
    assert set(said(figures, EVERYTHING)) == set(Priority)


def _ask(person: Person, goal: Goal = Goal.OPEN_ENDED_CONTRACT) -> RouteAnswer:
    return answer_routes(RouteRequest(at=AT, person=person, goal=goal))


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.IME, Status.WITHOUT_EMPLOYMENT, Status.ACI_EMPLOYEE])
def test_nobody_goes_back_to_an_esat_they_never_were_in(status: Status) -> None:
    make_territory()
    person = Person(
        birth_date=DAVID.birth_date,
        status=status,
        commune="59183",
        situations=holds(SituationKind.RQTH),
    )
    answer = _ask(person)
    shown = {step.code for route in answer.routes for step in route.steps}
    assert "return_to_esat" in bridge_by_code()
    assert "return_to_esat" not in shown | {closed.code for closed in answer.closed}


@pytest.mark.django_db
def test_who_left_for_an_ordinary_job_may_still_go_back() -> None:
    make_territory()
    person = Person(
        status=Status.OPEN_ENDED,
        situations=holds(SituationKind.RQTH, SituationKind.ESAT_ORIENTATION),
    )
    answer = _ask(person, Goal.ESAT)
    assert "return_to_esat" in {step.code for route in answer.routes for step in route.steps}


@pytest.mark.django_db
def test_who_is_there_already_is_told_so() -> None:
    make_territory()
    answer = _ask(Person(status=Status.EA_EMPLOYEE, situations=holds(SituationKind.RQTH)))
    assert any("y est déjà" in note for note in answer.notes)
    assert not any("y est déjà" in note for note in _ask(DAVID).notes)


@pytest.mark.django_db
def test_what_opens_in_many_years_is_said_by_its_year_and_last() -> None:
    make_territory()
    young = Person(
        birth_date=AT.replace(year=AT.year - 20),
        status=Status.ACI_EMPLOYEE,
        situations=holds(SituationKind.RSA),
    )
    closed = _ask(young).closed
    inclusion = next(one for one in closed if one.code.startswith("to_inclusion_cdi"))
    assert any(opening.text.startswith("pas avant 20") for opening in inclusion.opens)
    assert not any("/20" in opening.text for opening in inclusion.opens)
