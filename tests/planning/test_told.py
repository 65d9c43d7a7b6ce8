"""What a record tells becomes a question: what is not known, or not shared, stays unknown."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.law.person import Status
from passerelles.law.situations import SITUATION_TEXTS, SituationKind
from passerelles.pathways.rules.stages import StageKind
from passerelles.pathways.rules.told import Told, ToldSituation, ToldStage, gather, status_of
from passerelles.people.rules.situations import SituationKind as ToldKind
from passerelles.people.rules.situations import SituationState
from passerelles.sharing.rules.volets import Volet

DAY = date(2026, 11, 22)
ALL = frozenset(Volet)
WITHOUT_SENSITIVE = ALL - {Volet.SENSITIVE}


def told(*situations: ToldSituation, volets: frozenset[Volet] = ALL, **rest: object) -> Told:
    return Told(volets=volets, situations=situations, **rest)  # type: ignore[arg-type]


def test_a_right_obtained_is_held_between_its_dates() -> None:
    rqth = ToldSituation(
        ToldKind.RQTH, SituationState.OBTAINED, date(2022, 1, 1), date(2026, 12, 31)
    )
    person = gather(told(rqth)).person
    assert person.holds(SituationKind.RQTH, DAY) is True
    assert person.holds(SituationKind.RQTH, date(2027, 1, 1)) is False


@pytest.mark.parametrize(
    "state",
    [SituationState.TO_DO, SituationState.FILED, SituationState.REFUSED, SituationState.EXPIRED],
    ids=str,
)
def test_a_right_asked_refused_or_expired_is_not_held(state: SituationState) -> None:
    person = gather(told(ToldSituation(ToldKind.RQTH, state))).person
    assert person.holds(SituationKind.RQTH, DAY) is False


def test_what_nobody_wrote_is_unknown_and_never_a_no() -> None:
    person = gather(told()).person
    assert person.situations == ()
    assert {person.holds(kind, DAY) for kind in SituationKind} == {None}


def test_what_is_not_shared_is_said_hidden_whatever_it_holds() -> None:
    gathered = gather(told(volets=frozenset({Volet.IDENTITY, Volet.PATH})))
    assert gathered.hidden == frozenset(SituationKind)


def test_very_personal_situations_are_hidden_from_who_does_not_read_them() -> None:
    gathered = gather(told(volets=WITHOUT_SENSITIVE))
    assert gathered.hidden == {kind for kind, text in SITUATION_TEXTS.items() if text.sensitive}


@pytest.mark.parametrize(
    ("stages", "origin", "status"),
    [
        ([ToldStage(StageKind.ESAT_WORK)], "", Status.ESAT_WORKER),
        ([ToldStage(StageKind.INSERTION_CONTRACT, "aci")], "ime", Status.ACI_EMPLOYEE),
        ([ToldStage(StageKind.INSERTION_CONTRACT, "")], "", None),
        ([ToldStage(StageKind.GEIQ_CONTRACT)], "ime", Status.GEIQ_EMPLOYEE),
        ([ToldStage(StageKind.ORDINARY_CONTRACT)], "", None),
        (
            [ToldStage(StageKind.ORDINARY_CONTRACT), ToldStage(StageKind.ESAT_WORK)],
            "",
            Status.ESAT_AND_ORDINARY,
        ),
        ([], "sipfp", Status.IME),
        ([], "esat", Status.ESAT_WORKER),
        ([], "", None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_where_the_person_stands_is_read_on_the_stages_going_on(
    stages: list[ToldStage], origin: str, status: Status | None
) -> None:
    assert status_of(told(stages=tuple(stages), origin_kind=origin)) is status


def test_somebody_registered_and_without_a_place_is_without_employment() -> None:
    registered = ToldSituation(ToldKind.FRANCE_TRAVAIL, SituationState.OBTAINED)
    assert status_of(told(registered)) is Status.WITHOUT_EMPLOYMENT


def test_the_cdaph_orientation_of_an_esat_worker_is_the_one_to_esat_and_nobody_elses() -> None:
    decision = ToldSituation(
        ToldKind.CDAPH_ORIENTATION, SituationState.OBTAINED, None, date(2028, 5, 1)
    )
    worker = gather(told(decision, stages=(ToldStage(StageKind.ESAT_WORK),))).person
    assert worker.holds(SituationKind.ESAT_ORIENTATION, DAY) is True
    assert worker.holds(SituationKind.ESAT_ORIENTATION, date(2028, 5, 2)) is False
    assert gather(told(decision)).person.holds(SituationKind.ESAT_ORIENTATION, DAY) is None
    left = gather(
        told(decision, stages=(ToldStage(StageKind.ORDINARY_CONTRACT),), origin_kind="esat")
    )
    assert left.person.holds(SituationKind.ESAT_ORIENTATION, DAY) is True


def test_who_works_in_a_structure_of_insertion_holds_a_pass_unless_the_record_says_no() -> None:
    here = [ToldStage(StageKind.INSERTION_CONTRACT, "aci")]
    assert gather(told(stages=here)).person.holds(SituationKind.IAE_PASS, DAY) is True
    over = ToldSituation(ToldKind.IAE_PASS, SituationState.EXPIRED)
    assert gather(told(over, stages=here)).person.holds(SituationKind.IAE_PASS, DAY) is False
    elsewhere = [ToldStage(StageKind.ESAT_WORK)]
    assert gather(told(stages=elsewhere)).person.holds(SituationKind.IAE_PASS, DAY) is None


@pytest.mark.parametrize("place", ["aci", "ei", "ai", "etti", "eiti"])
def test_whoever_is_in_a_structure_of_insertion_has_a_pass(place: str) -> None:
    stage = ToldStage(StageKind.INSERTION_CONTRACT, place)
    gathered = gather(told(stages=(stage,)))
    assert gathered.person.holds(SituationKind.IAE_PASS, DAY) is True
    assert SituationKind.IAE_PASS not in gathered.hidden


def test_what_the_record_says_of_the_pass_comes_first() -> None:
    stage = ToldStage(StageKind.INSERTION_CONTRACT, "aci")
    over = ToldSituation(ToldKind.IAE_PASS, SituationState.EXPIRED)
    assert gather(told(over, stages=(stage,))).person.holds(SituationKind.IAE_PASS, DAY) is False


def test_who_is_elsewhere_is_not_said_to_have_a_pass() -> None:
    assert gather(told(origin_kind="ime")).person.holds(SituationKind.IAE_PASS, DAY) is None
