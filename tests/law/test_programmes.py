"""Programmes: what they are, what the engine says of an enrolment, and what it never does."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.law.acts.programmes import DutyDone, Enrolment, GateDecision, PhaseEntry, Session
from passerelles.law.answering import check
from passerelles.law.catalogue import the_catalogue
from passerelles.law.document import Document
from passerelles.law.findings import Severity
from passerelles.law.parameters import the_book
from passerelles.law.person import Person, Situation
from passerelles.law.programmes.duties import DutyStatus
from passerelles.law.programmes.model import TERM_RULES, Programme
from passerelles.law.programmes.reading import read_programme
from passerelles.law.programmes.shipped import shipped_programmes
from passerelles.law.programmes.standing import standing
from passerelles.law.programmes.writing import programme_data
from passerelles.law.reading import Mistake
from passerelles.law.situations import SituationKind
from passerelles.organisations.rules.kinds import is_kind

CODES = {
    "expertises_partagees", "tapaj", "phc", "convergence", "cdd_tremplin", "eiti", "2asd", "enouma",
    "colibri", "seve", "geiq_path", "tech_your_job", "linkedout", "compethance", "afest", "tzcld",
}  # fmt: skip
SHIPPED = list(shipped_programmes().values())
TAPAJ = shipped_programmes()["tapaj"]
TREMPLIN = shipped_programmes()["cdd_tremplin"]
YOUNG = Person(birth_date=date(2004, 1, 10), situations=(Situation(kind=SituationKind.ADDICTION),))


def tapaj(**fields: Any) -> Enrolment:
    fields.setdefault("entered_on", date(2026, 6, 1))
    return Enrolment(programme="tapaj", **fields)


def stored(programme: Programme) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(programme_data(programme)))
    return data


def mistakes(**changes: Any) -> dict[str, str]:
    read = read_programme({**stored(TAPAJ), **changes})
    assert isinstance(read, list)
    return {mistake.path: mistake.expected for mistake in read}


def test_the_sixteen_programmes_of_the_field_are_shipped_one_file_each() -> None:
    folder = resources.files("passerelles.law") / "data" / "programmes"
    assert set(shipped_programmes()) == CODES
    assert len([f for f in folder.iterdir() if f.name.endswith(".toml")]) == len(CODES)


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.code)
def test_a_programme_written_and_read_back_is_the_same(programme: Programme) -> None:
    assert read_programme(stored(programme)) == programme


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.code)
def test_a_programme_names_only_kinds_of_places_and_rules_that_exist(programme: Programme) -> None:
    places = {*programme.entry.places, *(p for phase in programme.phases for p in phase.places)}
    assert {place for place in places if not is_kind(place)} == set()
    assert {who for who in programme.entry.prescribers if not is_kind(who)} == set()
    assert all(rule_id in the_catalogue() for _term, rule_id in programme.quotes)


@pytest.mark.parametrize("programme", SHIPPED, ids=lambda p: p.code)
def test_a_programme_says_its_source_its_measures_and_what_is_left_to_settle(
    programme: Programme,
) -> None:
    assert programme.source
    assert programme.plain
    assert programme.to_settle
    for measure in programme.measures:
        assert measure.numerator
        # A rate says what becomes of what is not known.
        assert measure.unknowns or not measure.denominator
        # A figure of the sources is told as such, never as an objective.
        assert not measure.historic or "époque" in measure.historic


def test_what_the_sources_do_not_say_of_tapaj_is_left_empty_and_told() -> None:
    phase_2 = TAPAJ.phase("p2")
    assert phase_2 is not None
    assert phase_2.pay_per_hour is None
    assert phase_2.months is None
    told = " ".join(item.what for item in TAPAJ.to_settle)
    assert "assiduité" in told
    assert "Rémunération" in told


def test_every_rule_of_the_family_says_that_it_is_not_the_law() -> None:
    for rule_id in TERM_RULES.values():
        (version,) = the_catalogue().versions(rule_id)
        assert "du programme" in version.statement or "pas de la loi" in version.statement
        assert version.article == "Règles du programme"


def test_tapaj_pays_forty_euros_a_week_then_says_it_does_not_know() -> None:
    enrolment = tapaj(
        phases=(
            PhaseEntry(phase="p1", start=date(2026, 6, 1), end=date(2026, 6, 14)),
            PhaseEntry(phase="p2", start=date(2026, 6, 15)),
        ),
        sessions=tuple(
            Session(day=day, hours=Decimal(4))
            for day in (date(2026, 6, 3), date(2026, 6, 10), date(2026, 6, 16))
        ),
    )
    stands = standing(enrolment, YOUNG, date(2026, 6, 30), TAPAJ)
    assert [(week.monday, week.pay) for week in stands.weeks] == [
        (date(2026, 6, 1), Decimal(40)),
        (date(2026, 6, 8), Decimal(40)),
        (date(2026, 6, 15), None),
    ]
    assert stands.pay == Decimal(80)
    first = TAPAJ.phase("p1")
    assert first is not None
    assert first.pay_per_session == Decimal(40)


def test_each_refused_phase_says_what_it_would_need() -> None:
    enrolment = tapaj(phases=(PhaseEntry(phase="p1", start=date(2026, 6, 1)),))
    stands = standing(enrolment, YOUNG, date(2026, 7, 1), TAPAJ)
    assert not stands.allowed
    needs = {r.phase.code: [n.opens for n in r.reasons] for r in stands.refused}
    assert needs == {
        "p2": [("gate:assiduity",)],
        "p3_training": [("phase:p2",), ("gate:to_training",)],
        "p3_cddi": [("phase:p2",), ("gate:to_cddi",)],
    }


def test_a_month_without_a_meeting_is_overdue_until_the_next_one() -> None:
    june_missing = Enrolment(programme="cdd_tremplin", entered_on=date(2026, 6, 1))
    stands = standing(june_missing, Person(), date(2026, 7, 15), TREMPLIN)
    assert [state.due_on for state in stands.overdue] == [date(2026, 6, 30)]
    assert [state.due_on for state in stands.due] == [date(2026, 7, 31)]
    assert [state.due_on for state in stands.next_duties] == [date(2026, 8, 31)]
    met = replace(
        june_missing, duties=(DutyDone(duty="monthly_meeting", done_on=date(2026, 7, 10)),)
    )
    stands = standing(met, Person(), date(2026, 7, 15), TREMPLIN)
    assert [state.status for state in stands.duties] == [
        DutyStatus.MISSED,
        DutyStatus.DONE,
        DutyStatus.UPCOMING,
    ]


def test_whoever_left_owes_nothing_more() -> None:
    gone = Enrolment(
        programme="cdd_tremplin", entered_on=date(2026, 6, 1), left_on=date(2026, 6, 20)
    )
    stands = standing(gone, Person(), date(2026, 9, 1), TREMPLIN)
    assert [state.status for state in stands.duties] == [DutyStatus.MISSED]
    assert not stands.overdue


def test_three_counters_of_hours_are_told_apart() -> None:
    enouma = shipped_programmes()["enouma"]
    enrolment = Enrolment(
        programme="enouma",
        entered_on=date(2026, 1, 5),
        sessions=(
            Session(day=date(2026, 1, 6), hours=Decimal(7), counter="classes"),
            Session(day=date(2026, 1, 7), hours=Decimal(5), counter="tutored"),
            Session(day=date(2026, 1, 8), hours=Decimal(7), counter="classes", attended=False),
        ),
    )
    stands = standing(enrolment, Person(), date(2026, 2, 1), enouma)
    assert {s.counter.code: s.done for s in stands.counters} == {
        "classes": Decimal(7),
        "tutored": Decimal(5),
        "individual": Decimal(0),
    }


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"entry": {"age_min": 30, "age_max": 20}}, "entry.age_max", "âge"),
        ({"entry": {"all_of": ["licorne"]}}, "entry.all_of.0", "situation"),
        ({"phases": []}, "phases", "au moins une"),
        ({"label": " "}, "label", "obligatoire"),
        ({"couleur": "bleu"}, "couleur", "n’existe pas"),
        ({"code": "Mon Code"}, "code", "minuscules"),
        ({"version": 0}, "version", "nombre entier"),
        ({"to": "demain"}, "to", "date"),
        ({"limits": {"months": 12, "advised_months": 24}}, "limits.months", "conseillée"),
        ({"limits": {"extended_months": 60}}, "limits.months", "ordinaire"),
    ],
)
def test_a_wrong_programme_is_told_in_french_with_its_path(
    changes: dict[str, Any], path: str, words: str
) -> None:
    found = mistakes(**changes)
    assert path in found
    assert words in found[path]


@pytest.mark.parametrize(
    ("part", "index", "changes", "path"),
    [
        ("gates", 0, {"target": "p9"}, "gates.0.target"),
        ("gates", 0, {"target": "p1"}, "gates.0.target"),
        ("gates", 0, {"decided_by": ""}, "gates.0.decided_by"),
        ("gates", 1, {"code": "assiduity"}, "gates.1.code"),
        ("gates", 0, {"counters": ["heures"]}, "gates.0.counters.0"),
        ("phases", 1, {"code": "p1"}, "phases.1.code"),
        (
            "phases",
            0,
            {"weekly_hours_min": 20, "weekly_hours_max": 10},
            "phases.0.weekly_hours_max",
        ),
        ("phases", 0, {"pay_per_hour": None}, "phases.0.pay_per_hour"),
        ("phases", 0, {"hours_per_session": 25}, "phases.0.hours_per_session"),
        ("phases", 0, {"contracts": ["licorne"]}, "phases.0.contracts.0"),
    ],
)
def test_parts_that_do_not_fit_together_are_found(
    part: str, index: int, changes: dict[str, Any], path: str
) -> None:
    rows = stored(TAPAJ)[part]
    rows[index] = {**rows[index], **changes}
    assert path in mistakes(**{part: rows})


def test_a_circle_of_phases_has_no_beginning() -> None:
    gates = [*stored(TAPAJ)["gates"]]
    back = {
        "code": "b",
        "label": "Retour",
        "source": "p2",
        "target": "p1",
        "decided_by": "l’équipe",
    }
    assert "gates" in mistakes(gates=[*gates, back])


@pytest.mark.parametrize(
    "data", [{}, {"phases": 3}, {"phases": [4]}, {"entry": []}, {"gates": ["x"]}]
)
def test_anything_at_all_is_read_without_breaking(data: dict[str, Any]) -> None:
    read = read_programme(data)
    assert isinstance(read, list)
    assert all(isinstance(mistake, Mistake) and mistake.expected for mistake in read)


def test_a_file_of_the_shipped_programmes_has_no_personal_data() -> None:
    folder = resources.files("passerelles.law") / "data" / "programmes"
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "@" not in text
        assert tomllib.loads(text)["version"] >= 1


DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))
NEAR = st.dates(date(2025, 1, 1), date(2027, 12, 31))
_CODES = sorted({phase.code for programme in SHIPPED for phase in programme.phases})
_GATES = sorted({gate.code for programme in SHIPPED for gate in programme.gates})
_DUTIES = sorted({duty.code for programme in SHIPPED for duty in programme.duties})


def enrolments(days: st.SearchStrategy[date]) -> st.SearchStrategy[Enrolment]:
    phase = st.builds(PhaseEntry, phase=st.sampled_from(_CODES), start=days, end=st.none() | days)
    hours = st.decimals(0, 30, places=1)
    return st.builds(
        Enrolment,
        programme=st.sampled_from(sorted(CODES)),
        entered_on=st.none() | days,
        left_on=st.none() | days,
        planned_end=st.none() | days,
        place_kind=st.none() | st.sampled_from(["aci", "ea", "eiti", "ime", "licorne"]),
        place_is_member=st.none() | st.booleans(),
        prescriber_kind=st.none() | st.just("cap_emploi"),
        judgments=st.none() | st.just(()) | st.just(("wish", "adequacy", "far_from_work")),
        weekly_hours=st.none() | hours,
        derogation_on=st.none() | days,
        phases=st.lists(phase, max_size=4).map(tuple),
        decisions=st.lists(
            st.builds(
                GateDecision,
                gate=st.sampled_from(_GATES),
                decided_on=days,
                passed=st.booleans(),
            ),
            max_size=4,
        ).map(tuple),
        duties=st.lists(
            st.builds(DutyDone, duty=st.sampled_from(_DUTIES), done_on=days), max_size=4
        ).map(tuple),
        sessions=st.lists(
            st.builds(Session, day=days, hours=hours, attended=st.booleans()), max_size=6
        ).map(tuple),
        acknowledgements=st.none() | st.just(()) | st.just(("no_subordination",)),
        move_to=st.none() | st.sampled_from([*_CODES, "licorne"]),
    )


PERSONS = st.builds(
    Person,
    birth_date=st.none() | DAYS,
    situations=st.none()
    | st.lists(st.builds(Situation, kind=st.sampled_from(SituationKind)), max_size=4).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(enrolment=enrolments(NEAR), person=PERSONS, at=NEAR, barriers=st.integers(1, 100))
def test_nothing_ever_closes_because_a_barrier_is_open(
    enrolment: Enrolment, person: Person, at: date, barriers: int
) -> None:
    clear = check(Document(at=at, person=person, act=replace(enrolment, open_barriers=0)))
    burdened = check(Document(at=at, person=person, act=replace(enrolment, open_barriers=barriers)))
    assert burdened.verdict == clear.verdict
    more = set(burdened.findings) - set(clear.findings)
    assert {(finding.rule, finding.severity) for finding in more} == {("PROG-08", Severity.INFO)}
    assert burdened.computed == clear.computed


@settings(max_examples=200, deadline=None)
@given(enrolment=enrolments(DAYS), person=PERSONS, at=DAYS)
def test_the_engine_answers_on_any_well_formed_enrolment(
    enrolment: Enrolment, person: Person, at: date
) -> None:
    programme = shipped_programmes()[enrolment.programme]
    stands = standing(enrolment, person, at, programme)
    codes = {move.phase.code for move in stands.allowed} | {r.phase.code for r in stands.refused}
    current = {stands.phase.code} if stands.phase else set()
    assert codes | current == {phase.code for phase in programme.phases}
    assert all(refused.reasons for refused in stands.refused)
    check(Document(at=at, person=person, act=enrolment))


@settings(max_examples=200, deadline=None)
@given(enrolment=enrolments(NEAR), person=PERSONS, at=NEAR)
def test_the_order_in_which_things_were_written_changes_nothing(
    enrolment: Enrolment, person: Person, at: date
) -> None:
    backwards = replace(
        enrolment,
        phases=enrolment.phases[::-1],
        decisions=enrolment.decisions[::-1],
        duties=enrolment.duties[::-1],
        sessions=enrolment.sessions[::-1],
    )
    programme = shipped_programmes()[enrolment.programme]
    assert standing(enrolment, person, at, programme) == standing(backwards, person, at, programme)


@settings(max_examples=100, deadline=None)
@given(code=st.sampled_from(["eiti", "convergence"]), entered=NEAR, days=st.integers(0, 3000))
def test_one_more_day_never_makes_a_too_long_enrolment_fit(
    code: str, entered: date, days: int
) -> None:
    def refused(end: date) -> bool:
        act = Enrolment(programme=code, entered_on=entered, planned_end=end, place_is_member=True)
        answer = check(Document(at=entered, act=act))
        return any(f.severity is Severity.BLOCK and "en tout" in f.message for f in answer.findings)

    end = entered + timedelta(days=days)
    assert refused(end) <= refused(end + timedelta(days=1))


def test_an_experiment_an_organisation_knows_reopened_is_no_longer_told_to_end() -> None:
    act = Enrolment(programme="eiti", entered_on=date(2027, 2, 1), place_kind="eiti")
    question = Document(at=date(2027, 2, 1), act=act)
    (row,) = the_book().rows("eiti_reopened")
    settled = the_book().with_rows_above([replace(row, value=Decimal(1), owner="ei")])
    said = {finding.rule for finding in check(question).of(Severity.WARN)}
    after = {finding.rule for finding in check(question, book=settled).of(Severity.WARN)}
    assert "IAE-16" in said
    assert "IAE-16" not in after
