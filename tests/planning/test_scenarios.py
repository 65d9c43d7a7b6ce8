"""Scenarios of the field, at the level of routes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from passerelles.kernel.errors import Refusal
from passerelles.law.bridges import Bridge
from passerelles.law.person import Person, Situation, Status
from passerelles.law.situations import SituationKind
from passerelles.planning.engine.planning import plan
from passerelles.planning.rules.routes import (
    Goal,
    Place,
    PlacesNear,
    Priority,
    RouteAnswer,
    RouteRequest,
    Step,
    StepState,
)
from tests.planning.scenes import AT, codes, found, holds


def _routes(person: Person, goal: Goal | Status, *first: Priority, limit: int = 6) -> RouteAnswer:
    request = RouteRequest(at=AT, person=person, goal=goal, priorities=first, limit=limit)
    return plan(request, _next_door)


def _next_door(bridge: Bridge) -> PlacesNear:
    """A place of every kind, five kilometres away."""
    place = Place(
        organisation="", name="Ici", kind="other", kind_label="", commune="", km=5, matches=True
    )
    return PlacesNear(kinds=bridge.place_kinds, within=1, places=(place,))


def _step(answer: RouteAnswer, code: str) -> Step:
    return next(s for route in answer.routes for s in route.steps if s.code == code)


ESAT_WORKER = Person(
    birth_date=date(1996, 4, 2),
    status=Status.ESAT_WORKER,
    situations=(
        Situation(kind=SituationKind.RQTH),
        Situation(
            kind=SituationKind.ESAT_ORIENTATION, start=date(2022, 1, 1), end=date(2031, 12, 31)
        ),
    ),
)


def test_from_esat_gradually_with_a_right_of_return() -> None:
    """Registration, immersion, shared time, then the job; one may always come back."""
    answer = _routes(ESAT_WORKER, Goal.OPEN_ENDED_CONTRACT)
    gradual = answer.routes[0]
    assert codes(gradual) == [
        "register_france_travail",
        "pmsmp_esat_worker",
        "esat_shared_time",
        "esat_to_ordinary",
    ]
    immersion, shared, job = gradual.steps[1:]
    assert [(need.code, need.step) for need in immersion.needs] == [("france_travail", 1)]
    assert "l’ESAT" in shared.signatories
    assert "ESAT-09" in shared.rules
    assert all(step.right_of_return for step in (immersion, shared, job))
    assert "Convention d’appui" in " ".join(job.documents)
    assert {"ESAT-13", "ESAT-14"} <= set(job.rules)


def test_few_steps_first_is_the_contract_at_once_with_what_is_advised_before() -> None:
    job = _routes(ESAT_WORKER, Status.OPEN_ENDED, Priority.FEW_STEPS).routes[0]
    assert codes(job) == ["esat_to_ordinary"]
    advised = " ".join(job.steps[0].without)
    assert "métier essayé sur place" in advised
    assert "heures augmentées peu à peu" in advised


def test_back_to_the_esat_while_the_orientation_holds() -> None:
    worker = replace(ESAT_WORKER, status=Status.OPEN_ENDED)
    back = _routes(worker, Status.ESAT_WORKER).routes[0]
    assert codes(back) == ["return_to_esat"]
    assert (back.steps[0].state, back.steps[0].stage_kind) == (StepState.OPEN, "return")
    assert back.arrives_on == AT
    expired = replace(
        worker,
        situations=(Situation(kind=SituationKind.ESAT_ORIENTATION, end=date(2026, 11, 21)),),
    )
    after = _routes(expired, Status.ESAT_WORKER)
    assert [codes(route)[0] for route in after.routes] == ["request_esat_orientation"]


def test_a_young_person_of_the_ime_goes_by_visits_stage_and_geiq() -> None:
    """The RQTH is by right between 15 and 20 with the AEEH: nothing to request."""
    person = Person(
        birth_date=date(2009, 6, 1),
        diploma_level="none",
        status=Status.IME,
        situations=holds(SituationKind.AEEH),
    )
    answer = _routes(person, Goal.OPEN_ENDED_CONTRACT, Priority.SUPPORT, Priority.FEW_STEPS)
    route = found(answer, "visit_and_workshop", "ime_internship", "to_geiq", "geiq_to_member")
    assert route is not None
    assert route.measures[Priority.SUPPORT] == 0
    stage = route.steps[1]
    assert "le représentant légal, si la personne en a un" in stage.signatories
    assert all("request_rqth" not in codes(route) for route in answer.routes)


def test_the_esat_opens_with_the_orientation_and_before_twenty_by_exception() -> None:
    person = Person(
        birth_date=date(2009, 6, 1), status=Status.IME, situations=holds(SituationKind.AEEH)
    )
    esat = _step(_routes(person, Goal.ESAT), "to_esat")
    assert esat.state is StepState.OPEN_IF
    assert {"esat_orientation", "detail"} <= {need.code for need in esat.needs}
    assert any("Avant 20 ans" in need.text for need in esat.needs)


NOT_ELIGIBLE = Person(
    birth_date=date(1990, 2, 3),
    diploma_level="bac",
    status=Status.WITHOUT_EMPLOYMENT,
    situations=holds(SituationKind.FRANCE_TRAVAIL),
)


def test_whoever_meets_no_criterion_of_insertion_has_other_ways() -> None:
    """Other programmes, each with its reasons; insertion only by a prescriber."""
    answer = _routes(NOT_ELIGIBLE, Goal.OPEN_ENDED_CONTRACT)
    first = answer.routes[0]
    assert codes(first) == ["pmsmp_job_seeker", "employment_network", "ordinary_open_ended"]
    assert "n’entre pas dans l’insertion" in " ".join(first.steps[1].without)
    geiq = _routes(NOT_ELIGIBLE, Goal.GEIQ).routes[0]
    assert codes(geiq) == ["pmsmp_job_seeker", "to_geiq"]
    adapted = _routes(NOT_ELIGIBLE, Status.EA_EMPLOYEE).routes[0]
    assert codes(adapted) == ["request_rqth", "pmsmp_job_seeker", "to_ea"]
    for route in answer.routes:
        for step in route.steps:
            if step.code in {"to_aci", "to_ei", "to_ai", "to_etti"}:
                assert step.state is StepState.OPEN_IF
                codes_needed = {need.code for need in step.needs}
                assert codes_needed & {"prescription", "iae_pass"}
    closed = {bridge.code: bridge for bridge in answer.closed}
    refused = closed.get("to_aci") or closed["to_ei"]
    assert any("prescri" in need.text.lower() for need in refused.opens)
    assert refused.reasons[0].rule == "IAE-01"


def _tapaj(born: date, *kinds: SituationKind) -> RouteAnswer:
    person = Person(
        birth_date=born,
        diploma_level="none",
        status=Status.WITHOUT_EMPLOYMENT,
        situations=holds(*kinds),
        weekly_hours=(3, 12),
    )
    return _routes(person, Goal.INSERTION_JOB)


def test_at_twenty_two_the_path_may_begin_by_the_day() -> None:
    answer = _tapaj(date(2004, 5, 1), SituationKind.ADDICTION, SituationKind.STREET_LIFE)
    by_day = next(route for route in answer.routes if codes(route)[0] == "tapaj")
    assert codes(by_day) == ["tapaj", "to_ai"]
    assert by_day.steps[0].state is StepState.OPEN
    assert "LOW-01" in by_day.steps[0].rules
    assert by_day.measures[Priority.HOURS] == 0


def test_what_is_very_personal_is_not_put_forward_as_a_condition_to_meet() -> None:
    answer = _routes(NOT_ELIGIBLE, Goal.INSERTION_JOB)
    young = replace(NOT_ELIGIBLE, birth_date=date(2004, 5, 1))
    (tapaj,) = [b for b in _routes(young, Goal.OPEN_ENDED_CONTRACT).closed if b.code == "tapaj"]
    words = " ".join(need.text + need.plain for need in tapaj.opens)
    assert "très personnelle" in words
    assert "addict" not in words.lower()
    assert "addiction" not in {need.code for b in answer.closed for need in b.opens}


@pytest.mark.parametrize(
    ("born", "open_"),
    [
        (date(2008, 11, 22), True),  # eighteen today
        (date(2008, 11, 23), False),  # tomorrow
        (date(2000, 11, 23), True),  # twenty-six tomorrow
        (date(2000, 11, 22), False),  # twenty-six today
    ],
)
def test_tapaj_takes_from_eighteen_to_twenty_five(born: date, open_: bool) -> None:
    answer = _tapaj(born, SituationKind.STREET_LIFE)
    taken = [step for route in answer.routes for step in route.steps if step.code == "tapaj"]
    assert any(step.start == AT and step.state is StepState.OPEN for step in taken) is open_


def test_few_hours_lead_to_the_very_first_hours() -> None:
    answer = _tapaj(date(1985, 5, 1), SituationKind.STREET_LIFE)
    first_hours = next(r for r in answer.routes if codes(r)[-1].startswith("to_aci_"))
    assert first_hours.measures[Priority.HOURS] == 0


def test_self_employment_supported_before_the_end_of_the_experiment() -> None:
    person = Person(
        birth_date=date(1990, 2, 3),
        status=Status.WITHOUT_EMPLOYMENT,
        diploma_level="none",
        situations=holds(SituationKind.RSA),
    )
    answer = _routes(person, Goal.OWN_BUSINESS)
    first = found(answer, "register_business", "to_eiti", "eiti_to_self_employed")
    assert first is not None
    assert first.number <= 3
    assert [(need.code, need.step) for need in first.steps[1].needs] == [("self_employed", 1)]
    late = RouteRequest(at=date(2026, 12, 23), person=person, goal=Goal.OWN_BUSINESS, limit=6)
    answer = plan(late, lambda bridge: None)
    assert all("to_eiti" not in codes(route) for route in answer.routes)
    (eiti,) = [bridge for bridge in answer.closed if bridge.code == "to_eiti"]
    assert any("prolonge l’expérimentation" in need.text for need in eiti.opens)


def test_nothing_told_is_said_and_nothing_is_dropped() -> None:
    blank = Person(status=Status.WITHOUT_EMPLOYMENT)
    answer = _routes(blank, Goal.INSERTION_JOB, Priority.FEW_STEPS)
    unsure = answer.routes[0]
    aci = unsure.steps[0]
    assert (unsure.state, aci.state) == (StepState.UNKNOWN, StepState.UNKNOWN)
    assert "situation.ass" in {fact.path for fact in aci.missing}
    assert {fact.path for fact in aci.missing} <= {fact.path for fact in answer.missing}
    # Even where a prescriber’s word makes another way sure, what would settle it is asked.
    careful = _routes(blank, Goal.OPEN_ENDED_CONTRACT)
    assert "situation.ass" in {fact.path for fact in careful.missing}


def test_an_rqth_that_ends_on_the_way_closes_what_comes_after() -> None:
    """Held today, ended when the contract would be signed: it is asked for again."""
    ends = Situation(kind=SituationKind.RQTH, end=date(2027, 1, 31))
    person = Person(
        birth_date=date(1980, 3, 5),
        diploma_level="none",
        status=Status.ACI_EMPLOYEE,
        situations=(Situation(kind=SituationKind.ASS), ends),
    )
    answer = _routes(person, Status.EA_EMPLOYEE)
    for route in answer.routes:
        signed = route.steps[-1].start
        assert signed <= date(2027, 1, 31) or "request_rqth" in codes(route)


def test_a_situation_that_begins_later_is_waited_for() -> None:
    later = Situation(kind=SituationKind.ESAT_ORIENTATION, start=date(2027, 3, 12))
    person = Person(
        birth_date=date(1990, 3, 5), status=Status.WITHOUT_EMPLOYMENT, situations=(later,)
    )
    answer = _routes(person, Goal.ESAT, Priority.FEW_STEPS)
    assert all(route.arrives_on >= date(2027, 3, 12) for route in answer.routes)


def test_without_a_status_nobody_can_say() -> None:
    with pytest.raises(Refusal, match="où en est la personne") as refused:
        _routes(Person(), Goal.OPEN_ENDED_CONTRACT)
    assert refused.value.field == "person.status"


def test_a_goal_without_route_says_so() -> None:
    answer = _routes(replace(ESAT_WORKER, status=Status.FIXED_TERM), Goal.INSERTION_JOB)
    assert answer.routes == ()
    assert "Aucun itinéraire" in answer.notes[0]
