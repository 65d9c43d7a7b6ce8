"""Where the registration with the public employment service is asked for: the table of bridges."""

from __future__ import annotations

from datetime import date

import pytest

from passerelles.law.bridges import bridge_by_code
from passerelles.law.person import Person, Situation, Status
from passerelles.law.registration import (
    REGISTERED,
    ask_of,
    asks_from,
    asks_of_work,
    employment_service,
)
from passerelles.law.situations import SituationKind
from passerelles.law.work_kinds import work_kinds

TODAY = date(2026, 11, 23)
OTHERS = (SituationKind.CAP_EMPLOI, SituationKind.MISSION_LOCALE)


def _person(*held: SituationKind, unknown: tuple[SituationKind, ...] = ()) -> Person:
    return Person(situations=tuple(Situation(kind=kind) for kind in held), unknown=unknown)


def test_a_bridge_that_says_nothing_of_it_asks_nothing() -> None:
    assert ask_of(bridge_by_code()["pmsmp_in_contract"]) is None
    assert asks_of_work("cdi", None, TODAY) is None
    assert asks_of_work("visit", None, TODAY) is None


def test_an_immersion_asks_it_or_another_follow_up() -> None:
    ask = ask_of(bridge_by_code()["pmsmp_job_seeker"])
    assert ask is not None
    assert (ask.needed, ask.others) == (True, OTHERS)
    assert ask.met(_person(REGISTERED), TODAY) is True
    assert ask.met(_person(SituationKind.CAP_EMPLOI), TODAY) is True
    assert ask.met(_person(), TODAY) is False
    assert ask.met(_person(unknown=(SituationKind.CAP_EMPLOI,)), TODAY) is None
    assert ask.met(Person(), TODAY) is None


def test_shared_time_only_gains_from_it() -> None:
    [ask] = asks_of_work("esat_shared_time", None, TODAY) or ()
    assert not ask.needed
    assert "pas exigée" in ask.sentence


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        (Status.ESAT_WORKER, ["pmsmp_esat_worker"]),
        (Status.WITHOUT_EMPLOYMENT, ["pmsmp_job_seeker"]),
        (Status.ACI_EMPLOYEE, None),
        (Status.ESAT_AND_ORDINARY, []),
        (None, ["pmsmp_job_seeker", "pmsmp_esat_worker"]),
    ],
)
def test_an_immersion_is_asked_about_from_where_the_person_stands(
    status: Status | None, codes: list[str] | None
) -> None:
    """Rien n’est demandé au chantier ; la table ne dit rien de qui est déjà à temps partagé."""
    asks = asks_of_work("pmsmp", status, TODAY)
    assert (None if asks is None else [ask.bridge.code for ask in asks]) == codes


def test_nothing_is_said_of_bridges_while_nobody_knows_where_the_person_stands() -> None:
    assert asks_from(None, TODAY) == ()
    found = {ask.bridge.code for ask in asks_from(Status.WITHOUT_EMPLOYMENT, TODAY)}
    assert {"pmsmp_job_seeker", "to_training"} <= found


def test_every_kind_of_work_can_be_asked_about() -> None:
    asked = {code for code in work_kinds() if asks_of_work(code, None, TODAY)}
    assert asked == {"pmsmp", "esat_shared_time"}


def test_the_service_has_the_name_of_the_day() -> None:
    assert employment_service(date(2023, 12, 31)).label == "Pôle emploi"
    assert employment_service(date(2024, 1, 1)).label == "France Travail (ex Pôle emploi)"
